import Statistics
import Tables

/// A kind of made-up values: first names, IBANs, colours. One line in `FakeProviders.all`.
package struct FakeProvider: Sendable {
  /// What a list of providers is sorted by.
  package enum Topic: String, CaseIterable, Sendable {
    case person, contact, place, work, money, number, net, text
  }

  /// The frozen recipe spelling.
  package let name: String
  package let topic: Topic
  /// One line for the picker and `rowsmith list fakes`, with what keeps it apart from real values.
  package let summary: String
  /// The locales it has values for, or the same values whatever the locale.
  let support: Support
  /// Whether rows can be asked to have a value each.
  package let canBeUnique: Bool
  /// Its own parameters beside provider, locale, person and unique, with their first values.
  let options: [FakeOption]
  /// Whether its values are written with digits alone, fit for a column of whole numbers.
  let isWholeNumber: Bool
  /// For columns of decimals; nil: a text.
  let number: (@Sendable (FakeSettings) -> @Sendable (inout FakeRow) -> Double)?
  let writer: @Sendable (FakeSettings) -> FakeWriter

  enum Support: Sendable {
    case none
    case every
    case only([String])
  }

  init(
    _ name: String, _ topic: Topic, _ summary: String, support: Support = .none, canBeUnique: Bool = false,
    options: [FakeOption] = [], isWholeNumber: Bool = false,
    number: (@Sendable (FakeSettings) -> @Sendable (inout FakeRow) -> Double)? = nil,
    writer: @escaping @Sendable (FakeSettings) -> FakeWriter
  ) {
    (self.name, self.topic, self.summary, self.support) = (name, topic, summary, support)
    (self.canBeUnique, self.options, self.isWholeNumber) = (canBeUnique, options, isWholeNumber)
    (self.number, self.writer) = (number, writer)
  }

  /// The locales that it can be asked for; none where its values are the same in all.
  package var locales: [FakeLocale] {
    switch support {
    case .none: []
    case .every: FakeLocale.all
    case .only(let names): names.compactMap(FakeLocale.named)
    }
  }

  /// Whether the values belong to the row's person, which several columns share.
  package var isPersonal: Bool {
    options.contains(.template) || [.person, .contact, .place].contains(topic) && !locales.isEmpty
  }

  /// Whether a person's gender is seen in its values.
  var showsGender: Bool { isPersonal && (topic == .person && name != "last_name" || options.contains(.domains)) }
  /// Whether its values are of the person's country.
  var showsCountry: Bool { isPersonal && !options.contains(.template) }

  package func holds(_ kind: ColumnKind) -> Bool {
    switch kind {
    case .text, .categorical, .identifier: true
    case .integer: isWholeNumber
    case .decimal: number != nil
    case .boolean, .date, .time, .datetime: false
    }
  }

  /// A value of row `row` under a seed, as a table's column would hold it.
  package func example(_ locale: FakeLocale, seed: UInt64 = 42, row: UInt64 = 0) -> String {
    var settings = FakeSettings(self)
    settings.locale = locales.contains(locale) ? locale : locales.first ?? locale
    let people = RandomStream(seed: seed).stream(named: FakePersons.streamName)
    let persons = FakePersons(people, number: settings.person)
    var fake = FakeRow(row, persons, stream: RandomStream(seed: seed).stream(named: name))
    var text = FakeText()
    writer(settings)(&fake, &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

/// A parameter that only some providers have. The raw values are recipe spellings.
enum FakeOption: String, CaseIterable, Sendable {
  case digits, domains, form, template
}

/// What a column asks of made-up values.
struct FakeSettings: Sendable {
  let provider: FakeProvider
  var locale = FakeLocale.standard
  /// Columns of the same number show the same person.
  var person = 1
  var isUnique = false
  /// Digits behind a user name or mail address of which every row has its own.
  var digits = 6
  /// Where mail addresses end.
  var domains = FakeSettings.exampleDomains
  var form: String
  var template = FakeSettings.firstTemplate
  /// The columns that say which gender the row's person has, and where it lives; nil: its own streams do.
  var (genderColumn, countryColumn): (String?, String?) = (nil, nil)

  /// Kept free for examples for ever (RFC 2606).
  static let exampleDomains = ["example.com", "example.org", "example.net"]
  /// Top-level domains that never exist (RFC 2606, RFC 6761).
  static let reservedEndings = ["test", "example", "invalid", "localhost"]
  static let firstTemplate = "{first_name} bought {2-9} of {product}."
  static let mostDigits = 18
  static let mostPersons = 99

  init(_ provider: FakeProvider) {
    self.provider = provider
    form = FakeForms.choices(of: provider.name).first ?? ""
  }

  /// Whether nobody can own an address there.
  static func isReserved(_ domain: String) -> Bool {
    let parts = domain.split(separator: ".", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      (1...63).contains(part.utf8.count)
        && part.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    }
    guard isName, domain.utf8.count <= 200, let last = parts.last else { return false }
    return reservedEndings.contains(String(last)) || exampleDomains.contains(parts.suffix(2).joined(separator: "."))
  }
}

/// The forms that some providers have, the first one where none is asked for.
enum FakeForms {
  static func choices(of provider: String) -> [String] {
    switch provider {
    case "phone": ["national", "international"]
    case "hash": ["sha256", "sha1", "md5"]
    case "iban", "card": ["plain", "grouped"]
    default: []
    }
  }
}

extension FakePersons {
  /// The stream below a recipe's own that persons come from.
  static let streamName = "persons"
}
