import StrictYAML

/// A theme as it stands in a file: per role a list of looks from richest to poorest, and what it inherits.
package struct ThemeFile: Sendable {
  var name: String
  var inherits: String?
  var glyphs: GlyphSet?
  var isMono: Bool?
  var backgrounds: [Color]?
  var values: [Role: [ThemeValue]] = [:]

  /// Chains of `inherits` longer than this are refused.
  private static let chainLimit = 8

  /// Reads a theme and those it inherits from, and chooses what the terminal can show.
  /// - Parameters:
  ///   - text: the YAML of one theme. `inherits` names another theme, looked up in `others` (name to text).
  ///   - depth: of two looks the richer one that needs no more than this is taken.
  ///   - glyphs: what the terminal's encoding allows; a theme may ask for less.
  /// - Throws: the first problem, in file order. A role that no file of the chain sets is one.
  package static func parse(
    _ text: [UInt8], name: String, others: [String: [UInt8]], depth: ColorDepth, glyphs: GlyphSet
  ) throws(YAMLProblem) -> Theme {
    let file = try whole(text, name: name, others: others)
    if let role = Role.allCases.first(where: { file.values[$0] == nil }) {
      throw YAMLProblem(message: "the role '\(role.rawValue)' is missing", line: 1, column: 1, path: "roles")
    }
    return file.theme(depth: depth, glyphs: glyphs)
  }

  private static func whole(
    _ text: [UInt8], name: String, others: [String: [UInt8]]
  ) throws(YAMLProblem) -> ThemeFile {
    var file = try read(text, name: name)
    var parent = file.inherits
    var length = 1
    while let next = parent {
      guard length < chainLimit, let text = others[next] else {
        let reason = length < chainLimit ? "there is no theme '\(next)' to inherit from" : "themes inherit in a circle"
        throw YAMLProblem(message: reason, line: 1, column: 1, path: "inherits")
      }
      let above = try read(text, name: next)
      file.inherit(above)
      parent = above.inherits
      length += 1
    }
    return file
  }

  private mutating func inherit(_ above: ThemeFile) {
    values.merge(above.values) { own, _ in own }
    glyphs = glyphs ?? above.glyphs
    isMono = isMono ?? above.isMono
    backgrounds = backgrounds ?? above.backgrounds
  }

  private func theme(depth: ColorDepth, glyphs allowed: GlyphSet) -> Theme {
    let isMono = isMono ?? false || depth == .mono
    let shown = isMono ? .mono : depth
    let styles = values.mapValues { Self.best($0, for: shown) }
    var theme = Theme(name: name, styles: styles, glyphs: poorer(allowed, glyphs ?? allowed), isMono: isMono)
    theme.backgrounds = backgrounds ?? []
    return theme
  }

  /// Where no look can be shown, the attributes of the poorest.
  private static func best(_ values: [ThemeValue], for depth: ColorDepth) -> Style {
    if let value = values.first(where: { $0.depth <= depth }) { return value.style }
    var style = values.last?.style ?? Style()
    style.foreground = .standard
    style.background = .standard
    return style
  }

  private func poorer(_ first: GlyphSet, _ second: GlyphSet) -> GlyphSet {
    let order = GlyphSet.allCases
    let rank = { (glyphs: GlyphSet) in order.firstIndex(of: glyphs) ?? 0 }
    return rank(first) >= rank(second) ? first : second
  }

  // MARK: Reading one file

  private static func read(_ text: [UInt8], name: String) throws(YAMLProblem) -> ThemeFile {
    let reader = YAMLReader()
    var file = ThemeFile(name: name)
    let root = reader.root(try YAMLParser.parse(text)).mapping()
    file.inherits = root?.optional("inherits")?.text()
    file.glyphs = root?.optional("glyphs")?.choice(of: GlyphSet.self)
    file.isMono = root?.optional("mono")?.flag()
    file.backgrounds = root?.optional("backgrounds")?.list()?.compactMap(Self.background)
    file.takeRoles(root?.optional("roles")?.mapping())
    root?.refuseUnknownKeys()
    if let problem = reader.problems.first { throw problem }
    return file
  }

  private mutating func takeRoles(_ mapping: YAMLMapping?) {
    guard let mapping else { return }
    for role in Role.allCases {
      guard let list = mapping.optional(role.rawValue)?.list() else { continue }
      values[role] = list.compactMap(Self.value)
    }
    mapping.refuseUnknownKeys()
  }

  private static func background(_ value: YAMLValue) -> Color? {
    guard let text = value.text() else { return nil }
    if let color = ThemeValue.color(Substring(text)), case .rgb = color { return color }
    value.refuse("'\(text.prefix(40))' is no background; write red, green and blue, as in #1e1e1e")
    return nil
  }

  private static func value(_ value: YAMLValue) -> ThemeValue? {
    guard let text = value.text() else { return nil }
    if let look = ThemeValue(text) { return look }
    value.refuse(
      "'\(text.prefix(40))' is no look; write a colour (#0087ff, 33, blue, bright-black, default), 'on' and a colour, "
        + "bold, dim, reverse or underline")
    return nil
  }
}
