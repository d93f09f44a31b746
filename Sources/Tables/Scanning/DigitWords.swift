/// Decimal digits read eight at a time.
enum DigitWords {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The number that `count` digits spell; nil where a byte is none.
  /// - Parameters:
  ///   - place: eight bytes from here may be read, and eight from each further eight of `count`.
  ///   - count: 1...18.
  @inline(__always)
  static func number(at place: UnsafePointer<UInt8>, count: Int) -> UInt64? {
    if count <= 8 { return short(load(place), count) }
    if count <= 16 {
      guard let high = short(load(place), count &- 8), let low = eight(load(place + (count &- 8))) else { return nil }
      return high &* 100_000_000 &+ low
    }
    guard let top = short(load(place), count &- 16), let high = eight(load(place + (count &- 16))),
      let low = eight(load(place + (count &- 8)))
    else { return nil }
    return (top &* 100_000_000 &+ high) &* 100_000_000 &+ low
  }

  @inline(__always)
  static func load(_ place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// Of the first `count` bytes of a word, 1...8.
  @inline(__always)
  static func short(_ word: UInt64, _ count: Int) -> UInt64? {
    let shift = UInt64(truncatingIfNeeded: 64 &- count &* 8)
    // Zeros come in front of the digits; shifted twice, as 64 at once would be no shift.
    return eight(word &<< shift | (zeros &>> 1) &>> (63 &- shift))
  }

  /// Of all bytes of a word (the pairwise sums of Mula and Lemire).
  @inline(__always)
  static func eight(_ word: UInt64) -> UInt64? {
    let high = word & 0xF0F0_F0F0_F0F0_F0F0
    let carried = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    guard high == zeros, carried == zeros else { return nil }
    var value = word &- zeros
    value = value &* 10 &+ (value &>> 8)
    let low = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let top = ((value &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ top) &>> 32
  }

  /// The index of the first byte of a word that equals `byte`; 8 where none does.
  @inline(__always)
  static func index(of byte: UInt8, in word: UInt64) -> Int {
    let difference = word ^ ones &* UInt64(byte)
    let found = (difference &- ones) & ~difference & 0x8080_8080_8080_8080
    return found.trailingZeroBitCount &>> 3
  }
}

/// Quotients of whole numbers by powers of ten, correctly rounded.
enum DecimalQuotient {
  /// The Double nearest to `mantissa` / 10^`decimals`; ties to even.
  /// - Parameter decimals: 0...18.
  /// - Complexity: one division of 128 bits by 64 where the operands are not both exact as Doubles.
  @inline(__always)
  static func value(_ mantissa: UInt64, decimals: Int) -> Double {
    if mantissa <= 1 << 53 { return Double(mantissa) / powers[decimals] }
    return long(mantissa, UInt64(Digits.power(decimals)))
  }

  private static nonisolated(unsafe) let powers: UnsafePointer<Double> = {
    let table = UnsafeMutablePointer<Double>.allocate(capacity: 19)
    for exponent in 0...18 { (table + exponent).initialize(to: Double(Digits.power(exponent))) }
    return UnsafePointer(table)
  }()

  private static func long(_ mantissa: UInt64, _ power: UInt64) -> Double {
    // Both with their top bit set; the quotient of 64 bits then has 64 or, with the numerator halved, 64 again.
    let (up, down) = (mantissa.leadingZeroBitCount, power.leadingZeroBitCount)
    var numerator = mantissa << UInt64(up)
    let divisor = power << UInt64(down)
    var exponent = down - up
    var low: UInt64 = 0
    if numerator >= divisor {
      low = numerator << 63
      numerator >>= 1
      exponent += 1
    }
    // Below `divisor`, so the quotient fits 64 bits with the top one set.
    let (quotient, remainder) = divisor.dividingFullWidth((numerator, low))
    var kept = quotient >> 11
    let dropped = quotient & 0x7FF
    let isAbove = dropped > 0x400 || (dropped == 0x400 && (remainder > 0 || kept & 1 == 1))
    if isAbove { kept += 1 }
    return Double(sign: .plus, exponent: exponent - 64 + 11, significand: Double(kept))
  }
}
