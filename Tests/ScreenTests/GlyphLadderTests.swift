import Testing

@testable import Screen

@Suite struct GlyphLadderTests {
  private func adapted(_ text: String, role: Role = .text) -> String {
    var surface = Surface(size: Size(width: 60, height: 1))
    surface.write(text, at: Point(x: 0, y: 0), role: role)
    return surface.adapted(to: .ascii).text
  }

  @Test(arguments: [
    ("━━ amount · lognormal μ 3.72 σ 1.06 ━━ fit 97", "== amount . lognormal m 3.72 s 1.06 == fit 97"),
    ("▌1Col 2Row  card-fraud●  ✓ ≈ unique ←3 –  −2.4% Δ ∅", ">1Col 2Row  card-fraud*  * ~ unique <3 -  -2.4% d 0"),
    ("█ agree  ░ real only  ▒ synth only", "# agree  o real only  + synth only"), ("┌─┐│└┘┏━┓┃┗┛┬▸", "+-+|+++=+|+++>"),
  ]) func theASCIIScreenIsThatOfTheDesign(_ text: String, _ expected: String) {
    #expect(adapted(text) == expected)
  }

  @Test func barsAreFullFromHalfACell() {
    #expect(adapted("▂░▁▃▄▅▆▇█", role: .agree) == ".o..#####")
  }

  @Test func sparklinesBecomeDigits() {
    var surface = Surface(size: Size(width: 10, height: 1))
    Sparkline(shares: [1, 1, 2, 5, 7, 7, 4, 2, 1, 1]).draw(at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.text == "▁▁▂▅▇▇▄▂▁▁")
    #expect(surface.adapted(to: .ascii).text == "1126995211")
    #expect(surface.adapted(to: .blocks) == surface)
  }

  @Test func poorSurfacesAreASCIIOfTheSameWidth() {
    var surface = Surface(size: Size(width: 40, height: 1))
    surface.write("Lövgren 日本 e\u{301} ⣿ 👍 ▚", at: Point(x: 0, y: 0))
    let poor = surface.adapted(to: .ascii)
    #expect(poor.text == "L?vgren ? ?  e : ?  :")
    #expect(poor.text.utf8.allSatisfy { $0 < 0x80 })
    #expect(!poor.cells.contains { $0.character == nil })
  }

  @Test func brailleHasQuartersAndDots() {
    for dots in UInt8.min...UInt8.max {
      if dots > 0 { #expect(Braille.dots(of: Braille.character(dots)) == dots) }
      #expect((Braille.quadrants(dots) == " ") == (dots == 0))
      #expect((Braille.ascii(dots) == " ") == (dots == 0))
    }
  }
}
