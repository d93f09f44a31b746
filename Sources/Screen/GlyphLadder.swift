extension Surface {
  /// The surface with every character that `glyphs` may not hold replaced by its nearest equivalent. In ASCII a few signs are
  /// spelled out, as `->` and `+-`, where the line has blanks to spare.
  package func adapted(to glyphs: GlyphSet) -> Surface {
    guard glyphs != .unicode else { return self }
    var surface = self
    if glyphs == .ascii { surface.mapRows(SpelledOut.row) }
    surface.mapCells { cell in
      guard let character = cell.character, !character.isASCII else {
        if cell.character == nil, glyphs == .ascii { cell.character = " " }
        return
      }
      cell.character = GlyphLadder.character(character, in: cell, for: glyphs)
    }
    return surface
  }
}

/// The one place that knows what a non-ASCII character becomes on poorer terminals.
enum GlyphLadder {
  static func character(_ character: Character, in cell: Cell, for glyphs: GlyphSet) -> Character {
    if let dots = Braille.dots(of: character) {
      if glyphs == .ascii, cell.kind == .curve, let tone = tones[cell.role] { return tone }
      return glyphs == .blocks ? Braille.quadrants(dots) : Braille.ascii(dots)
    }
    guard glyphs == .ascii else { return character }
    if cell.role == .density, cell.kind != .spark, let shade = shades[character] { return shade }
    if cell.kind == .spark, let digit = digits[character] { return digit }
    if isChart(cell.role), let block = chartBlocks[character] { return block }
    return ascii[character] ?? "?"
  }

  private static func isChart(_ role: Role) -> Bool {
    switch role {
    case .agree, .real, .synthetic, .density, .diverge, .progress: true
    default: false
    }
  }

  private static let digits = table([
    ("▁", "1"), ("▂", "2"), ("▃", "4"), ("▄", "5"), ("▅", "6"), ("▆", "8"), ("▇", "9"), ("█", "9"),
  ])

  /// Two curves that cross are told apart as bars are; what both pass through is what agrees.
  private static let tones: [Role: Character] = [.real: "o", .synthetic: "+", .text: "#"]

  /// How many rows there are at a place; none is one of the three tones, but for full.
  private static let shades = table([("·", "."), ("░", ":"), ("▒", "="), ("▓", "%"), ("█", "@")])

  /// Bars of charts: less than half a cell is a dot, more is full.
  private static let chartBlocks = table([
    ("▁", "."), ("▂", "."), ("▃", "."), ("▄", "#"), ("▅", "#"), ("▆", "#"), ("▇", "#"),
    ("▏", "."), ("▎", "."), ("▍", "."), ("▌", "#"), ("▋", "#"), ("▊", "#"), ("▉", "#"), ("▔", "'"), ("▀", "#"),
  ])

  private static let ascii = table([
    ("█", "#"), ("░", "o"), ("▒", "+"), ("▓", "%"), ("▌", ">"), ("▐", "|"), ("▏", "|"), ("▕", "|"),
    ("▁", "."), ("▂", "."), ("▃", "."), ("▄", "#"), ("▅", "#"), ("▆", "#"), ("▇", "#"), ("▀", "'"), ("▔", "'"),
    ("▎", "|"), ("▍", "|"), ("▋", "#"), ("▊", "#"), ("▉", "#"),
    ("▘", "'"), ("▝", "'"), ("▖", "."), ("▗", "."), ("▚", ":"), ("▞", ":"),
    ("▙", ":"), ("▛", ":"), ("▜", ":"), ("▟", ":"), ("■", "#"),
    ("─", "-"), ("│", "|"), ("┌", "+"), ("┐", "+"), ("└", "+"), ("┘", "+"), ("┬", "+"), ("┴", "+"), ("├", "+"),
    ("┤", "+"), ("┼", "+"), ("╌", "-"), ("╸", "-"), ("╺", "-"), ("╴", "-"),
    ("━", "="), ("┃", "|"), ("┏", "+"), ("┓", "+"), ("┗", "+"), ("┛", "+"),
    ("▸", ">"), ("◂", "<"), ("▾", "v"), ("▴", "^"), ("●", "*"), ("○", "o"), ("◐", "o"), ("▲", "^"), ("▼", "v"),
    ("◌", "."),
    ("·", "."), ("•", "x"), ("≈", "~"), ("…", "~"), ("−", "-"), ("–", "-"), ("—", "-"), ("✓", "+"), ("✗", "x"),
    ("∅", "-"), ("→", ">"), ("←", "<"), ("↑", "^"), ("↓", "v"), ("↵", "/"), ("⇧", "^"), ("×", "x"), ("≤", "<"),
    ("≥", ">"), ("±", "+"), ("‹", "<"), ("›", ">"), ("Δ", "d"), ("μ", "m"), ("σ", "s"), ("°", "o"), ("η", "n"),
    ("é", "e"),
    ("\u{A0}", " "), ("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"),
  ])

  private static func table(_ pairs: [(Character, Character)]) -> [Character: Character] {
    Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
