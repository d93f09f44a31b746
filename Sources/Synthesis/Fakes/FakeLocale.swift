import Synchronization

/// A language and a country with the words, places and forms of made-up persons.
package struct FakeLocale: Hashable, Sendable, CustomStringConvertible {
  /// `de_DE`.
  package let name: String

  /// In alphabetical order.
  package static let all: [FakeLocale] = FakeWordFile.names.filter { $0.contains("_") }.map(FakeLocale.init(name:))
  /// Where nothing in the data speaks for another one.
  package static let standard = FakeLocale(name: "en_US")

  /// - Returns: nil for a locale that is not there.
  package static func named(_ name: String) -> FakeLocale? { all.first { $0.name == name } }

  package var description: String { name }
  /// ISO 3166-1 alpha-2.
  var country: String { String(name.suffix(2)) }

  private init(name: String) { self.name = name }

  /// Unpacked at the first call, then kept.
  var words: LocaleWords {
    Self.loaded.withLock { loaded in
      if let words = loaded[name] { return words }
      let words = LocaleWords(FakeWordFile.sections(of: name) ?? [:])
      loaded[name] = words
      return words
    }
  }

  private static let loaded = Mutex<[String: LocaleWords]>([:])
}

/// The words and places of one locale.
final class LocaleWords: Sendable {
  /// What belongs to each city, by its place.
  struct Cities: Sendable {
    let names: FakeWords
    let regions: FakeWords
    let postcodes: [FakeWriter]
    let phones: [FakeWriter]
    let coordinates: [(latitude: Double, longitude: Double)]
    fileprivate let chances: AliasTable

    /// - Parameters:
    ///   - lines: name, region, postcode, latitude, longitude, people, and perhaps a phone number.
    ///   - phone: the form of cities without one.
    fileprivate init(_ lines: [Substring], phone: FakeForm) {
      let cities = lines.map { $0.split(separator: "|").map { String($0.trimmed) } }.filter { $0.count >= 6 }
      names = FakeWords(cities.map { Array($0[0].prefix { $0 != "/" }.utf8) })
      regions = FakeWords(cities.map { Array($0[1].utf8) })
      postcodes = cities.map { FakeForm($0[2]).writer }
      phones = cities.map { ($0.count > 6 ? FakeForm($0[6]) : phone).writer }
      coordinates = cities.map { (Double($0[3]) ?? 0, Double($0[4]) ?? 0) }
      chances = AliasTable(cities.map { Double($0[5]) ?? 1 })
    }
  }

  let settings: [String: String]
  let female: FakeWordList
  let male: FakeWordList
  let last: FakeWordList
  let streets: FakeWordList
  let jobs: FakeWordList
  let colours: FakeWordList
  let companies: [FakeForm]
  let cities: Cities
  /// Every first name once, for draws in which each row has its own.
  let firstNames: FakeWords
  private let known: Set<String>

  init(_ sections: FakeWordFile.Sections) {
    var settings: [String: String] = [:]
    for line in sections["settings"] ?? [] {
      let parts = line.split(separator: "=", maxSplits: 1).map(\.trimmed)
      if parts.count == 2 { settings[String(parts[0])] = String(parts[1]) }
    }
    self.settings = settings
    let language = settings["language"] ?? ""
    func list(_ name: String, _ weights: FakeWordList.Weights) -> FakeWordList {
      FakeWordList(sections[name] ?? [], weights: weights, language: language)
    }
    let areWeighed = sections["last"]?.first?.contains(":") == true
    female = list("female", areWeighed ? .written : .byRank)
    male = list("male", areWeighed ? .written : .byRank)
    last = list("last", areWeighed ? .written : .byRank)
    streets = list("streets", .byRank)
    jobs = list("jobs", .equal)
    colours = list("colours", .equal)
    let companies = (sections["companies"] ?? []).flatMap { $0.split(separator: ",") }
    self.companies = companies.map { FakeForm(String($0.trimmed)) }
    let women = Set(female.words.map { Array($0) })
    firstNames = FakeWords((female.words + male.words.filter { !women.contains(Array($0)) }).map { Array($0) })
    cities = Cities(sections["cities"] ?? [], phone: FakeForm(settings["phone"] ?? ""))
    let names = [female.words, male.words, last.words, cities.names].joined()
    self.known = Set(names.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The place of a city, drawn with the number of its people.
  @inline(__always)
  func city(_ bits: UInt64) -> Int { cities.chances.place(bits) }

  /// Whether a word is a name or a city here. In scripts without blanks the whole of a name is a last name and then a first one.
  func holds(_ word: String) -> Bool {
    if known.contains(word) { return true }
    guard let first = word.unicodeScalars.first, first.value >= 0x3000 else { return false }
    return (1...3).contains { known.contains(String(word.prefix($0))) && known.contains(String(word.dropFirst($0))) }
  }

  /// A form of the locale, such as that of an address.
  func form(_ name: String) -> FakeForm { FakeForm(settings[name] ?? "") }
}

/// Words that are the same in every locale.
enum CommonWords {
  static let countries = list("countries")
  static let languages = list("languages")
  static let currencies = list("currencies")
  static let qualities = list("qualities")
  static let materials = list("materials")
  static let things = list("things")
  static let lorem = list("lorem")
  static let nouns = list("nouns")
  static let mime = list("mime")
  static let extensions = list("extensions")
  static let folders = list("folders")

  private static let sections = FakeWordFile.sections(of: "common") ?? [:]

  private static func list(_ name: String) -> FakeWordList {
    FakeWordList(sections[name] ?? [], weights: .equal, language: "en", hasLatin: false)
  }
}
