import Foundation
import Statistics
import Tables
import Testing

@testable import Synthesis

/// What belongs to one person of a row belongs together.
@Suite struct FakePersonTests {
  private static let locales = FakeLocale.all.map(\.name)
  private let draw = FakeDraw()
  private let rows: Range<UInt64> = 0..<600

  @Test(arguments: locales) func namesAreMadeOfTheirParts(_ locale: String) throws {
    let first = try draw.texts("first_name", locale, rows: rows)
    let last = try draw.texts("last_name", locale, rows: rows)
    for (name, (first, last)) in zip(try draw.texts("name", locale, rows: rows), zip(first, last)) {
      #expect(name.contains(first) && name.contains(last), "\(name): \(first), \(last)")
    }
  }

  @Test(arguments: locales) func genderIsThatOfTheFirstName(_ locale: String) throws {
    let words = try #require(FakeLocale.named(locale)).words
    let female = Set(words.female.words.map { String(decoding: $0, as: UTF8.self) })
    let male = Set(words.male.words.map { String(decoding: $0, as: UTF8.self) })
    let genders = try draw.texts("gender", locale, rows: rows)
    for (name, gender) in zip(try draw.texts("first_name", locale, rows: rows), genders) {
      #expect((gender == "female" ? female : male).contains(name))
    }
    let share = Double(genders.count { $0 == "female" }) / Double(genders.count)
    // Four standard errors of a half.
    #expect(abs(share - 0.5) < 4 * 0.5 / 24)
  }

  /// The parts of the name in Latin letters, by the lists' own romanisation, found without the code under test.
  @Test(arguments: locales) func mailAddressesMatchTheNames(_ locale: String) throws {
    let latin = try Latin(locale)
    let first = try draw.texts("first_name", locale, rows: rows)
    let last = try draw.texts("last_name", locale, rows: rows)
    for isUnique in [false, true] {
      let more: [(String, ParameterValue)] = [("unique", .flag(isUnique)), ("digits", .integer(5))]
      let emails = try draw.texts("email", locale, rows: rows, more)
      let users = try draw.texts("user_name", locale, rows: rows, more)
      for (row, (email, user)) in zip(emails, users).enumerated() {
        let parts = email.split(separator: "@")
        #expect(parts.count == 2 && ["example.com", "example.org", "example.net"].contains(parts[1]), "\(email)")
        for account in [String(parts[0]), user] {
          let lastName = latin.spelling(last[row])
          #expect(account.contains(lastName), "\(account): \(last[row])")
          #expect(account.first == latin.spelling(first[row]).first, "\(account): \(first[row])")
        }
      }
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
    for row in names.indices {
      let city = try #require(cities.byName[names[row]])
      #expect(city.region == regions[row])
      #expect(postcodes[row].wholeMatch(of: city.postcode) != nil, "\(names[row]): \(postcodes[row])")
      #expect(phones[row].wholeMatch(of: city.phone) != nil, "\(names[row]): \(phones[row])")
      #expect(abs(latitudes[row] - city.latitude) <= 0.0401 && abs(longitudes[row] - city.longitude) <= 0.0401)
      for part in [names[row], postcodes[row], streets[row]] {
        #expect(addresses[row].contains(part), "\(addresses[row]): \(part)")
      }
    }
    for (street, address) in zip(try draw.texts("street", locale, rows: rows), streets) {
      #expect(address.contains(street))
    }
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
    for name in try draw.texts("last_name", "en_US", rows: 0..<100_000) { counts[name, default: 0] += 1 }
    // Smith has 1,006 of 100,000 people, and the 1,000 surnames of the list 40,247; four standard errors.
    let share = Double(counts["Smith"] ?? 0) / 100_000
    #expect(abs(share - 0.02500) < 4 * 0.0005, "\(share)")
    #expect((counts["Smith"] ?? 0) > (counts["Jones"] ?? 0))
  }

  @Test func abroadPhonesHaveTheCountrysCode() throws {
    let codes = [
      "en_US": "+1 ", "en_GB": "+44 ", "de_DE": "+49 ", "it_IT": "+39 ", "sv_SE": "+46 ", "ja_JP": "+81 ",
      "pt_BR": "+55 ",
    ]
    for (locale, code) in codes {
      for phone in try draw.texts("phone", locale, rows: 0..<500, [("form", .text("international"))]) {
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
      let postcode: Regex<AnyRegexOutput>
      let phone: Regex<AnyRegexOutput>
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
          region: parts[1], postcode: try Self.regex(parts[2]),
          phone: try Self.regex(parts.count > 6 ? parts[6] : String(phone)),
          latitude: latitude, longitude: longitude)
      }
    }

    private static func regex(_ form: String) throws -> Regex<AnyRegexOutput> {
      var pattern = ""
      var rest = form[...]
      while let character = rest.popFirst() {
        switch character {
        case "#": pattern += "[0-9]"
        case "@": pattern += "[A-Z]"
        case "{":
          let end = try #require(rest.firstIndex(of: "}"))
          let bounds = rest[..<end].split(separator: "-")
          let (low, high) = (try #require(Int(bounds[0])), try #require(Int(bounds[1])))
          let numbers = (low...high).map { number in
            String(repeating: "0", count: max(0, bounds[0].count - String(number).count)) + "\(number)"
          }
          pattern +=
            numbers.count > 400 ? "[0-9]{\(bounds[0].count),\(bounds[1].count)}" : "(\(numbers.joined(separator: "|")))"
          rest = rest[rest.index(after: end)...]
        case "(", ")", "+", ".": pattern += "\\\(character)"
        default: pattern.append(character)
        }
      }
      return try Regex(pattern)
    }
  }
}
