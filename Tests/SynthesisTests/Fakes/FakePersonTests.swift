import Foundation
import Statistics
import Tables
import Testing

@testable import Synthesis

/// What belongs to one person of a row belongs together.
@Suite struct FakePersonTests {
  private static let locales = FakeLocale.all.map(\.name)
  private let draw = FakeDraw()
  private let rows: Range<UInt64> = 0..<200

  @Test(arguments: locales) func namesAreMadeOfTheirParts(_ locale: String) throws {
    let first = try draw.texts("first_name", locale, rows: rows)
    let last = try draw.texts("last_name", locale, rows: rows)
    let names = try draw.texts("name", locale, rows: rows)
    let wrong = names.indices.filter { !names[$0].contains(first[$0]) || !names[$0].contains(last[$0]) }
    #expect(wrong.isEmpty, "\(wrong.prefix(3).map { names[$0] })")
  }

  @Test(arguments: locales) func genderIsThatOfTheFirstName(_ locale: String) throws {
    let words = try #require(FakeLocale.named(locale)).words
    let female = Set(words.female.words.map { String(decoding: $0, as: UTF8.self) })
    let male = Set(words.male.words.map { String(decoding: $0, as: UTF8.self) })
    let genders = try draw.texts("gender", locale, rows: rows)
    let names = try draw.texts("first_name", locale, rows: rows)
    #expect(zip(names, genders).allSatisfy { ($1 == "female" ? female : male).contains($0) })
    let share = Double(genders.count { $0 == "female" }) / Double(genders.count)
    // Four standard errors of a half.
    #expect(abs(share - 0.5) < 4 * 0.5 / 14)
  }

  /// The parts of the name in Latin letters, by the lists' own romanisation, found without the code under test.
  @Test(arguments: locales) func mailAddressesMatchTheNames(_ locale: String) throws {
    let latin = try Latin(locale)
    let domains: Set<Substring> = ["example.com", "example.org", "example.net"]
    let first = try draw.texts("first_name", locale, rows: rows)
    let last = try draw.texts("last_name", locale, rows: rows)
    for isUnique in [false, true] {
      let more: [(String, ParameterValue)] = [("unique", .flag(isUnique)), ("digits", .integer(5))]
      let emails = try draw.texts("email", locale, rows: rows, more)
      let users = try draw.texts("user_name", locale, rows: rows, more)
      let wrong = emails.indices.filter { row in
        let parts = emails[row].split(separator: "@")
        guard parts.count == 2, domains.contains(parts[1]) else { return true }
        let (firstName, lastName) = (latin.spelling(first[row]), latin.spelling(last[row]))
        return [String(parts[0]), users[row]].contains { !$0.contains(lastName) || $0.first != firstName.first }
      }
      #expect(wrong.isEmpty, "\(wrong.prefix(3).map { "\(first[$0]) \(last[$0]): \(emails[$0]), \(users[$0])" })")
      #expect(!isUnique || Set(emails).count == emails.count && Set(users).count == users.count)
    }
  }

  @Test(arguments: locales) func placesBelongTogether(_ locale: String) throws {
    let cities = try Cities(locale)
    let names = try draw.texts("city", locale, rows: rows)
    let regions = try draw.texts("region", locale, rows: rows)
    let postcodes = try draw.texts("postcode", locale, rows: rows)
    let streets = try draw.texts("street_address", locale, rows: rows)
    let addresses = try draw.texts("address", locale, rows: rows)
    let phones = try draw.texts("phone", locale, rows: rows)
    let latitudes = decimals(draw.storage(try draw.fitted("latitude", locale, kind: .decimal), rows))
    let longitudes = decimals(draw.storage(try draw.fitted("longitude", locale, kind: .decimal), rows))
    #expect(latitudes.count == rows.count)
    let plain = try draw.texts("street", locale, rows: rows)
    let wrong = names.indices.filter { row in
      guard let city = cities.byName[names[row]] else { return true }
      let isNear =
        abs(latitudes[row] - city.latitude) <= 0.0401 && abs(longitudes[row] - city.longitude) <= 0.0401
      let isWhole = [names[row], postcodes[row], streets[row]].allSatisfy { addresses[row].contains($0) }
      return city.region != regions[row] || !Form(city.postcode).matches(postcodes[row])
        || !Form(city.phone).matches(phones[row]) || !isNear || !isWhole || !streets[row].contains(plain[row])
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3).map { "\(addresses[$0]) \(regions[$0]) \(phones[$0])" })")
    #expect(Set(names).count > 12)
  }

  /// Coordinates as texts say the same as numbers.
  @Test func coordinatesAreTheSameAsTexts() throws {
    let numbers = decimals(draw.storage(try draw.fitted("longitude", "pt_BR", kind: .decimal), rows))
    #expect(try draw.texts("longitude", "pt_BR", rows: rows).map { Double($0) } == numbers.map { $0 })
  }

  @Test func otherPersonsAreOthers() throws {
    let first = try draw.texts("name", "fr_FR", rows: rows)
    let second = try draw.texts("name", "fr_FR", rows: rows, [("person", .integer(2))])
    #expect(zip(first, second).count { $0 == $1 } < 10)
  }

  @Test func namesComeByHowCommonTheyAre() throws {
    var counts: [String: Int] = [:]
    for name in try draw.texts("last_name", "en_US", rows: 0..<20_000) { counts[name, default: 0] += 1 }
    // Smith has 1,006 of 100,000 people, and the 1,000 surnames of the list 40,247; four standard errors.
    let share = Double(counts["Smith"] ?? 0) / 20_000
    #expect(abs(share - 0.02500) < 4 * 0.0011, "\(share)")
    #expect((counts["Smith"] ?? 0) > (counts["Jones"] ?? 0))
  }

  @Test func abroadPhonesHaveTheCountrysCode() throws {
    let codes = [
      "en_US": "+1 ", "en_GB": "+44 ", "de_DE": "+49 ", "it_IT": "+39 ", "sv_SE": "+46 ", "ja_JP": "+81 ",
      "pt_BR": "+55 ",
    ]
    for (locale, code) in codes {
      for phone in try draw.texts("phone", locale, rows: 0..<100, [("form", .text("international"))]) {
        #expect(
          phone.hasPrefix(code) && !phone.contains("(") && !phone.hasPrefix(code + "0") || phone.hasPrefix("+55"),
          "\(phone)")
      }
    }
  }

  @Test func americanPhonesAreThoseOfFiction() throws {
    for phone in try draw.texts("phone", "en_US", rows: rows) {
      #expect(phone.wholeMatch(of: /\(\d{3}\) 555-01\d\d/) != nil, "\(phone)")
    }
  }

  private func decimals(_ storage: ColumnStorage) -> [Double] {
    if case .decimals(let values) = storage { values } else { [] }
  }

  /// Which Latin letters a name of a list has, read from the list anew.
  private struct Latin {
    private var spellings: [String: String] = [:]
    private let isGerman: Bool

    init(_ locale: String) throws {
      isGerman = locale == "de_DE"
      for line in try #require(FakeWordFile.text(of: locale)).split(separator: "\n") where line.first != "#" {
        for item in line.split(separator: ",") {
          let parts = item.split(separator: ":")[0].split(separator: "/")
          guard parts.count == 2 else { continue }
          spellings[parts[0].trimmingCharacters(in: .whitespaces)] = String(parts[1])
        }
      }
    }

    func spelling(_ name: String) -> String {
      var text = (spellings[name] ?? name).lowercased()
      let german = ["ä": "ae", "ö": "oe", "ü": "ue"]
      if isGerman { for (letter, plain) in german { text = text.replacingOccurrences(of: letter, with: plain) } }
      for (letter, plain) in ["ß": "ss", "ı": "i", "ł": "l", "ø": "o", "æ": "ae"] {
        text = text.replacingOccurrences(of: letter, with: plain)
      }
      return text.folding(options: .diacriticInsensitive, locale: nil).filter { $0.isASCII && $0.isLetter }
    }
  }

  /// The cities of a list, read from it anew.
  private struct Cities {
    struct City {
      let region: String
      let postcode: String
      let phone: String
      let latitude: Double
      let longitude: Double
    }

    private(set) var byName: [String: City] = [:]

    init(_ locale: String) throws {
      let text = try #require(FakeWordFile.text(of: locale))
      let phone = try #require(text.firstMatch(of: /\nphone = (.*)\n/)).1
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count >= 6, let latitude = Double(parts[3]), let longitude = Double(parts[4]) else { continue }
        byName[String(parts[0].split(separator: "/")[0])] = City(
          region: parts[1], postcode: parts[2], phone: parts.count > 6 ? parts[6] : String(phone), latitude: latitude,
          longitude: longitude)
      }
    }
  }

  /// A form as the lists write it, compared with a text from the left.
  private struct Form {
    let form: Substring
    init(_ form: String) { self.form = form[...] }

    func matches(_ text: String) -> Bool {
      var (form, text) = (form, text[...])
      while let sign = form.popFirst() {
        if sign == "{" {
          let bounds = form.prefix { $0 != "}" }.split(separator: "-")
          form = form.dropFirst(form.prefix { $0 != "}" }.count + 1)
          guard let low = Int(bounds[0]), let high = Int(bounds[1]) else { return false }
          // The longest number that is in range, as greedy as the form needs.
          let lengths = (bounds[0].count...bounds[1].count).reversed()
          let length = lengths.first { (low...high).contains(Int(text.prefix($0)) ?? -1) && text.count >= $0 }
          guard let length else { return false }
          text = text.dropFirst(length)
          continue
        }
        guard let found = text.popFirst() else { return false }
        switch sign {
        case "#": if !found.isNumber { return false }
        case "@": if !found.isUppercase { return false }
        default: if found != sign { return false }
        }
      }
      return text.isEmpty
    }
  }
}
