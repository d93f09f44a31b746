/// Numbers that companies are taxed by, with right check digits. They name no person; some may be somebody's.
enum VatID {
  static func writer(country: String) -> FakeWriter {
    switch country {
    case "DE": plain("DE") { row in checked([1 + Int(row.below(9))] + row.digits(7), CheckDigits.mod11x10) }
    case "GB": british
    case "FR": french
    case "ES": plain("ESB") { row in checked(row.digits(7), CheckDigits.luhn) }
    case "IT": plain("IT") { row in checked(row.digits(10), CheckDigits.luhn) }
    case "NL": dutch
    case "PL": plain("PL") { row in eleven([5] + row.digits(7), [6, 5, 7, 2, 3, 4, 5, 6, 7], &row) }
    case "SE": swedish
    case "TR": plain("") { row in checked(row.digits(9), turkish) }
    case "BR": brazilian
    case "CN": chinese
    case "JP": japanese
    case "IN": indian
    default: FakeForm("{10-99}-#######").compiled { _ in nil }
    }
  }

  private static func plain(_ prefix: String, _ digits: @escaping @Sendable (inout FakeRow) -> [Int]) -> FakeWriter {
    { row, bytes in
      bytes += prefix.utf8
      bytes.append(digits: digits(&row))
    }
  }

  private static func checked(_ digits: [Int], _ check: ([Int]) -> Int) -> [Int] { digits + [check(digits)] }

  /// A digit and the check digit by 11 behind others: the digit is one of those that leave no remainder of 10.
  static func eleven(_ digits: [Int], _ weights: [Int], _ row: inout FakeRow) -> [Int] {
    let last = row.digit { CheckDigits.sum(digits + [$0], weights) % 11 != 10 }
    return digits + [last, CheckDigits.sum(digits + [last], weights) % 11]
  }

  /// Seven digits with weights 8 to 2, less 97 until nothing is left.
  private static let british: FakeWriter = { row, bytes in
    let digits = [1 + Int(row.below(9))] + row.digits(6)
    let rest = CheckDigits.sum(digits, [8, 7, 6, 5, 4, 3, 2]) % 97
    bytes += "GB".utf8
    bytes.append(digits: digits)
    bytes.append(number: UInt64(97 - rest), width: 2)
  }

  private static let french: FakeWriter = { row, bytes in
    let start = [1 + Int(row.below(9))] + row.digits(7)
    let siren = start + [CheckDigits.luhn(start)]
    let number = siren.reduce(0) { $0 * 10 + $1 }
    bytes += "FR".utf8
    bytes.append(number: UInt64((12 + 3 * (number % 97)) % 97), width: 2)
    bytes.append(digits: siren)
  }

  private static let dutch: FakeWriter = { row, bytes in
    bytes += "NL".utf8
    bytes.append(digits: eleven(row.digits(7), [9, 8, 7, 6, 5, 4, 3, 2], &row))
    bytes += "B01".utf8
  }

  private static let swedish: FakeWriter = { row, bytes in
    let digits = [5, 5, 2 + Int(row.below(8))] + row.digits(6)
    bytes += "SE".utf8
    bytes.append(digits: checked(digits, CheckDigits.luhn))
    bytes += "01".utf8
  }

  private static func turkish(_ digits: [Int]) -> Int {
    let sum = digits.enumerated().reduce(0) { sum, item in
      let moved = (item.element + 9 - item.offset) % 10
      guard moved != 9 else { return sum + 9 }
      let product = moved << (9 - item.offset) % 9
      return sum + (moved != 0 && product == 0 ? 9 : product)
    }
    return (10 - sum % 10) % 10
  }

  /// Eight digits, the head office, two check digits by 11.
  private static let brazilian: FakeWriter = { row, bytes in
    var digits = row.digits(8) + [0, 0, 0, 1]
    for weights in [[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]] {
      let rest = CheckDigits.sum(digits, weights) % 11
      digits.append(rest < 2 ? 0 : 11 - rest)
    }
    for (place, digit) in digits.enumerated() {
      if place == 2 || place == 5 { bytes.append(UInt8(ascii: ".")) }
      if place == 8 { bytes.append(UInt8(ascii: "/")) }
      if place == 12 { bytes.append(UInt8(ascii: "-")) }
      bytes.append(digits: [digit])
    }
  }

  /// GB 32100-2015: 31 signs, weights the powers of 3.
  private static let chinese: FakeWriter = { row, bytes in
    let signs = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    var values = [9, 1, 1, 1, 0, 0, 0, 0] + (0..<9).map { _ in Int(row.below(31)) }
    var (sum, weight) = (0, 1)
    for value in values {
      sum += value * weight
      weight = weight * 3 % 31
    }
    values.append((31 - sum % 31) % 31)
    bytes += values.map { signs[$0] }
  }

  /// The corporate number: its first digit checks the twelve behind it.
  private static let japanese: FakeWriter = { row, bytes in
    let digits = row.digits(12)
    let sum = CheckDigits.sum(digits.reversed(), [1, 2])
    bytes += "T".utf8
    bytes.append(digits: [9 - sum % 9] + digits)
  }

  /// A state, a taxpayer's number, one digit, Z, and a check by 36.
  private static let indian: FakeWriter = { row, bytes in
    let signs = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    var text: [UInt8] = []
    text.append(number: 1 + row.below(37), width: 2)
    for _ in 0..<3 { text.append(UInt8(ascii: "A") + UInt8(row.below(26))) }
    text.append(UInt8(ascii: "C"))
    text.append(UInt8(ascii: "A") + UInt8(row.below(26)))
    text.append(number: row.below(10_000), width: 4)
    text.append(UInt8(ascii: "A") + UInt8(row.below(26)))
    text += "1Z".utf8
    let sum = text.enumerated().reduce(0) { sum, item in
      let value = (signs.firstIndex(of: item.element) ?? 0) * (item.offset & 1 + 1)
      return sum + value / 36 + value % 36
    }
    bytes += text + [signs[(36 - sum % 36) % 36]]
  }
}
