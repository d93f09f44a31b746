import Tables

/// What the columns of a table say about where its persons live.
///
/// Each column has a vote: telephone codes, the countries of bank accounts, endings of mail addresses, names and cities that a
/// locale's lists hold, a column of countries that most rows agree in, and the language of headers. A majority of the values looked at
/// must agree for a column to vote at all. Without a vote it is `en_US`.
struct FakeLocaleEvidence {
  private static let sampleSize = 400
  private static let majority = 0.5
  /// Share of words that a locale's lists must hold, and by how much it must lead.
  private static let leastHits = 0.25
  private static let leastLead = 0.05

  private(set) var votes: [String: Double] = [:]
  /// Whether names and addresses are written in Latin letters, so that no locale of other letters suits.
  private var isLatin = false
  private var accounts: [String: String] = [:]

  /// - Parameter columns: those of them that are made up vote, and of all others columns of countries.
  init(_ table: Table, _ columns: [ColumnRecipe]) {
    for recipe in columns {
      guard let column = table.column(named: recipe.name), column.hasTexts else { continue }
      let sample = column.sampledTexts(Self.sampleSize).map { String(decoding: $0, as: UTF8.self) }
      guard let provider = recipe.fakeProvider, recipe.generator == FakeGenerator.name else {
        voteByCountry(column, sample)
        continue
      }
      voteByHeader(recipe.name, isDocument: provider.name == "national_id", sample)
      switch provider.name {
      case "phone": voteByPhone(sample)
      case "iban": voteByAccount(recipe.name, sample)
      case "email": voteByEnding(sample)
      case "name", "first_name", "last_name", "address", "street_address", "street", "city": voteByWords(sample)
      default: break
      }
    }
  }

  /// The locale with most votes, else `en_US`; for bank accounts and identity numbers that of their own values first.
  func locale(for column: ColumnRecipe) -> String {
    if let own = accounts[column.name] { return own }
    let foreign: Set = ["ja_JP", "zh_CN", "hi_IN"]
    let best = votes.filter { !isLatin || !foreign.contains($0.key) }.max {
      $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value
    }
    return best?.key ?? FakeLocale.standard.name
  }

  private mutating func vote(_ locale: String, _ weight: Double) { votes[locale, default: 0] += weight }

  private mutating func voteByHeader(_ name: String, isDocument: Bool, _ sample: [String]) {
    let words = PersonalData.headerWords(name)
    for word in words { if let locale = FakeCountries.localeOfHeader[word] { vote(locale, 1) } }
    guard isDocument else { return }
    // A header without a country speaks of social security numbers.
    let locale = FakeCountries.locale(ofDocument: words, isShapedAsSSN: true) ?? FakeLocale.standard.name
    accounts[name] = locale
    vote(locale, 1)
  }

  /// What most of the values stand for.
  private static func common(_ sample: [String], _ locale: (String) -> String?) -> String? {
    var counts: [String: Int] = [:]
    for value in sample { if let locale = locale(value) { counts[locale, default: 0] += 1 } }
    return counts.first { Double($0.value) > Self.majority * Double(sample.count) }?.key
  }

  private mutating func voteByPhone(_ sample: [String]) {
    let locale = Self.common(sample) { value in
      let plain = value.hasPrefix("00") ? "+" + value.dropFirst(2) : value
      return FakeCountries.localeOfCallingCode.first { plain.hasPrefix($0.0) }?.1
    }
    if let locale { vote(locale, 3) }
  }

  private mutating func voteByAccount(_ name: String, _ sample: [String]) {
    guard let locale = Self.common(sample, { FakeCountries.localeOfCountry[String($0.prefix(2)).uppercased()] }) else {
      return
    }
    if FakeProviders.named("iban")?.locales.contains(where: { $0.name == locale }) == true { accounts[name] = locale }
    vote(locale, 3)
  }

  private mutating func voteByEnding(_ sample: [String]) {
    let locale = Self.common(sample) { value in
      value.split(separator: ".").last.flatMap { $0.count == 2 ? FakeCountries.localeOfCountry[$0.uppercased()] : nil }
    }
    if let locale { vote(locale, 2) }
  }

  private mutating func voteByCountry(_ column: Column, _ sample: [String]) {
    guard !FakeCountries.countryHeaders.isDisjoint(with: PersonalData.headerWords(column.name)) else { return }
    let locale = Self.common(sample) { value in
      let code = FakeCountries.codeOfName[value.lowercased()] ?? value.uppercased()
      return FakeCountries.localeOfCountry[code]
    }
    if let locale { vote(locale, 3) }
  }

  private mutating func voteByWords(_ sample: [String]) {
    let foreign = sample.count { value in value.unicodeScalars.contains { $0.value >= 0x900 } }
    if foreign * 2 < sample.count { isLatin = true }
    let words = sample.flatMap { $0.split { $0 == " " || $0 == "," }.map(String.init) }
    guard !words.isEmpty else { return }
    let hits = FakeLocale.all.map { locale in
      (locale.name, Double(words.count(where: { locale.words.holds($0) })) / Double(words.count))
    }
    let sorted = hits.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
    guard sorted[0].1 >= Self.leastHits, sorted[0].1 >= sorted[1].1 + Self.leastLead else { return }
    vote(sorted[0].0, 4 * sorted[0].1)
  }
}
