import Testing

@testable import Screen

@Suite struct ThemeChoiceTests {
  @Test func theLadderOfColours() {
    func depth(_ environment: [String: String], _ colors: Int, _ wish: ColorWish = .automatic) -> ColorDepth {
      ThemeChoice.depth(environment: environment, colors: colors, wish: wish)
    }
    #expect(depth([:], 256) == .indexed)
    #expect(depth([:], 8) == .basic)
    #expect(depth([:], 1 << 24) == .direct)
    #expect(depth([:], 0) == .mono)
    #expect(depth(["NO_COLOR": "1"], 256) == .mono)
    #expect(depth(["NO_COLOR": ""], 256) == .indexed)
    #expect(depth(["NO_COLOR": "1"], 256, .always) == .indexed)
    #expect(depth([:], 256, .never) == .mono)
    #expect(depth(["TERM": "dumb"], 256) == .mono)
  }

  @Test func theLadderOfThemes() {
    let environment = ["ROWSMITH_THEME": "dark"]
    #expect(ThemeChoice.name(environment: [:], depth: .indexed) == "auto")
    #expect(ThemeChoice.name(environment: environment, depth: .indexed) == "dark")
    #expect(ThemeChoice.name(environment: environment, depth: .indexed, wish: "light") == "light")
    #expect(ThemeChoice.name(environment: environment, depth: .mono) == "mono")
  }

  @Test func theLadderOfGlyphs() {
    func glyphs(_ environment: [String: String], _ isUTF8: Bool, _ wish: GlyphSet? = nil) -> GlyphSet {
      ThemeChoice.glyphs(environment: environment, isUTF8: isUTF8, wish: wish)
    }
    #expect(glyphs(["TERM": "xterm-256color"], true) == .unicode)
    #expect(glyphs(["TERM": "linux"], true) == .ascii)
    #expect(glyphs(["TERM": "vt100"], true, .unicode) == .ascii)
    #expect(glyphs([:], false, .blocks) == .ascii)
    #expect(glyphs([:], true, .blocks) == .blocks)
    #expect(glyphs(["LANG": "ja_JP.UTF-8"], true) == .ascii)
    #expect(glyphs(["LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"], true) == .unicode)
  }
}
