/// What the user asks for with `--color`.
package enum ColorWish: String, Sendable, CaseIterable { case automatic = "auto", always, never, truecolor }

/// Which theme, colours and characters to draw with: pure functions of the environment and of what the terminal said.
package enum ThemeChoice {
  /// - Parameters:
  ///   - colors: how many the terminal can show at once.
  package static func depth(environment: [String: String], colors: Int, wish: ColorWish = .automatic) -> ColorDepth {
    if wish == .never || environment["TERM"] == "dumb" || colors < 8 { return .mono }
    if wish == .automatic, let value = environment["NO_COLOR"], !value.isEmpty { return .mono }
    switch colors {
    case ColorDepth.direct.rawValue...: return .direct
    case ColorDepth.indexed.rawValue...: return .indexed
    default: return .basic
    }
  }

  /// - Parameters:
  ///   - isUTF8: whether the user's locale says so.
  ///   - wish: from `--glyphs`; it can only ask for less than the locale allows.
  package static func glyphs(environment: [String: String], isUTF8: Bool, wish: GlyphSet? = nil) -> GlyphSet {
    let term = environment["TERM"] ?? ""
    let isPoor = term == "linux" || term.hasPrefix("vt") || !isUTF8 || isEastAsian(environment)
    return isPoor ? .ascii : wish ?? .unicode
  }

  /// The theme's name: the wish, `ROWSMITH_THEME`, or `auto`; without colours always `mono`.
  package static func name(environment: [String: String], depth: ColorDepth, wish: String? = nil) -> String {
    if depth == .mono { return "mono" }
    if let wish { return wish }
    if let name = environment["ROWSMITH_THEME"], !name.isEmpty { return name }
    return "auto"
  }

  /// Where box and block characters may be two columns wide.
  private static func isEastAsian(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return ["ja", "zh", "ko"].contains { locale.hasPrefix($0) }
  }
}
