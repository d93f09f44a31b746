/// A check digit, or two, computed from all digits that stand before it. The raw values are how patterns spell them: `{luhn}`.
enum CheckDigit: String, CaseIterable, Sendable {
  /// One digit: ISO/IEC 7812-1, annex B; of card numbers.
  case luhn
  /// Two digits: ISO/IEC 7064, MOD 97-10; letters count as 10 to 35.
  case mod97
  /// One digit or X: weights 2, 3, 4, … from the right; of ISBN-10.
  case mod11

  /// How many bytes it has.
  var width: Int { self == .mod97 ? 2 : 1 }

  /// The check digits of `text`; marks between the digits do not count.
  func digits(of text: ArraySlice<UInt8>) -> [UInt8] {
    switch self {
    case .luhn: [Self.zero + UInt8((10 - Self.luhnSum(text) % 10) % 10)]
    case .mod97:
      Self.decimal(98 - Self.remainder97(text) * 100 % 97)
    case .mod11: [Self.elevens[Self.weightedSum(text) % 11]]
    }
  }

  /// Whether `text` ends in its own check digits.
  func holds(in text: ArraySlice<UInt8>) -> Bool {
    guard text.count > width else { return false }
    return Array(text.suffix(width)) == digits(of: text.dropLast(width))
  }

  private static let zero = UInt8(ascii: "0")
  /// 11 less the remainder, of which 10 is X and 11 is 0.
  private static let elevens = Array("0X987654321".utf8)

  private static func decimal(_ number: Int) -> [UInt8] { [zero + UInt8(number / 10), zero + UInt8(number % 10)] }

  private static func digit(_ byte: UInt8) -> Int? { 48...57 ~= byte ? Int(byte - 48) : nil }

  private static func luhnSum(_ text: ArraySlice<UInt8>) -> Int {
    var (sum, isDoubled) = (0, true)
    for value in text.reversed().compactMap(digit) {
      let part = isDoubled ? 2 * value : value
      sum += part > 9 ? part - 9 : part
      isDoubled.toggle()
    }
    return sum
  }

  private static func remainder97(_ text: ArraySlice<UInt8>) -> Int {
    text.reduce(0) { rest, byte in
      if let value = digit(byte) { return (rest * 10 + value) % 97 }
      let upper = byte & 0xDF
      return 65...90 ~= upper ? (rest * 100 + Int(upper) - 55) % 97 : rest
    }
  }

  private static func weightedSum(_ text: ArraySlice<UInt8>) -> Int {
    var (sum, weight) = (0, 2)
    for value in text.reversed().compactMap(digit) {
      sum = (sum + value * weight) % 11
      weight += 1
    }
    return sum
  }
}
