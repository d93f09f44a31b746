import Tables
import Testing

@testable import Synthesis

/// Numbers with check digits, checked by rules written down once more: as their issuers state them, on the text as a whole.
@Suite struct CheckDigitTests {
  private let draw = FakeDraw()
  private let rows: Range<UInt64> = 0..<100

  private func digits(_ text: some StringProtocol) -> [Int] { text.compactMap(\.wholeNumberValue) }

  /// The remainder of a decimal number of any length.
  private func remainder(_ text: String, by divisor: Int) -> Int {
    text.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % divisor }
  }

  /// From the right, every second digit doubled, digits of products added: a multiple of 10.
  private func isLuhn(_ text: String) -> Bool {
    let sum = digits(text).reversed().enumerated().map { place, digit in
      place % 2 == 0 ? digit : digits("\(digit * 2)").reduce(0, +)
    }
    return sum.reduce(0, +) % 10 == 0
  }

  private func lettersAsNumbers(_ text: some StringProtocol) -> String {
    text.map { character in
      character.isNumber ? String(character) : "\(Int(character.asciiValue ?? 0) - 55)"
    }.joined()
  }

  @Test func ibans() throws {
    let lengths = ["DE": 22, "GB": 22, "ES": 24, "FR": 27, "IT": 27, "NL": 18, "PL": 28, "BR": 29, "SE": 24, "TR": 26]
    let locales = try #require(FakeProviders.named("iban")).locales
    #expect(locales.count == lengths.count)
    for locale in locales {
      for iban in try draw.texts("iban", locale.name, rows: rows) {
        #expect(iban.count == lengths[String(iban.prefix(2))] && iban.hasPrefix(locale.country), "\(iban)")
        #expect(remainder(lettersAsNumbers(iban.dropFirst(4) + iban.prefix(4)), by: 97) == 1, "\(iban)")
        let check = Int(iban.dropFirst(2).prefix(2)) ?? 0
        #expect(2...98 ~= check, "\(iban)")
      }
    }
    let grouped = try draw.texts("iban", "de_DE", rows: 0..<3, [("form", .text("grouped"))])
    #expect(grouped.map { $0.filter { $0 != " " } } == (try draw.texts("iban", "de_DE", rows: 0..<3)))
    #expect(grouped.allSatisfy { $0.wholeMatch(of: /DE\d\d( \d{4}){4} \d\d/) != nil })
  }

  /// The keys within French and Spanish accounts, and the letter in front of Italian ones: known accounts of documentation.
  @Test func nationalKeysOfKnownAccounts() {
    // FR14 2004 1010 0505 0001 3M02 606 has a letter; the next are of digits alone.
    #expect(97 - CheckDigits.remainder97(Array("3000600001123456789000".utf8).dropLast(0)) >= 0)
    #expect(String(decoding: [CheckDigits.italian(Array("0542811101000000123456".utf8))], as: UTF8.self) == "X")
    #expect(CheckDigits.iban(country: Array("DE".utf8), account: Array("370400440532013000".utf8)) == 89)
    #expect(CheckDigits.iban(country: Array("GB".utf8), account: Array("WEST12345698765432".utf8)) == 82)
    #expect(CheckDigits.verhoeff([2, 3, 6]) == 3)
    #expect(CheckDigits.spanish(12_345_678) == UInt8(ascii: "Z"))
    #expect(CheckDigits.vin(Array("1M8GDM9AXKP042788".utf8)) == UInt8(ascii: "X"))
    #expect(CheckDigits.mod11x10([8, 6, 0, 9, 5, 7, 4, 2, 7, 1]) == 9)
    #expect(CheckDigits.luhn([7, 9, 9, 2, 7, 3, 9, 8, 7, 1]) == 3)
    #expect(CheckDigits.italian(Array("RSSMRA85T10A562".utf8)) == UInt8(ascii: "S"))
  }

  @Test func cards() throws {
    for card in try draw.texts("card", rows: rows) {
      #expect(card.count == 16 && isLuhn(card), "\(card)")
      #expect(
        ["424242", "411111", "555555", "510510", "601111", "353011", "400000", "222300"].contains(card.prefix(6)))
    }
    guard case .integers(let numbers) = draw.storage(try draw.fitted("card", kind: .integer), rows, column: "card")
    else {
      Issue.record("cards of whole numbers are no integers")
      return
    }
    #expect(numbers.map { "\($0)" } == (try draw.texts("card", rows: rows)))
  }

  @Test func vehiclesAndBooks() throws {
    let values = Dictionary(
      uniqueKeysWithValues: zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ0123456789",
        [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    for vin in try draw.texts("vin", rows: rows) {
      let rest = zip(vin, weights).map { (values[$0] ?? 99) * $1 }.reduce(0, +) % 11
      let check = vin[vin.index(vin.startIndex, offsetBy: 8)]
      #expect(vin.count == 17 && vin.first == "0" && check == (rest == 10 ? "X" : Character("\(rest)")), "\(vin)")
    }
    for isbn in try draw.texts("isbn", rows: rows) {
      let sum = digits(isbn).enumerated().map { $0 % 2 == 0 ? $1 : 3 * $1 }.reduce(0, +)
      #expect(isbn.count == 13 && isbn.hasPrefix("9799") && sum % 10 == 0, "\(isbn)")
    }
  }

  @Test func universalIdentifiers() throws {
    for uuid in try draw.texts("uuid4", rows: rows) {
      #expect(
        uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil, "\(uuid)")
    }
    let ordered = try draw.texts("uuid7", rows: rows)
    #expect(ordered == ordered.sorted())
    for uuid in ordered {
      #expect(
        uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil, "\(uuid)")
    }
    #expect(ordered.first?.hasPrefix("018cc251-f4") == true)
  }

  // MARK: - Persons

  @Test(arguments: FakeLocale.all.map(\.name)) func nationalIDs(_ locale: String) throws {
    for id in try draw.texts("national_id", locale, rows: rows) { #expect(isRight(id, locale), "\(locale): \(id)") }
  }

  private func isRight(_ id: String, _ locale: String) -> Bool {
    let d = digits(id)
    func weighted(_ weights: [Int]) -> Int { zip(d, weights).map { $0 * $1 }.reduce(0, +) }
    switch locale {
    case "en_US": return id.wholeMatch(of: /9\d\d-(0[1-9]|[1-4]\d)-\d{4}/) != nil
    case "en_GB": return id.wholeMatch(of: /QQ\d{6}[A-D]/) != nil
    case "de_DE":
      let counts = Dictionary(grouping: d.prefix(10)) { $0 }.mapValues(\.count)
      let isShaped = counts.count == 9 && counts.values.max() == 2 && d[0] == 0
      return d.count == 11 && isShaped && hybrid(d)
    case "fr_FR":
      return d.count == 15 && Array(d[5...6]) == [0, 0]
        && (remainder(String(id.prefix(13)), by: 97) + (Int(id.suffix(2)) ?? 0)) % 97 == 0
    case "es_ES":
      let letter = "TRWAGMYFPDXBNJZSQVHLCKE".dropFirst((Int(id.prefix(8)) ?? 0) % 23).first
      return id.count == 9 && id.hasPrefix("99") && id.last == letter
    case "it_IT": return id.wholeMatch(of: /[A-Z]{6}\d\d[A-EHLMPR-T][0-7]\dZ999[A-Z]/) != nil && italian(id)
    case "nl_NL": return d.count == 9 && id.hasPrefix("9999") && weighted([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
    case "pl_PL":
      return d.count == 11 && weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0 && d[2] >= 6 && d[2] <= 7
    case "pt_BR": return id.wholeMatch(of: /\d{3}\.\d{3}\.\d{3}-\d\d/) != nil && brazilian(d, [9, 10])
    case "sv_SE": return id.wholeMatch(of: /21\d{6}-\d{4}/) != nil && isLuhn(String(id.dropFirst(2)))
    case "tr_TR":
      let odd = d[0] + d[2] + d[4] + d[6] + d[8]
      let even = d[1] + d[3] + d[5] + d[7]
      return d.count == 11 && d[0] != 0 && (7 * odd + 9 * even) % 10 == d[9] && d[..<10].reduce(0, +) % 10 == d[10]
    case "ja_JP":
      let rest = zip(d.prefix(11).reversed(), [2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6]).map { $0 * $1 }.reduce(0, +) % 11
      return d.count == 12 && d[11] == (rest < 2 ? 0 : 11 - rest)
    case "zh_CN":
      let last = id.last == "X" ? 10 : id.last?.wholeNumberValue ?? 99
      // Each place weighs the power of 2 of its distance from the end, by 11; the whole leaves 1.
      let sum = (d.prefix(17).enumerated().map { $1 * ((1 << (17 - $0)) % 11) }.reduce(0, +) + last) % 11
      return id.count == 18 && id.hasPrefix("990000") && sum == 1
    case "hi_IN": return d.count == 12 && d[0] < 2 && verhoeff(d)
    default: return false
    }
  }

  /// ISO 7064 MOD 11,10 over the number with its check digit: the running product ends at 1.
  private func hybrid(_ digits: [Int]) -> Bool {
    var rest = 10
    for digit in digits.dropLast() {
      rest = (rest + digit) % 10
      if rest == 0 { rest = 10 }
      rest = rest * 2 % 11
    }
    return (rest + (digits.last ?? 0)) % 10 == 1
  }

  private func italian(_ code: String) -> Bool {
    let odd: [Character: Int] = [
      "0": 1, "1": 0, "2": 5, "3": 7, "4": 9, "5": 13, "6": 15, "7": 17, "8": 19, "9": 21, "A": 1, "B": 0, "C": 5,
      "D": 7, "E": 9,
      "F": 13, "G": 15, "H": 17, "I": 19, "J": 21, "K": 2, "L": 4, "M": 18, "N": 20, "O": 11, "P": 3, "Q": 6, "R": 8,
      "S": 12, "T": 14,
      "U": 16, "V": 10, "W": 22, "X": 25, "Y": 24, "Z": 23,
    ]
    var sum = 0
    for (place, character) in code.dropLast().enumerated() {
      let even = character.wholeNumberValue ?? Int(character.asciiValue ?? 0) - 65
      sum += place % 2 == 0 ? odd[character] ?? 0 : even
    }
    return Character(UnicodeScalar(UInt8(65 + sum % 26))) == code.last
  }

  /// Each check digit: eleven less the remainder, 0 for 10 and 11.
  private func brazilian(_ digits: [Int], _ places: [Int]) -> Bool {
    places.allSatisfy { place in
      let weights = (0..<place).map { index in (place - index - 1) % 8 + 2 }
      // Numbers of persons have weights that go on above 9.
      let long = (0..<place).map { place + 1 - $0 }
      let sum = zip(digits, places == [9, 10] ? long : weights).map { $0 * $1 }.reduce(0, +)
      let check = 11 - sum % 11
      return digits[place] == (check >= 10 ? 0 : check)
    }
  }

  /// By the tables of the group of the pentagon's turns, written out.
  private func verhoeff(_ digits: [Int]) -> Bool {
    let product = [
      "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043",
      "8765932104",
      "9876543210",
    ].map { $0.compactMap(\.wholeNumberValue) }
    let turns = [
      "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
    ].map { $0.compactMap(\.wholeNumberValue) }
    return digits.reversed().enumerated().reduce(0) { product[$0][turns[$1.offset % 8][$1.element]] } == 0
  }

  // MARK: - Companies

  @Test(arguments: FakeLocale.all.map(\.name)) func vatIDs(_ locale: String) throws {
    for id in try draw.texts("vat_id", locale, rows: rows) { #expect(isRightVAT(id, locale), "\(locale): \(id)") }
  }

  private func isRightVAT(_ id: String, _ locale: String) -> Bool {
    let d = digits(id)
    func weighted(_ weights: [Int]) -> Int { zip(d, weights).map { $0 * $1 }.reduce(0, +) }
    switch locale {
    case "en_US": return id.wholeMatch(of: /[1-9]\d-\d{7}/) != nil
    case "en_GB": return id.wholeMatch(of: /GB\d{9}/) != nil && (weighted([8, 7, 6, 5, 4, 3, 2, 10, 1])) % 97 == 0
    case "de_DE": return id.wholeMatch(of: /DE[1-9]\d{8}/) != nil && hybrid(d)
    case "fr_FR":
      let siren = String(id.suffix(9))
      return id.wholeMatch(of: /FR\d{11}/) != nil && isLuhn(siren)
        && remainder(siren + "12", by: 97) == Int(id.dropFirst(2).prefix(2))
    case "es_ES": return id.wholeMatch(of: /ESB\d{8}/) != nil && isLuhn(String(id.dropFirst(3)))
    case "it_IT": return id.wholeMatch(of: /IT\d{11}/) != nil && isLuhn(String(id.dropFirst(2)))
    case "nl_NL": return id.wholeMatch(of: /NL\d{9}B01/) != nil && weighted([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
    case "pl_PL": return id.wholeMatch(of: /PL\d{10}/) != nil && weighted([6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 == 0
    case "sv_SE": return id.wholeMatch(of: /SE\d{10}01/) != nil && isLuhn(String(id.dropFirst(2).prefix(10)))
    case "pt_BR": return id.wholeMatch(of: /\d\d\.\d{3}\.\d{3}\/0001-\d\d/) != nil && brazilian(d, [12, 13])
    case "tr_TR":
      let sum = (0..<9).map { place -> Int in
        let first = (d[place] + 9 - place) % 10
        let second = first * (1 << (9 - place)) % 9
        return first != 0 && second == 0 ? 9 : second
      }.reduce(0, +)
      return d.count == 10 && (sum + d[9]) % 10 == 0
    case "ja_JP":
      let sum = d.dropFirst().reversed().enumerated().map { $1 * ($0 % 2 == 0 ? 1 : 2) }.reduce(0, +)
      return id.wholeMatch(of: /T\d{13}/) != nil && d[0] == 9 - sum % 9
    case "zh_CN":
      let signs = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
      let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]
      let sum = zip(id, weights).map { (signs.firstIndex(of: $0) ?? 99) * $1 }.reduce(0, +)
      return id.count == 18 && sum % 31 == 0
    case "hi_IN":
      let signs = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      let sum = id.enumerated().map { place, sign -> Int in
        let value = (signs.firstIndex(of: sign) ?? 99) * (place % 2 == 0 ? 1 : 2)
        return value / 36 + value % 36
      }.reduce(0, +)
      return id.wholeMatch(of: /\d\d[A-Z]{5}\d{4}[A-Z]1Z[0-9A-Z]/) != nil && sum % 36 == 0
    default: return false
    }
  }

  // MARK: - Nets

  @Test func netAddressesAreThoseOfDocumentation() throws {
    for address in try draw.texts("ipv4", rows: rows) {
      #expect(address.wholeMatch(of: /(192\.0\.2|198\.51\.100|203\.0\.113)\.(\d{1,3})/) != nil, "\(address)")
    }
    for address in try draw.texts("ipv6", rows: rows) {
      #expect(address.wholeMatch(of: /2001:db8(:[0-9a-f]{1,4}){6}/) != nil, "\(address)")
    }
    for address in try draw.texts("mac", rows: rows) { #expect(address.wholeMatch(of: /02(:[0-9a-f]{2}){5}/) != nil) }
    for bic in try draw.texts("bic", "sv_SE", rows: rows) { #expect(bic.wholeMatch(of: /[A-Z]{4}SE[A-Z]0/) != nil) }
    for name in ["host", "url"] {
      for value in try draw.texts(name, rows: rows) { #expect(value.contains(/example\.(com|org|net)/), "\(value)") }
    }
  }
}
