import Tables

/// The types of packed lists, as their first byte.
private enum PackedType: UInt8 {
  /// Zigzag differences of neighbours as varints.
  case integers = 1
  /// A number of decimals, then `integers` of the values times that power of ten.
  case decimals = 2
  /// The bits of the doubles, byte by byte: all lowest bytes first, which deflates better.
  case doubles = 3
  /// Lengths as varints, then the bytes of all texts.
  case texts = 4
}

/// Lists written as compact bytes that still deflate well.
struct PackedBytes {
  private(set) var bytes: [UInt8] = []

  /// LEB128.
  mutating func append(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// - Precondition: `list` is one of the three list types.
  mutating func append(_ list: ParameterValue) {
    switch list {
    case .integers(let values): appendIntegers(values)
    case .numbers(let values):
      if let (decimals, scaled) = DecimalScale.common(to: values) {
        bytes += [PackedType.decimals.rawValue, UInt8(decimals)]
        appendDifferences(scaled)
      } else {
        appendDoubles(values)
      }
    case .texts(let texts): appendTexts(texts)
    case .flag, .integer, .number, .text: preconditionFailure("only lists are packed")
    }
  }

  private mutating func appendIntegers(_ values: [Int64]) {
    bytes.append(PackedType.integers.rawValue)
    appendDifferences(values)
  }

  private mutating func appendDifferences(_ values: [Int64]) {
    append(UInt64(values.count))
    var last: Int64 = 0
    for value in values {
      let difference = value &- last
      append(UInt64(bitPattern: difference << 1 ^ difference >> 63))
      last = value
    }
  }

  private mutating func appendDoubles(_ values: [Double]) {
    bytes.append(PackedType.doubles.rawValue)
    append(UInt64(values.count))
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      for value in values { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
    }
  }

  private mutating func appendTexts(_ texts: [ByteText]) {
    bytes.append(PackedType.texts.rawValue)
    append(UInt64(texts.count))
    for text in texts { append(UInt64(text.bytes.count)) }
    for text in texts { bytes += text.bytes }
  }
}

/// The inverse of `PackedBytes`. Every function returns nil where the bytes end early or make no sense; nothing is allocated
/// that the bytes do not back.
struct PackedBytesReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }
  private var remaining: Int { bytes.count - offset }

  private mutating func byte() -> UInt8? {
    guard remaining > 0 else { return nil }
    offset += 1
    return bytes[offset - 1]
  }

  private mutating func number() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = byte() else { return nil }
      guard shift < 63 || byte <= 1 else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  /// A number of things of which each takes at least `size` of the remaining bytes.
  mutating func count(eachAtLeast size: Int) -> Int? {
    guard let value = number(), let count = Int(exactly: value), count <= remaining / size else { return nil }
    return count
  }

  mutating func list() -> ParameterValue? {
    switch byte().flatMap(PackedType.init(rawValue:)) {
    case .integers: differences().map(ParameterValue.integers)
    case .decimals: decimals()
    case .doubles: doubles()
    case .texts: texts()
    case nil: nil
    }
  }

  private mutating func differences() -> [Int64]? {
    guard let count = count(eachAtLeast: 1) else { return nil }
    var values: [Int64] = []
    values.reserveCapacity(count)
    var last: Int64 = 0
    for _ in 0..<count {
      guard let bits = number() else { return nil }
      last &+= Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
      values.append(last)
    }
    return values
  }

  private mutating func decimals() -> ParameterValue? {
    guard let decimals = byte(), let scaled = differences() else { return nil }
    return DecimalScale.values(scaled, decimals: Int(decimals)).map(ParameterValue.numbers)
  }

  private mutating func doubles() -> ParameterValue? {
    guard let count = count(eachAtLeast: 8) else { return nil }
    var values: [Double] = []
    values.reserveCapacity(count)
    for index in 0..<count {
      var bits: UInt64 = 0
      for plane in 0..<8 { bits |= UInt64(bytes[offset + plane * count + index]) << (8 * UInt64(plane)) }
      let value = Double(bitPattern: bits)
      guard value.isFinite else { return nil }
      values.append(value)
    }
    offset += 8 * count
    return .numbers(values)
  }

  private mutating func texts() -> ParameterValue? {
    guard let count = count(eachAtLeast: 1) else { return nil }
    var lengths: [Int] = []
    for _ in 0..<count {
      guard let length = number().flatMap({ Int(exactly: $0) }), length <= bytes.count else { return nil }
      lengths.append(length)
    }
    var texts: [ByteText] = []
    for length in lengths {
      guard length <= remaining else { return nil }
      texts.append(ByteText(bytes[offset..<offset + length]))
      offset += length
    }
    return .texts(texts)
  }
}
