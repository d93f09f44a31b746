/// Reads one line as a JSON object (RFC 8259) without making values of it.
struct JSONLine {
  enum Value: Equatable {
    case null
    /// Numbers, true and false, as they are written.
    case bare(Range<Int>)
    /// The text inside the quotes; whether it has escapes.
    case string(Range<Int>, hasEscapes: Bool)
    /// An array or object, as it is written.
    case nested(Range<Int>)
  }

  struct Member {
    var key: Range<Int>
    var keyHasEscapes: Bool
    var value: Value
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private static let deepest = 64

  /// The members in order; nil where the line is no object. Numbers are checked, texts only for their quotes and escapes.
  static func members(of bytes: UnsafeBufferPointer<UInt8>) -> [Member]? {
    var line = JSONLine(bytes: bytes)
    return line.object()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0D { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func object() -> [Member]? {
    guard take(UInt8(ascii: "{")) else { return nil }
    var members: [Member] = []
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipBlanks()
        guard let key = string(), take(UInt8(ascii: ":")), let value = value() else { return nil }
        members.append(Member(key: key.range, keyHasEscapes: key.hasEscapes, value: value))
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { return nil }
    }
    skipBlanks()
    return position == bytes.count ? members : nil
  }

  private mutating func value() -> Value? {
    skipBlanks()
    let start = position
    switch next {
    case UInt8(ascii: "\""): return string().map { .string($0.range, hasEscapes: $0.hasEscapes) }
    case UInt8(ascii: "{"), UInt8(ascii: "["): return nested() ? .nested(start..<position) : nil
    case UInt8(ascii: "n"): return word("null") ? .null : nil
    case UInt8(ascii: "t"): return word("true") ? .bare(start..<position) : nil
    case UInt8(ascii: "f"): return word("false") ? .bare(start..<position) : nil
    default: return number() ? .bare(start..<position) : nil
    }
  }

  private mutating func word(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
    position += count
    return true
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = next, byte.isDigit { position += 1 }
    return position > start
  }

  private mutating func number() -> Bool {
    if next == UInt8(ascii: "-") { position += 1 }
    let start = position
    guard digits(), bytes[start] != 0x30 || position == start + 1 else { return false }
    if next == UInt8(ascii: ".") {
      position += 1
      guard digits() else { return false }
    }
    guard let byte = next, byte | 0x20 == UInt8(ascii: "e") else { return true }
    position += 1
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
    return digits()
  }

  private mutating func string() -> (range: Range<Int>, hasEscapes: Bool)? {
    guard next == UInt8(ascii: "\"") else { return nil }
    position += 1
    let start = position
    var hasEscapes = false
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return (start..<position - 1, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        guard escape() else { return nil }
      case 0..<0x20: return nil
      default: continue
      }
    }
    return nil
  }

  private mutating func escape() -> Bool {
    guard let byte = next else { return false }
    position += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    guard position + 4 <= bytes.count else { return false }
    defer { position += 4 }
    return (position..<position + 4).allSatisfy { Self.hexadecimal(bytes[$0]) != nil }
  }

  /// Skips an array or object; only its brackets and texts are looked at, without recursion.
  private mutating func nested() -> Bool {
    var open: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        guard string() != nil else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < Self.deepest else { return false }
        open.append(byte + 2)
      // The closing brackets lie two behind the opening ones in ASCII.
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() == byte else { return false }
      case 0..<0x20 where byte != 0x09 && byte != 0x0D: return false
      default: break
      }
      position += 1
      if open.isEmpty { return true }
    }
    return false
  }

  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }

  /// The text of a string that was accepted; a half of a surrogate pair becomes U+FFFD.
  static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard bytes[position] == UInt8(ascii: "\\") else {
        text.append(bytes[position])
        position += 1
        continue
      }
      let letter = bytes[position + 1]
      position += 2
      switch letter {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = unit(bytes, at: position)
        position += 4
        if (0xD800..<0xDC00).contains(scalar), position + 6 <= range.upperBound, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        {
          let low = unit(bytes, at: position + 2)
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            position += 6
          }
        }
        text += Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8)
      default: text.append(letter)
      }
    }
    return text
  }

  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32 {
    (position..<position + 4).reduce(0) { $0 << 4 | (hexadecimal(bytes[$1]) ?? 0) }
  }
}
