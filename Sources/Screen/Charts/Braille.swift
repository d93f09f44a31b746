/// Characters of 2 × 4 dots, and what stands for them where they cannot be drawn.
package enum Braille {
  /// The bit of the dot in column 0 or 1 and row 0 to 3, counted from the top.
  package static func bit(column: Int, row: Int) -> UInt8 {
    let left: [UInt8] = [0x01, 0x02, 0x04, 0x40]
    let right: [UInt8] = [0x08, 0x10, 0x20, 0x80]
    return (column == 0 ? left : right)[min(max(row, 0), 3)]
  }

  package static func character(_ dots: UInt8) -> Character {
    dots == 0 ? " " : Character(Unicode.Scalar(0x2800 + UInt32(dots)) ?? " ")
  }

  /// The dots of a Braille pattern; nil for any other character.
  static func dots(of character: Character) -> UInt8? {
    guard let scalar = character.unicodeScalars.first, (0x2800...0x28FF).contains(scalar.value) else { return nil }
    return UInt8(truncatingIfNeeded: scalar.value - 0x2800)
  }

  /// The same shape in quarters of a cell.
  static func quadrants(_ dots: UInt8) -> Character {
    let quarters: [UInt8] = [0x03, 0x18, 0x44, 0xA0]
    let shapes: [Character] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"]
    var index = 0
    for (bit, mask) in quarters.enumerated() where dots & mask != 0 { index |= 1 << bit }
    return shapes[index]
  }

  /// The same shape as high, low or both.
  static func ascii(_ dots: UInt8) -> Character {
    switch (dots & 0x1B != 0, dots & 0xE4 != 0) {
    case (false, false): " "
    case (true, false): "'"
    case (false, true): "."
    case (true, true): ":"
    }
  }
}
