/// Characters that are drawn as shapes, so that they join across cells whatever the font of the reader.
enum CellShape: Equatable, Sendable {
  /// A part of the cell in eighths of its width and height, from the upper left corner.
  case block(x: Int, y: Int, width: Int, height: Int)
  /// The whole cell, so dense: 0...1.
  case shade(Double)
  /// From the middle of the cell: 0 nothing, 1 a light line, 2 a heavy one.
  case lines(left: Int, right: Int, up: Int, down: Int)
  /// The dots of a Braille pattern.
  case dots(UInt8)

  init?(_ character: Character) {
    if let shape = Self.shapes[character] {
      self = shape
    } else if let dots = Braille.dots(of: character) {
      self = .dots(dots)
    } else {
      return nil
    }
  }

  private static let shapes = Dictionary(blocks + shades + strokes, uniquingKeysWith: { first, _ in first })

  private static let blocks: [(Character, CellShape)] =
    zip("▁▂▃▄▅▆▇█", 1...8).map { ($0, .block(x: 0, y: 8 - $1, width: 8, height: $1)) }
    + zip("▏▎▍▌▋▊▉", 1...7).map { ($0, .block(x: 0, y: 0, width: $1, height: 8)) }
    + [
      ("▔", .block(x: 0, y: 0, width: 8, height: 1)), ("▀", .block(x: 0, y: 0, width: 8, height: 4)),
      ("▐", .block(x: 4, y: 0, width: 4, height: 8)), ("▕", .block(x: 7, y: 0, width: 1, height: 8)),
    ]

  private static let shades: [(Character, CellShape)] = [
    ("░", .shade(0.3)), ("▒", .shade(0.55)), ("▓", .shade(0.8)),
  ]

  private static let strokes: [(Character, CellShape)] = [
    ("─", 1, 1, 0, 0), ("│", 0, 0, 1, 1), ("┌", 0, 1, 0, 1), ("┐", 1, 0, 0, 1), ("└", 0, 1, 1, 0), ("┘", 1, 0, 1, 0),
    ("┬", 1, 1, 0, 1), ("┴", 1, 1, 1, 0), ("├", 0, 1, 1, 1), ("┤", 1, 0, 1, 1), ("┼", 1, 1, 1, 1),
    ("━", 2, 2, 0, 0), ("┃", 0, 0, 2, 2), ("┏", 0, 2, 0, 2), ("┓", 2, 0, 0, 2), ("┗", 0, 2, 2, 0), ("┛", 2, 0, 2, 0),
    ("╸", 2, 0, 0, 0), ("╴", 1, 0, 0, 0), ("╺", 0, 2, 0, 0),
  ].map { ($0.0, .lines(left: $0.1, right: $0.2, up: $0.3, down: $0.4)) }
}
