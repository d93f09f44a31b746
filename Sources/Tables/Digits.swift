/// Fast writers of numbers as bytes. None looks at the locale.
package enum Digits {
  /// Appends `value`, padded with zeros to at least `width` digits.
  @inline(__always)
  package static func append(_ value: UInt64, width: Int = 1, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value
      var start = 20
      repeat {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: rest % 10) &+ 0x30
        rest /= 10
      } while rest > 0
      for _ in 0..<max(0, width - (20 - start)) { bytes.append(0x30) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  package static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(value.magnitude, to: &bytes)
  }

  /// 10 to the power of `exponent`.
  /// - Precondition: 0...18.
  @inline(__always)
  static func power(_ exponent: Int) -> Int { powers[exponent] }
  private static let powers: [Int] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// Appends a finite number by `decimals`; a number that is not finite, which no column should hold, becomes `0`.
  package static func append(_ value: Double, by look: Look, to bytes: inout [UInt8]) {
    guard value.isFinite else { return bytes.append(0x30) }
    switch look.decimals {
    case .fixed(let count): appendRounded(value, decimals: count, minimum: count, look, to: &bytes)
    case .upTo(let count): appendRounded(value, decimals: count, minimum: look.minimumDecimals, look, to: &bytes)
    case .shortest: appendShortest(value, look, to: &bytes)
    }
  }

  /// Beyond this the scaled number has no exact integer digits; the shortest text is used.
  private static let largestScaled = 9e15

  private static func appendRounded(
    _ value: Double, decimals: Int, minimum: Int, _ look: Look, to bytes: inout [UInt8]
  ) {
    guard decimals >= 0, decimals <= 15 else { return appendShortest(value, look, to: &bytes) }
    let scale = power(decimals)
    let scaled = (value.magnitude * Double(scale)).rounded(.toNearestOrEven)
    guard scaled < largestScaled else { return appendShortest(value, look, to: &bytes) }
    let digits = UInt64(scaled)
    if value < 0, digits > 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits / UInt64(scale), to: &bytes)
    guard decimals > 0 else { return }
    let start = bytes.count
    bytes.append(look.decimalMark)
    append(digits % UInt64(scale), width: decimals, to: &bytes)
    dropZeros(from: start, minimum: min(minimum, decimals), of: &bytes)
  }

  /// Removes trailing zeros of the decimals that begin with the mark at `start`, and the mark where none stays.
  private static func dropZeros(from start: Int, minimum: Int, of bytes: inout [UInt8]) {
    while bytes.count > start + 1 + minimum, bytes.last == 0x30 { bytes.removeLast() }
    if bytes.count == start + 1 { bytes.removeLast() }
  }

  private static func appendShortest(_ value: Double, _ look: Look, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: value.description.utf8)
    guard let mark = bytes[start...].firstIndex(of: UInt8(ascii: ".")) else { return }
    bytes[mark] = look.decimalMark
    if look.minimumDecimals == 0, bytes.count == mark + 2, bytes[mark + 1] == 0x30 { bytes.removeLast(2) }
    guard look.minimumDecimals > 1, !bytes[start...].contains(UInt8(ascii: "e")) else { return }
    while bytes.count - mark - 1 < look.minimumDecimals { bytes.append(0x30) }
  }
}
