/// What the 128 upper bytes of an encoding of single bytes stand for.
struct ByteTable: Sendable {
  /// What a character is to its neighbours.
  enum Class: Sendable { case none, small, capital, letter, mark, symbol, control }

  let encoding: TextEncoding
  /// How likely the encoding is before a text is seen, as a logarithm.
  let prior: Double
  let scalars: [Unicode.Scalar?]
  let classes: [Class]

  /// nil where the C library does not know the encoding.
  init?(_ name: String, prior: Double) {
    guard let encoding = TextEncoding(named: name), let converter = CharacterConverter(encoding) else { return nil }
    (self.encoding, self.prior) = (encoding, prior)
    scalars = (0..<128).map { Self.scalar(UInt8(128 + $0), converter) }
    classes = scalars.map { $0.map(Self.kind) ?? .none }
  }

  private static func scalar(_ byte: UInt8, _ converter: CharacterConverter) -> Unicode.Scalar? {
    var result = [UInt8](repeating: 0, count: 8)
    converter.restart()
    let made = withUnsafeBytes(of: byte) { input in
      result.withUnsafeMutableBytes { output in
        let step = converter.convert(input, into: output)
        // A letter may be held back until it is known that no mark follows.
        let rest = UnsafeMutableRawBufferPointer(rebasing: output[step.made...])
        return step.stop == .inputTaken ? step.made + converter.flush(into: rest) : 0
      }
    }
    return made == 0 ? nil : String(validating: result[..<made], as: UTF8.self)?.unicodeScalars.first
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Class {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter: scalar == "ª" || scalar == "º" ? .symbol : .small
    case .uppercaseLetter, .titlecaseLetter: .capital
    case .otherLetter: .letter
    case .nonspacingMark, .spacingMark: .mark
    case .control, .unassigned, .privateUse, .surrogate: .control
    default: .symbol
    }
  }

  /// What a byte is to its neighbours.
  func kind(_ byte: UInt8) -> Class {
    if byte >= 0x80 { return classes[Int(byte) - 0x80] }
    return byte.isLetter ? (byte & 0x20 != 0 ? .small : .capital) : .none
  }

  /// By falling likelihood where they read a text alike.
  static let all: [ByteTable] = [
    ("windows-1252", 0), ("windows-1250", -1), ("windows-1251", -1), ("windows-1253", -1.5), ("windows-1254", -1.5),
    ("windows-1257", -1.5), ("windows-1255", -1.5), ("windows-1256", -1.5), ("windows-874", -2), ("windows-1258", -4),
    ("ISO-8859-2", -2), ("ISO-8859-15", -2), ("ISO-8859-5", -3), ("ISO-8859-7", -3), ("ISO-8859-8", -3),
    ("ISO-8859-6", -3), ("ISO-8859-9", -3), ("ISO-8859-13", -3), ("ISO-8859-4", -4), ("ISO-8859-3", -6),
    ("ISO-8859-10", -6), ("KOI8-R", -1.5), ("KOI8-U", -2), ("cp437", -3), ("cp850", -2.5),
    ("cp852", -3), ("cp866", -2.5), ("MacRoman", -2.5), ("MacCyrillic", -4),
  ].compactMap { ByteTable($0.0, prior: $0.1) }
}
