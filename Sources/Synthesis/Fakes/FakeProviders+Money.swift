extension FakeProviders {
  static let money: [FakeProvider] = [
    FakeProvider(
      "iban", .money, "right check digits; of a bank code that no bank has", support: .only(ibans.keys.sorted()),
      canBeUnique: true,
      options: [.form]
    ) { iban($0) },
    FakeProvider("bic", .money, "a test code: its eighth character is 0", support: .every, canBeUnique: true) {
      let country = Array($0.locale.country.utf8)
      return { row, bytes in
        for _ in 0..<4 { bytes.append(UInt8(ascii: "A") + UInt8(row.below(26))) }
        bytes += country
        bytes.append(UInt8(ascii: "A") + UInt8(row.below(26)))
        bytes.append(UInt8(ascii: "0"))
      }
    },
    FakeProvider(
      "card", .money, "a card number with a right Luhn digit, in the ranges of the networks' test numbers",
      canBeUnique: true, options: [.form], isWholeNumber: true
    ) { card($0) },
    FakeProvider("currency", .money, "ISO 4217, three letters", canBeUnique: true) { _ in
      let list = CommonWords.currencies
      return { row, bytes in bytes += list.words[Int(row.below(UInt64(list.count)))] }
    },
    FakeProvider("own_currency", .money, "of the locale: ISO 4217, three letters", support: .every) {
      let currency = Array(($0.locale.words.settings["currency"] ?? "").utf8)
      return { _, bytes in bytes += currency }
    },
    FakeProvider("vat_id", .money, "of a company, with right check digits", support: .every, canBeUnique: true) {
      VatID.writer(country: $0.locale.country)
    },
  ]

  /// What follows the check digits, by locale: banks have the number 0, or letters that stand for no bank.
  private static let ibans: [String: String] = [
    "de_DE": "00000000##########", "en_GB": "XXXX000000########", "es_ES": "00000000**##########",
    "fr_FR": "0000000000###########**", "it_IT": "*0000000000############", "nl_NL": "XXXX##########",
    "pl_PL": "00000000################", "pt_BR": "0000000000000##########P1", "sv_SE": "000#################",
    "tr_TR": "000000################",
  ]

  private static func iban(_ settings: FakeSettings) -> FakeWriter {
    let form = Array((ibans[settings.locale.name] ?? "").utf8)
    let country = Array(settings.locale.country.utf8)
    let isGrouped = settings.form == "grouped"
    return { row, bytes in
      var account = form.map { $0 == UInt8(ascii: "#") ? UInt8(ascii: "0") + UInt8(row.below(10)) : $0 }
      fillNationalCheck(&account, country)
      var text = country
      text.append(number: UInt64(CheckDigits.iban(country: country, account: account)), width: 2)
      append(text + account, grouped: isGrouped, to: &bytes)
    }
  }

  /// The check digits that stars stand for, within the account's number.
  private static func fillNationalCheck(_ account: inout [UInt8], _ country: [UInt8]) {
    let star = UInt8(ascii: "*")
    func digits(_ range: Range<Int>) -> [Int] { account[range].map { Int($0 & 15) } }
    switch country {
    case Array("ES".utf8):
      let weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]
      func check(_ digits: [Int]) -> UInt8 {
        let rest = 11 - CheckDigits.sum(digits, weights) % 11
        return UInt8(ascii: "0") + UInt8(rest == 11 ? 0 : rest == 10 ? 1 : rest)
      }
      account[8] = check([0, 0] + digits(0..<8))
      account[9] = check(digits(10..<20))
    case Array("FR".utf8):
      let plain = account.filter { $0 != star }
      let key = 97 - CheckDigits.remainder97(plain + Array("00".utf8))
      account = plain
      account.append(number: UInt64(key), width: 2)
    case Array("IT".utf8): account[0] = CheckDigits.italian(account.dropFirst())
    default: break
    }
  }

  /// Prefixes of numbers that the networks publish for tests, and how many digits a number has in all.
  private static let cards: [(prefix: [Int], count: Int)] = [
    ([4, 2, 4, 2, 4, 2], 16), ([4, 1, 1, 1, 1, 1], 16), ([5, 5, 5, 5, 5, 5], 16), ([5, 1, 0, 5, 1, 0], 16),
    ([6, 0, 1, 1, 1, 1], 16), ([3, 5, 3, 0, 1, 1], 16), ([4, 0, 0, 0, 0, 0], 16), ([2, 2, 2, 3, 0, 0], 16),
  ]

  private static func card(_ settings: FakeSettings) -> FakeWriter {
    let isGrouped = settings.form == "grouped"
    return { row, bytes in
      let (prefix, count) = cards[Int(row.below(UInt64(cards.count)))]
      let digits = prefix + row.digits(count - prefix.count - 1)
      var text: [UInt8] = []
      text.append(digits: digits + [CheckDigits.luhn(digits)])
      append(text, grouped: isGrouped, to: &bytes)
    }
  }

  /// In fours, as people read them.
  static func append(_ text: [UInt8], grouped isGrouped: Bool, to bytes: inout FakeText) {
    guard isGrouped else { return bytes += text }
    for (place, byte) in text.enumerated() {
      if place > 0, place % 4 == 0 { bytes.append(UInt8(ascii: " ")) }
      bytes.append(byte)
    }
  }
}
