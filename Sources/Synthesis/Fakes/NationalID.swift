/// Identity numbers of persons with right check digits. Where a country has a range that it never gave out they are of that range.
enum NationalID {
  /// What keeps them apart from real ones, by country; nil: nothing does, such a number may be somebody's.
  static func range(country: String) -> String? {
    switch country {
    case "US": "areas 900 to 999 are no social security numbers, groups 01 to 49 no taxpayers' numbers either"
    case "GB": "the prefix QQ is never given out"
    case "DE": "a leading 0 is kept for tests"
    case "FR": "no department has the number 00"
    case "ES": "numbers above 99,000,000 are not reached yet"
    case "IT": "no place has the code Z999"
    case "NL": "numbers from 9999 on are kept for tests"
    case "PL", "SE": "of persons born after the year 2200, or 2100"
    case "IN": "no number begins with 0 or 1"
    case "CN": "no region has the code 990000"
    default: nil
    }
  }

  static func writer(country: String) -> FakeWriter {
    switch country {
    case "US": FakeForm("{900-999}-{01-49}-####").compiled { _ in nil }
    case "GB": british
    case "DE": german
    case "FR": french
    case "ES": spanish
    case "IT": italian
    case "NL":
      { row, bytes in
        bytes.append(digits: VatID.eleven([9, 9, 9, 9] + row.digits(3), [9, 8, 7, 6, 5, 4, 3, 2], &row))
      }
    case "PL": polish
    case "BR": brazilian
    case "SE": swedish
    case "TR": turkish
    case "JP": japanese
    case "CN": chinese
    default: indian
    }
  }

  private static let british: FakeWriter = { row, bytes in
    bytes += "QQ".utf8
    bytes.append(digits: row.digits(6))
    bytes.append(UInt8(ascii: "A") + UInt8(row.below(4)))
  }

  /// A tax number: of the first ten digits one stands twice, one is left out, the others stand once.
  private static let german: FakeWriter = { row, bytes in
    let missing = 1 + Int(row.below(9))
    var others = (1...9).filter { $0 != missing }
    let twice = others.remove(at: Int(row.below(8)))
    // The two places of the one that stands twice, then an order of the others.
    let first = Int(row.below(36))
    var pair = (0, 0)
    var left = first
    for place in 0..<8 where left >= 0 {
      if left < 8 - place { pair = (place, place + 1 + left) }
      left -= 8 - place
    }
    var digits = [0]
    for place in 0..<9 {
      let isTwice = place == pair.0 || place == pair.1
      digits.append(isTwice ? twice : others.remove(at: Int(row.below(UInt64(others.count)))))
    }
    bytes.append(digits: digits + [CheckDigits.mod11x10(digits)])
  }

  private static let french: FakeWriter = { row, bytes in
    var text: [UInt8] = [UInt8(ascii: "1") + UInt8(row.below(2))]
    text.append(number: row.below(100), width: 2)
    text.append(number: 1 + row.below(12), width: 2)
    text += "00".utf8
    text.append(digits: row.digits(6))
    bytes += text
    bytes.append(number: UInt64(97 - CheckDigits.remainder97(text)), width: 2)
  }

  private static let spanish: FakeWriter = { row, bytes in
    let number = 99_000_000 + row.below(1_000_000)
    bytes.append(number: number, width: 8)
    bytes.append(CheckDigits.spanish(number))
  }

  /// Letters of a surname and a first name, then year, month, day, place.
  private static let italian: FakeWriter = { row, bytes in
    let consonants = Array("BCDFGLMNPRSTVZ".utf8)
    var text = (0..<6).map { _ in consonants[Int(row.below(UInt64(consonants.count)))] }
    text.append(number: row.below(100), width: 2)
    text.append(Array("ABCDEHLMPRST".utf8)[Int(row.below(12))])
    // Of women 40 is added to the day.
    text.append(number: 1 + row.below(28) + 40 * row.below(2), width: 2)
    text += "Z999".utf8
    bytes += text
    bytes.append(CheckDigits.italian(text))
  }

  /// Months of the years 2200 to 2299 count from 61.
  private static let polish: FakeWriter = { row, bytes in
    let (year, month, day) = (Int(row.below(100)), 61 + Int(row.below(12)), 1 + Int(row.below(28)))
    let digits = [year / 10, year % 10, month / 10, month % 10, day / 10, day % 10] + row.digits(4)
    let sum = CheckDigits.sum(digits, [1, 3, 7, 9])
    bytes.append(digits: digits + [(10 - sum % 10) % 10])
  }

  private static let brazilian: FakeWriter = { row, bytes in
    var digits = row.digits(9)
    for length in [10, 11] {
      let rest = CheckDigits.sum(digits, (0..<length - 1).map { length - $0 }) % 11
      digits.append(rest < 2 ? 0 : 11 - rest)
    }
    for (place, digit) in digits.enumerated() {
      if place == 3 || place == 6 { bytes.append(UInt8(ascii: ".")) }
      if place == 9 { bytes.append(UInt8(ascii: "-")) }
      bytes.append(digits: [digit])
    }
  }

  /// The long form, with four digits of the year; the check digit leaves out the century.
  private static let swedish: FakeWriter = { row, bytes in
    let (year, month, day) = (Int(row.below(100)), 1 + Int(row.below(12)), 1 + Int(row.below(28)))
    let date = [year / 10, year % 10, month / 10, month % 10, day / 10, day % 10]
    let serial = row.digits(3)
    bytes += "21".utf8
    bytes.append(digits: date)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: serial + [CheckDigits.luhn(date + serial)])
  }

  private static let turkish: FakeWriter = { row, bytes in
    var digits = [1 + Int(row.below(9))] + row.digits(8)
    let odd = CheckDigits.sum(digits, [1, 0])
    let even = CheckDigits.sum(digits, [0, 1])
    digits.append(((odd * 7 - even) % 10 + 10) % 10)
    digits.append(digits.reduce(0, +) % 10)
    bytes.append(digits: digits)
  }

  private static let japanese: FakeWriter = { row, bytes in
    let digits = row.digits(11)
    let rest = CheckDigits.sum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    bytes.append(digits: digits + [rest <= 1 ? 0 : 11 - rest])
  }

  /// A region, a day of birth, a serial number; GB 11643-1999.
  private static let chinese: FakeWriter = { row, bytes in
    let (year, month, day) = (1950 + Int(row.below(56)), 1 + Int(row.below(12)), 1 + Int(row.below(28)))
    var text = Array("990000".utf8)
    text.append(number: UInt64(year), width: 4)
    text.append(number: UInt64(month), width: 2)
    text.append(number: UInt64(day), width: 2)
    text.append(digits: row.digits(3))
    let sum = CheckDigits.sum(text.map { Int($0 & 15) }, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
    bytes += text + [Array("10X98765432".utf8)[sum % 11]]
  }

  private static let indian: FakeWriter = { row, bytes in
    let digits = [Int(row.below(2))] + row.digits(10)
    bytes.append(digits: digits + [CheckDigits.verhoeff(digits)])
  }
}
