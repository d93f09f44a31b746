import Testing

@testable import Screen

@Suite struct GlyphLadderTests {
  private func adapted(_ text: String, role: Role = .text) -> String {
    var surface = Surface(size: Size(width: 60, height: 1))
    surface.write(text, at: Point(x: 0, y: 0), role: role)
    return surface.adapted(to: .ascii).text
  }

  /// Shades and tones may stand in one screen: no sign means both, but for full.
  @Test func shadesAreNoTones() {
    func ascii(_ character: Character, _ role: Role) -> Character {
      GlyphLadder.character(character, in: Cell(character: character, role: role), for: .ascii)
    }
    let tones = [ascii("█", .agree), ascii("░", .real), ascii("▒", .synthetic)]
    let shades: [Character] = ["·", "░", "▒", "▓", "█"].map { ascii($0, .density) }
    #expect(Set(shades).count == 5 && Set(shades).isDisjoint(with: tones))
  }

  @Test(arguments: [
    ("━━ amount · lognormal μ 3.72 σ 1.06 ━━ fit 97", "== amount . lognormal mu 3.72 sigma 1.06 == fit 97"),
    ("▌1Col 2Row  card-fraud●  ✓ ≈ unique ←3 –  −2.4% Δ ∅", ">1Col 2Row  card-fraud*  + ~ unique <-3 -  -2.4% d -"),
    ("█ agree  ░ real only  ▒ synth only", "# agree  o real only  + synth only"), ("┌─┐│└┘┏━┓┃┗┛┬▸", "+-+|+++=+|+++>"),
  ]) func theASCIIScreenIsThatOfTheDesign(_ text: String, _ expected: String) {
    #expect(adapted(text) == expected)
  }

  @Test(arguments: [
    ("fraud = 1: 5% → 20%   (u undoes)", "fraud = 1: 5% -> 20%  (u undoes)"),
    ("h l ±1%  H L ±5%  = balance", "h l +-1%  H L +-5%  = balance"), ("0.3% ≤ 5%  2 ≥ 1", "0.3% <= 5%  2 >= 1"),
    // No blank to spare: close to what follows.
    (String(repeating: "x", count: 54) + " → 20%", String(repeating: "x", count: 54) + " ->20%"),
  ]) func signsThatMeanSomethingElseInASCIIAreSpelledOut(_ text: String, _ expected: String) {
    #expect(adapted(text) == expected)
  }

  @Test func arrowKeysAreNotTheKeysThatTheyLookLike() {
    #expect(adapted("↑ ↓ ⇧Tab", role: .key) == "Up Down Shift-Tab")
    #expect(adapted("5% → 20% ↓") == "5% -> 20% v")
  }

  @Test func whatIsSpelledOutStaysInsideItsFrame() {
    var surface = Surface(size: Size(width: 20, height: 3))
    let inside = surface.box(surface.bounds)
    surface.write("mean 1.2 → 34.56 a", in: inside, line: 0)
    #expect(surface.adapted(to: .ascii).text.split(separator: "\n")[1] == "|mean 1.2 ->34.56 a|")
  }

  @Test func aMissingValueIsNoNumber() { #expect(Int(adapted("∅")) == nil) }

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
