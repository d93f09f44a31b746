import Files
import StrictYAML
import Testing

@testable import Screen

@Suite struct ThemeTests {
  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/themes"

  @Test(arguments: Themes.names(in: [folder])) func everyThemeIsWhole(_ name: String) {
    for depth in [ColorDepth.mono, .basic, .indexed, .direct] {
      let (theme, problem) = Themes.load(named: name, from: [Self.folder], depth: depth, glyphs: .unicode)
      #expect(problem == nil)
      #expect(theme.name == name)
      #expect(Set(theme.styles.keys) == Set(Role.allCases))
      #expect(theme.isMono == (depth == .mono || name == "mono"))
      #expect(theme.style(of: .text, on: .selection) != theme.style(of: .text), "the selection cannot be seen")
      if !theme.isMono { checkTones(theme) }
    }
  }

  /// Real, synthetic and agreeing parts differ, and stand apart where the file states red, green and blue.
  private func checkTones(_ theme: Theme) {
    let tones = [Role.real, .synthetic, .agree].map { theme.style(of: $0).foreground }
    #expect(Set(tones).count == 3, "\(theme.name)")
    let colors = tones.compactMap { LabColor($0) }
    for (index, first) in colors.enumerated() {
      for second in colors.dropFirst(index + 1) { #expect(first.distance(to: second) > 28, "\(theme.name)") }
    }
  }

  @Test func theBuiltInThemesAreTheFiles() throws {
    for (name, text) in BuiltInThemes.texts {
      #expect(try WholeFile.read("\(Self.folder)/\(name).yaml", limit: 1 << 20) == text, "\(name)")
    }
  }

  @Test func aMissingFolderIsNoProblem() {
    let (theme, problem) = Themes.load(named: "auto", from: ["/nonexistent/x"], depth: .indexed, glyphs: .ascii)
    #expect(problem == nil)
    #expect(theme.style(of: .real).foreground == .indexed(33))
    #expect(theme.glyphs == .ascii)
    let missing = Themes.load(named: "none", from: [], depth: .indexed, glyphs: .unicode)
    #expect(missing.problem == "there is no theme 'none'")
  }

  @Test(arguments: [
    ("roles: {real: [purple]}", "'purple' is no look"),
    ("roles: {reel: [blue]}", "unknown key 'reel'; did you mean 'real'?"),
    ("inherits: nothing", "there is no theme 'nothing'"), ("roles: {real: [blue]}", "the role 'text' is missing"),
    ("inherits: self", "themes inherit in a circle"), ("roles: [", ""), ("glyphs: latin", "expected one of"),
  ]) func badThemesAreRefused(_ text: String, _ message: String) {
    let bytes = Array(text.utf8)
    let error = #expect(throws: YAMLProblem.self) {
      _ = try ThemeFile.parse(bytes, name: "self", others: ["self": bytes], depth: .indexed, glyphs: .unicode)
    }
    #expect(message.isEmpty || error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func theRichestLookThatCanBeShownIsTaken() throws {
    let text = Array("inherits: auto\nroles:\n  real: [\"bold #010203\", 33, underline blue]\n".utf8)
    func style(_ depth: ColorDepth) throws -> Style {
      try ThemeFile.parse(text, name: "x", others: BuiltInThemes.texts, depth: depth, glyphs: .unicode).style(of: .real)
    }
    #expect(try style(.direct).foreground == .rgb(1, 2, 3))
    #expect(try style(.indexed).foreground == .indexed(33))
    #expect(try style(.basic).foreground == .named(4))
    #expect(try style(.mono).foreground == .standard)
    #expect(try style(.mono).isUnderlined)
  }

  @Test func backgroundsLendTheirLook() {
    let theme = Themes.builtIn(named: "auto", depth: .indexed, glyphs: .unicode)
    #expect(theme.style(of: .agree, on: .real).background == .indexed(33))
    #expect(theme.style(of: .agree, on: .selection).isReverse)
    #expect(theme.style(of: .agree, on: .selection) == theme.style(of: .text, on: .selection))
    let dark = Themes.load(named: "dark", from: [Self.folder], depth: .indexed, glyphs: .unicode).theme
    #expect(dark.style(of: .text, on: .selection).background == .indexed(237))
  }
}
