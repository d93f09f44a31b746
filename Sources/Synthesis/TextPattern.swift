import Statistics
import Tables

/// The shape of a short text: a class or a fixed byte for every position.
///
/// Written as text: `A` an upper-case letter, `a` a lower-case letter, `9` a digit, everything else itself; a backslash makes
/// the next byte itself. `17-999999` is 17, a dash and six digits; `\A-999` is the letter A, a dash and three digits.
struct TextPattern: Hashable, Sendable {
  enum Position: Hashable, Sendable {
    case upper, lower, digit
    case fixed(UInt8)

    /// Different values at this position.
    var choices: UInt64 {
      switch self {
      case .upper, .lower: 26
      case .digit: 10
      case .fixed: 1
      }
    }

    @inline(__always)
    func byte(_ choice: UInt64) -> UInt8 {
      switch self {
      case .upper: UInt8(ascii: "A") + UInt8(truncatingIfNeeded: choice % 26)
      case .lower: UInt8(ascii: "a") + UInt8(truncatingIfNeeded: choice % 26)
      case .digit: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: choice % 10)
      case .fixed(let byte): byte
      }
    }
  }

  var positions: [Position]

  init(positions: [Position]) { self.positions = positions }

  /// The shape of a text with every letter and digit as its class. Letters beyond ASCII count as lower-case letters.
  init(shapeOf text: ArraySlice<UInt8>) { positions = text.compactMap(Self.classify) }

  private static func classify(_ byte: UInt8) -> Position? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
    case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case 0x80...0xBF: nil
    case 0xC0...: .lower
    default: .fixed(byte)
    }
  }

  /// Reads the written form; nil where it ends in a lone backslash.
  init?(written text: ByteText) {
    var positions: [Position] = []
    var isEscaped = false
    for byte in text.bytes {
      switch byte {
      case UInt8(ascii: "\\") where !isEscaped:
        isEscaped = true
        continue
      case UInt8(ascii: "A") where !isEscaped: positions.append(.upper)
      case UInt8(ascii: "a") where !isEscaped: positions.append(.lower)
      case UInt8(ascii: "9") where !isEscaped: positions.append(.digit)
      default: positions.append(.fixed(byte))
      }
      isEscaped = false
    }
    guard !isEscaped else { return nil }
    self.positions = positions
  }

  var written: ByteText {
    var bytes: [UInt8] = []
    for position in positions {
      switch position {
      case .upper: bytes.append(UInt8(ascii: "A"))
      case .lower: bytes.append(UInt8(ascii: "a"))
      case .digit: bytes.append(UInt8(ascii: "9"))
      case .fixed(let byte):
        if "Aa9\\".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
    }
    return ByteText(bytes)
  }

  /// How many texts have this shape, at most 2⁶³.
  var capacity: UInt64 {
    var product: UInt64 = 1
    for position in positions {
      let (next, overflow) = product.multipliedReportingOverflow(by: position.choices)
      if overflow || next > 1 << 63 { return 1 << 63 }
      product = next
    }
    return product
  }

  /// The text number `index` in the order of the last position first; positions beyond 2⁶³ texts take the first choice.
  func append(textNumber index: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = index
    for position in positions.reversed() {
      bytes.append(position.byte(rest % position.choices))
      rest /= position.choices
    }
    bytes[start...].reverse()
  }

  /// A random text; draws four positions from every 64 bits.
  func append(randomText stream: RandomStream, at counter: UInt64, to bytes: inout [UInt8]) {
    var bits: UInt64 = 0
    for (index, position) in positions.enumerated() {
      if index % 4 == 0 { bits = stream.bits(at: counter &+ UInt64(index / 4)) }
      bytes.append(position.byte(((bits & 0xFFFF) &* position.choices) >> 16))
      bits >>= 16
    }
  }
}

/// Learns the shapes that at least k texts share.
enum TextPatternLearning {
  struct Learned: Equatable, Sendable {
    var pattern: TextPattern
    var count: Int
  }

  /// Longer texts are free text: their shape alone tells too much.
  static let longestText = 40

  /// - Returns: shapes by falling count; a position is fixed where all texts of the shape share its byte, unless all are.
  static func patterns(of texts: [ArraySlice<UInt8>], k: Int) -> [Learned] {
    var groups: [TextPattern: Group] = [:]
    for text in texts where text.count <= longestText && !text.isEmpty {
      let shape = TextPattern(shapeOf: text)
      if shape.positions.count == text.count {
        groups[shape, default: Group(first: text)].add(text)
      }
    }
    return groups.filter { $1.count >= max(1, k) }
      .map { Learned(pattern: $1.pattern(shape: $0), count: $1.count) }
      .sorted { ($1.count, $0.pattern.written) < ($0.count, $1.pattern.written) }
  }

  private struct Group {
    let first: [UInt8]
    var isShared: [Bool]
    var count = 0

    init(first: ArraySlice<UInt8>) {
      self.first = Array(first)
      isShared = Array(repeating: true, count: first.count)
    }

    mutating func add(_ text: ArraySlice<UInt8>) {
      count += 1
      for (index, byte) in text.enumerated() where byte != first[index] { isShared[index] = false }
    }

    func pattern(shape: TextPattern) -> TextPattern {
      guard isShared.contains(false) else { return shape }
      return TextPattern(
        positions: zip(shape.positions, zip(isShared, first)).map { $1.0 ? .fixed($1.1) : $0 })
    }
  }
}
