/// The first check of a text: nothing but UTF-8 that YAML allows, and no line break besides LF and CR.
///
/// Line separators of Unicode and control characters must be written as escapes, so that line numbers mean the same to every
/// program and no raw control byte hides in a file.
enum YAMLCharacters {
  /// The text without a byte order mark, or the first place at which it is not acceptable.
  static func check(_ bytes: [UInt8]) throws(YAMLProblem) -> [UInt8] {
    guard bytes.count <= YAMLLimits.bytes else {
      throw YAMLProblem("this file has \(bytes.count) bytes; at most \(YAMLLimits.bytes) (8 MiB) are read", at: start)
    }
    if let encoding = wideEncoding(of: bytes) {
      throw YAMLProblem("this file is \(encoding); save it as UTF-8", at: start)
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if let offset = firstOffence(in: text) { throw problem(at: offset, in: text) }
    return text
  }

  private static let start = YAMLPlace(line: 1, column: 1)

  private static func wideEncoding(of bytes: [UInt8]) -> String? {
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFF, 0xFE), (0xFE, 0xFF): "UTF-16"
    case (0, 0): "UTF-32"
    case (0, .some), (.some, 0): "UTF-16"
    default: nil
    }
  }

  private static func firstOffence(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        let byte = text[offset]
        if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
          offset += 1
        } else if byte >= 0x80, let (scalar, length) = scalar(at: offset, in: text), isAllowed(scalar) {
          offset += length
        } else {
          return offset
        }
      }
      return nil
    }
  }

  /// The well-formed scalar of two to four bytes at `offset`; nil where the bytes are not UTF-8 (table 3-7 of the Unicode
  /// Standard).
  private static func scalar(at offset: Int, in text: UnsafeBufferPointer<UInt8>) -> (UInt32, Int)? {
    let first = text[offset]
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard offset + length <= text.count else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for next in text[offset + 1..<offset + length] {
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= smallest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return nil }
    return (value, length)
  }

  /// What libyaml's reader accepts, without the three line breaks beyond ASCII.
  private static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func problem(at offset: Int, in text: [UInt8]) -> YAMLProblem {
    let place = place(of: offset, in: text)
    let rest = text[offset...].prefix(4)
    let found = String(decoding: rest, as: UTF8.self).unicodeScalars.first?.value ?? 0
    if found == 0xFFFD {
      return YAMLProblem("this byte is not UTF-8 (0x\(hex(UInt32(text[offset])))); save the file as UTF-8", at: place)
    }
    let escape = found < 0x100 ? "\\x\(hex(found, digits: 2))" : "\\u\(hex(found, digits: 4))"
    return YAMLProblem(
      "the raw character U+\(hex(found, digits: 4)) is not accepted; write it as \(escape) inside double quotes",
      at: place)
  }

  static func place(of offset: Int, in text: [UInt8]) -> YAMLPlace {
    var place = start
    var index = 0
    while index < offset {
      let byte = text[index]
      let isBreak = byte == 0x0A || byte == 0x0D && !(index + 1 < text.count && text[index + 1] == 0x0A)
      if isBreak {
        place = YAMLPlace(line: place.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
      index += 1
    }
    return place
  }

  static func hex(_ value: UInt32, digits: Int = 2) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
