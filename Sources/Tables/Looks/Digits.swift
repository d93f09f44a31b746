/// Fast writers of numbers as bytes, and of short texts. None looks at the locale.
///
/// The writers at a `place` store whole words: up to 16 bytes behind what they return may be overwritten, so the place needs that
/// room and later bytes must be written later.
package enum Digits {
  typealias Place = UnsafeMutablePointer<UInt8>

  /// The most bytes that a whole number takes, with its sign.
  static let widestInteger = 20
  /// Bytes behind what is written that may be overwritten.
  package static let slack = 16

  /// Copies forward in steps of 16 bytes, so that up to 15 bytes more are read and written.
  @inlinable
  @inline(__always)
  package static func copy(_ source: UnsafePointer<UInt8>, count: Int, to target: UnsafeMutablePointer<UInt8>) {
    var done = 0
    repeat {
      let piece = UnsafeRawPointer(source + done).loadUnaligned(as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(target + done).storeBytes(of: piece, as: SIMD16<UInt8>.self)
      done &+= 16
    } while done < count
  }

  /// Appends `value`, padded with zeros to at least `width` digits.
  package static func append(_ value: UInt64, width: Int = 1, to bytes: inout [UInt8]) {
    append(atMost: max(widestInteger, width), to: &bytes) { write(value, width: width, at: $0) }
  }

  package static func append(_ value: Int64, to bytes: inout [UInt8]) {
    append(atMost: widestInteger, to: &bytes) { write(value, at: $0) }
  }

  /// Appends what `body` writes at a place with room for `count` bytes.
  static func append(atMost count: Int, to bytes: inout [UInt8], _ body: (Place) -> Place) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + slack) { room in
      guard let start = room.baseAddress else { return }
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: body(start) - start))
    }
  }

  /// - Returns: the place behind the number.
  @inline(__always)
  static func write(_ value: Int64, at place: Place) -> Place {
    place.pointee = UInt8(ascii: "-")
    return write(value.magnitude, at: place + (value < 0 ? 1 : 0))
  }

  @inline(__always)
  static func write(_ value: UInt64, at place: Place) -> Place {
    guard value < 100_000_000 else { return writeLarge(value, at: place) }
    let digits = eightDigits(value)
    let zeros = leadingZeros(digits, kept: 1)
    store((digits | asciiZeros) &>> (zeros &* 8), at: place)
    return place + (8 &- zeros)
  }

  /// Pads with zeros to at least `width` digits.
  static func write(_ value: UInt64, width: Int, at place: Place) -> Place {
    var least = 1
    var limit: UInt64 = 10
    while least < 20 && value >= limit { (least, limit) = (least + 1, limit > .max / 10 ? .max : limit * 10) }
    var place = place
    for _ in 0..<max(0, width - least) {
      place.pointee = 0x30
      place += 1
    }
    return write(value, at: place)
  }

  @inline(never)
  private static func writeLarge(_ value: UInt64, at place: Place) -> Place {
    let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
    let next = write(high, at: place)
    store(eightDigits(low) | asciiZeros, at: next)
    return next + 8
  }

  // MARK: - Eight digits in a word

  static let asciiZeros: UInt64 = 0x3030_3030_3030_3030

  /// The digits of `value`, one per byte, the first in the lowest byte: 4, then 2, then 1 digits are parted in all lanes at once
  /// (10486 / 2²⁰ and 103 / 2¹⁰ stand for 1 / 100 and 1 / 10, exact for such small numbers).
  /// - Precondition: value < 10⁸.
  @inline(__always)
  static func eightDigits(_ value: UInt64) -> UInt64 {
    let high = value / 10_000
    var lanes = high | ((value &- high &* 10_000) &<< 32)
    let hundreds = ((lanes &* 10_486) >> 20) & 0x0000_007F_0000_007F
    lanes = hundreds | ((lanes &- hundreds &* 100) << 16)
    let tens = ((lanes &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | ((lanes &- tens &* 10) << 8)
  }

  /// How many zeros the digits begin with, if the last `kept` of them count as others: 1...8.
  @inline(__always)
  static func leadingZeros(_ digits: UInt64, kept: Int) -> Int {
    (digits | (1 &<< ((8 &- kept) &* 8))).trailingZeroBitCount &>> 3
  }

  @inline(__always)
  static func store(_ word: UInt64, at place: Place) {
    UnsafeMutableRawPointer(place).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Two digits. - Precondition: value < 100.
  @inline(__always)
  static func writePair(_ value: Int, at place: Place) -> Place {
    let tens = (value &* 103) >> 10
    let pair = UInt16(truncatingIfNeeded: tens | ((value &- tens &* 10) << 8)) | 0x3030
    UnsafeMutableRawPointer(place).storeBytes(of: pair.littleEndian, as: UInt16.self)
    return place + 2
  }

  /// 10 to the power of `exponent`.
  /// - Precondition: 0...18.
  @inline(__always)
  static func power(_ exponent: Int) -> Int { powers[exponent] }
  private static let powers: [Int] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}
