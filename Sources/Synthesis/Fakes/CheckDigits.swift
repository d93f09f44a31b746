/// Check digits and letters of numbers that people and things are known by. Digits are values 0...9, not characters.
enum CheckDigits {
  /// The digit that makes the sum of ISO/IEC 7812 a multiple of 10 (H. P. Luhn 1954).
  static func luhn(_ digits: some BidirectionalCollection<Int>) -> Int {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = place & 1 == 0 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return (10 - sum % 10) % 10
  }

  /// The weighted sum of digits; weights come again from their start.
  static func sum(_ digits: some Sequence<Int>, _ weights: [Int]) -> Int {
    digits.enumerated().reduce(0) { $0 + $1.element * weights[$1.offset % weights.count] }
  }

  /// ISO 7064, MOD 11,10.
  static func mod11x10(_ digits: some Sequence<Int>) -> Int {
    var product = 10
    for digit in digits {
      let sum = (digit + product) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (11 - product) % 10
  }

  /// The remainder by 97 of letters and digits, a letter as the number 10 to 35 (ISO 7064, ISO 13616).
  static func remainder97(_ text: some Sequence<UInt8>) -> Int {
    var rest = 0
    for byte in text { rest = byte.isDigit ? (rest * 10 + Int(byte & 15)) % 97 : (rest * 100 + Int(byte) - 55) % 97 }
    return rest
  }

  /// The two digits behind the country of an IBAN.
  static func iban(country: [UInt8], account: [UInt8]) -> Int { 98 - remainder97(account + country + Array("00".utf8)) }

  /// J. Verhoeff 1969: finds every single wrong digit and every exchange of neighbours.
  static func verhoeff(_ digits: some BidirectionalCollection<Int>) -> Int {
    var check = 0
    for (place, digit) in digits.reversed().enumerated() {
      check = dihedral(check, turned(digit, times: (place + 1) % 8))
    }
    return check == 0 || check > 4 ? check : 5 - check
  }

  /// The group of turns and mirrorings of a pentagon.
  private static func dihedral(_ left: Int, _ right: Int) -> Int {
    switch (left < 5, right < 5) {
    case (true, true): (left + right) % 5
    case (true, false): 5 + (left + right - 5) % 5
    case (false, true): 5 + (left - 5 + 5 - right) % 5
    case (false, false): (left - right + 5) % 5
    }
  }

  private static let turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  private static func turned(_ digit: Int, times: Int) -> Int { (0..<times).reduce(digit) { value, _ in turn[value] } }

  /// The place in the middle of a vehicle's number (49 CFR 565.15): 0 to 9 or X.
  static func vin(_ text: [UInt8]) -> UInt8 {
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    let rest = zip(text, weights).reduce(0) { $0 + value(inVIN: $1.0) * $1.1 } % 11
    return rest == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(rest)
  }

  /// A to H count 1 to 8, J to R 1 to 9 (no O and Q), S to Z 2 to 9.
  private static func value(inVIN byte: UInt8) -> Int {
    if byte.isDigit { return Int(byte & 15) }
    let place = Int(byte) - Int(UInt8(ascii: "A"))
    return place < 8 ? place + 1 : place < 18 ? place - 8 : place - 16
  }

  /// The letter behind an Italian code of 15 letters and digits (decree of 23 December 1976); letters count as their place in the
  /// alphabet where they stand in an even place, by a table of their own in an odd one.
  static func italian(_ text: some Sequence<UInt8>) -> UInt8 {
    let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    let sum = text.enumerated().reduce(0) { sum, item in
      let value = Int(item.element) - Int(item.element.isDigit ? UInt8(ascii: "0") : UInt8(ascii: "A"))
      return sum + (item.offset & 1 == 0 ? odd[value] : value)
    }
    return UInt8(ascii: "A") + UInt8(sum % 26)
  }

  /// The letter behind a Spanish identity number.
  static func spanish(_ number: UInt64) -> UInt8 { Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)[Int(number % 23)] }
}

extension FakeRow {
  /// So many digits, each any of the ten.
  mutating func digits(_ count: Int) -> [Int] { (0..<count).map { _ in Int(below(10)) } }

  /// The k-th digit of those that leave a check digit: exact where a retry would make two rows equal.
  /// - Parameter isRight: holds for at least nine of the ten digits.
  mutating func digit(where isRight: (Int) -> Bool) -> Int {
    let right = (0...9).filter(isRight)
    return right[Int(below(9)) % right.count]
  }
}

extension FakeText {
  mutating func append(digits: some Sequence<Int>) { for digit in digits { append(UInt8(ascii: "0") + UInt8(digit)) } }
}

extension [UInt8] {
  mutating func append(digits: some Sequence<Int>) { for digit in digits { append(UInt8(ascii: "0") + UInt8(digit)) } }
}
