import Glibc

/// The numbers that Rowsmith reads: an optional sign, ASCII digits, a decimal mark, an exponent. Nothing else: no hexadecimal,
/// no infinity, no NaN, no grouping marks, no other digits. It does not look at the locale.
struct ScannedNumber {
  var isNegative = false
  var hasPlus = false
  /// The digits without the mark, as an integer; exact where `droppedDigits` is 0.
  var mantissa: UInt64 = 0
  /// Significant digits (leading zeros not counted) that `mantissa` has no room for.
  var droppedDigits = 0
  var significantDigits = 0
  var integerDigits = 0
  /// More than one integer digit, the first a zero.
  var hasLeadingZero = false
  /// Digits after the mark; -1 where there is no mark.
  var decimals = -1
  /// Zeros at the end of the decimals.
  var trailingZeros = 0
  var hasExponent = false
  var exponent = 0

  var isInteger: Bool { decimals < 0 && !hasExponent }

  /// Reads a whole text as a number.
  /// - Returns: nil where it is none.
  @inline(__always)
  init?(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8) {
    var position = 0
    guard text.count > 0 else { return nil }
    if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      isNegative = text[0] == UInt8(ascii: "-")
      hasPlus = !isNegative
      position = 1
    }
    let first = position
    takeDigits(text, &position)
    integerDigits = position - first
    hasLeadingZero = integerDigits > 1 && text[first] == 0x30
    if position < text.count, text[position] == mark {
      position += 1
      let start = position
      takeDigits(text, &position)
      decimals = position - start
      while trailingZeros < decimals, text[position - 1 - trailingZeros] == 0x30 { trailingZeros += 1 }
    }
    guard integerDigits + max(decimals, 0) > 0 else { return nil }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      guard takeExponent(text, &position) else { return nil }
    }
    guard position == text.count else { return nil }
  }

  @inline(__always)
  private mutating func takeDigits(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    while position < text.count {
      let digit = text[position] &- 0x30
      guard digit < 10 else { return }
      position += 1
      if significantDigits == 0, digit == 0 { continue }
      significantDigits += 1
      // 19 digits always fit 64 bits.
      if significantDigits <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) } else { droppedDigits += 1 }
    }
  }

  private mutating func takeExponent(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
    hasExponent = true
    position += 1
    var isNegative = false
    if position < text.count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") {
      isNegative = text[position] == UInt8(ascii: "-")
      position += 1
    }
    let start = position
    while position < text.count, text[position].isDigit {
      // Held far beyond what a Double can hold, so that it cannot overflow.
      exponent = min(exponent * 10 + Int(text[position] &- 0x30), 100_000)
      position += 1
    }
    if isNegative { exponent = -exponent }
    return position > start
  }

  /// The value where it is an integer of 64 bits without exponent.
  @inline(__always)
  var integer: Int64? {
    guard isInteger, droppedDigits == 0 else { return nil }
    if isNegative {
      guard mantissa <= UInt64(Int64.max) + 1 else { return nil }
      return Int64(truncatingIfNeeded: 0 &- mantissa)
    }
    return Int64(exactly: mantissa)
  }

  /// More significant digits than any Double needs; the last ones are lost.
  @inline(__always)
  var isTooLong: Bool { significantDigits - trailingZeros > 17 }

  /// The nearest Double; nil where it is not finite, where a number that is not zero would become zero, or where a long integer
  /// part would lose digits: account numbers and client identifiers, not measures. Where the digits are just those that the
  /// nearest Double has, some program printed one, and nothing is lost.
  @inline(__always)
  func decimal(of text: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
    if isInteger, integer == nil { return nil }
    if isTooLong, integerDigits >= 8, !hasExponent { return printedDecimal(of: text, mark: mark) }
    let scale = exponent - max(decimals, 0)
    // Clinger's fast path: both operands are exact, so one rounding gives the nearest number.
    if droppedDigits == 0, mantissa <= 1 << 53, scale >= -22, scale <= 22 {
      let power = Double(scale.magnitude <= 18 ? Digits.power(Int(scale.magnitude)) : 1)
      if scale.magnitude <= 18 {
        let value = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
        return isNegative ? -value : value
      }
    }
    return slowDecimal(of: text, mark: mark)
  }

  /// The nearest Double, where writing it with as many decimals gives the text again.
  private func printedDecimal(of text: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
    guard decimals > 0, text.count < Self.longestPrinted, let value = slowDecimal(of: text, mark: mark) else {
      return nil
    }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.longestPrinted) { room in
      let count = withVaList([Int32(decimals), value]) { vsnprintf(room.baseAddress, room.count, "%.*f", $0) }
      guard count == text.count - (hasPlus ? 1 : 0) else { return nil }
      let digits = room.prefix(Int(count)).lazy.map { UInt8(bitPattern: $0) }
      let isSame = zip(digits, text.dropFirst(hasPlus ? 1 : 0)).allSatisfy { $0 == $1 || ($0 == 0x2E && $1 == mark) }
      return isSame ? value : nil
    }
  }

  private static let longestPrinted = 64

  private func slowDecimal(of text: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double? {
    let spelling = String(decoding: text.map { $0 == mark ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    // The grammar has been checked; Swift wants a digit before the mark.
    guard let value = Double(spelling) ?? Double("0" + spelling), value.isFinite else { return nil }
    return value == 0 && mantissa != 0 ? nil : value
  }
}
