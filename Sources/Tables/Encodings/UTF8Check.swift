import CScanKernels

/// What strict UTF-8 finds in some bytes.
struct UTF8Check {
  /// Bytes that belong to no valid sequence (overlong forms, surrogates and values above U+10FFFF are none).
  var invalid = CellGrid.Tally()
  var zeros = CellGrid.Tally()
  /// Sequences of more than one byte.
  var validSequences = 0

  init(_ bytes: [UInt8], from start: Int) {
    bytes.withUnsafeBufferPointer { check($0, from: start) }
  }

  private mutating func check(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var position = start
    while position < bytes.count {
      position = Self.skipPlain(bytes, from: position)
      guard position < bytes.count else { return }
      if bytes[position] < 0x80 {
        if bytes[position] == 0 { zeros.add(position) }
        position += 1
        continue
      }
      let length = Self.sequenceLength(bytes, at: position)
      if length == 0 { invalid.add(position) } else { validSequences += 1 }
      position += max(1, length)
    }
  }

  /// Skips eight bytes at a time while all are ASCII and none is zero.
  @inline(__always)
  private static func skipPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var position = start
    while position + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let hasZero = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if word & 0x8080_8080_8080_8080 | hasZero != 0 { return position }
      position += 8
    }
    return position
  }

  /// The length of the valid sequence that begins at `position` with a byte above 0x7F; 0 where there is none.
  static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    let first = bytes[position]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard length > 0, position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[position + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// Whether the bytes from `position` to the end are the beginning of a character.
  static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    let count = bytes.count - position
    guard count < 4, position < bytes.count else { return false }
    var padded = Array(bytes[position...])
    // One of the bytes that may follow the first two makes the character whole.
    let seconds: [UInt8] = count > 1 ? [padded[1]] : [0x80, 0x90, 0xA0]
    let wanted = padded[0] >= 0xF0 ? 4 : padded[0] >= 0xE0 ? 3 : 2
    guard count < wanted else { return false }
    for second in seconds {
      padded = [bytes[position], second] + bytes[position...].dropFirst(2)
      padded += [UInt8](repeating: 0x80, count: max(0, wanted - padded.count))
      if padded.withUnsafeBufferPointer({ sequenceLength($0, at: 0) }) == wanted { return true }
    }
    return false
  }

  /// Whether `bytes`, apart from a cut character at their end, are something else than UTF-8.
  func isOther(_ bytes: [UInt8]) -> Bool {
    guard invalid.count > 0 else { return false }
    let last = max(0, bytes.count - 3)
    let cut = (last..<bytes.count).first { position in
      bytes[position] >= 0xC0 && bytes.withUnsafeBufferPointer { Self.isCut($0, at: position) }
    }
    return invalid.count > bytes.count - (cut ?? bytes.count)
  }

  /// The part of some bytes up to the first that is not UTF-8.
  struct Valid: Equatable {
    var count = 0
    /// Characters of more than one byte.
    var sequences = 0
    var lineFeeds = 0
    /// The first few zeros, and how many there are besides.
    var zeros: [Int] = []
    var moreZeros = 0
  }

  /// - Parameter loop: which loop does the work; all give the same.
  static func valid(_ bytes: UnsafeBufferPointer<UInt8>, loop: ScanState.Loop = .best) -> Valid {
    guard let base = bytes.baseAddress else { return Valid() }
    var (valid, counts) = (Valid(), rs_text_counts())
    valid.count = rs_valid_prefix(loop.rawValue, base, bytes.count, &counts)
    (valid.sequences, valid.lineFeeds) = (Int(counts.characters), Int(counts.feeds))
    if counts.zeros > 0 {
      valid.zeros = Array(bytes[..<valid.count].indices.lazy.filter { bytes[$0] == 0 }.prefix(PlaceTally.most))
      valid.moreZeros = Int(counts.zeros) - valid.zeros.count
    }
    return valid
  }
}
