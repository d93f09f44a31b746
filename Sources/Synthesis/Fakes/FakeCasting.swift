import Tables

/// Who plays whom: which columns of made-up values show the same person, and of which locale all persons are.
struct FakeCasting {
  private struct Part {
    var person: Int
    let provider: String
    /// What the header begins with: `buyer` in `buyer_name`.
    let prefix: String
  }

  private var parts: [Part] = []

  /// The columns of a whole table with persons and locale set.
  /// - Parameters:
  ///   - asked: locales that the user chose, by column.
  ///   - locale: of all others; nil: by the data.
  static func cast(_ columns: [ColumnRecipe], in table: Table, asked: [String: String], locale: FakeLocale? = nil)
    -> [ColumnRecipe]
  {
    guard columns.contains(where: { $0.generator == FakeGenerator.name }) else { return columns }
    let evidence = FakeLocaleEvidence(table, columns)
    var casting = FakeCasting()
    return sharing(
      columns.map { column in
        guard column.generator == FakeGenerator.name else { return column }
        let locale = asked[column.name] ?? locale?.name ?? evidence.locale(for: column)
        return casting.cast(column, locale: locale, person: nil)
      })
  }

  /// What one column of a person follows, all of that person's do: a mail address is of the first name beside it.
  private static func sharing(_ columns: [ColumnRecipe]) -> [ColumnRecipe] {
    var columns = columns
    for name in [FakeSettings.genderName, FakeSettings.countryName] {
      for asked in columns {
        guard let followed = asked.parameters[name], let person = asked.parameters["person"] else { continue }
        for place in columns.indices {
          guard let provider = columns[place].fakeProvider, columns[place].parameters["person"] == person,
            columns[place].parameters[name] == nil,
            name == FakeSettings.genderName ? provider.showsGender : provider.showsCountry
          else { continue }
          var column = columns[place]
          column.parameters[name] = followed
          if (try? Synthesizer.restore(column)) == nil { column.parameters["unique"] = .flag(false) }
          columns[place] = column
        }
      }
    }
    return columns
  }

  /// One column that was fitted anew among those of a recipe.
  /// - Parameter asked: the locale that the user chose; nil: that of the other columns, else by the data.
  static func cast(_ column: ColumnRecipe, at place: Int, in recipe: Recipe, table: Table, asked: String?)
    -> ColumnRecipe
  {
    guard column.generator == FakeGenerator.name else { return column }
    var casting = FakeCasting()
    for (index, other) in recipe.columns.enumerated() where index != place && other.generator == FakeGenerator.name {
      guard case .integer(let person)? = other.parameters["person"] else { continue }
      casting.add(other, person: Int(clamping: person))
    }
    var before: Int?
    let old = recipe.columns[place]
    if old.generator == FakeGenerator.name, case .integer(let person)? = old.parameters["person"] {
      before = Int(clamping: person)
    }
    var rest = recipe
    rest.columns.remove(at: place)
    let locale = asked ?? commonLocale(of: rest) ?? FakeLocaleEvidence(table, [column]).locale(for: column)
    return casting.cast(column, locale: locale, person: before)
  }

  /// The locale that most of a recipe's made-up columns have; nil where there are none.
  static func commonLocale(of recipe: Recipe) -> String? {
    var counts: [String: Int] = [:]
    for column in recipe.columns where column.generator == FakeGenerator.name {
      if let locale = column.fakeLocale { counts[locale, default: 0] += 1 }
    }
    return counts.max { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value }?.key
  }

  private mutating func cast(_ column: ColumnRecipe, locale: String, person: Int?) -> ColumnRecipe {
    guard let provider = column.fakeProvider else { return column }
    var cast = column
    if provider.locales.contains(where: { $0.name == locale }) { cast.parameters["locale"] = .text(ByteText(locale)) }
    if provider.isPersonal {
      let person = person ?? self.person(for: provider.name, prefix: Self.prefix(of: column.name))
      cast.parameters["person"] = .integer(Int64(person))
      add(cast, person: person)
    }
    return cast
  }

  private mutating func add(_ column: ColumnRecipe, person: Int) {
    guard let provider = column.fakeProvider else { return }
    parts.append(Part(person: person, provider: provider.name, prefix: Self.prefix(of: column.name)))
  }

  /// The person of a column with the same prefix, else the first who has no such value yet, else another one.
  private func person(for provider: String, prefix: String) -> Int {
    func isFree(_ person: Int) -> Bool { !parts.contains { $0.person == person && $0.provider == provider } }
    let namesake = parts.first { !prefix.isEmpty && $0.prefix == prefix && isFree($0.person) }
    if let namesake { return namesake.person }
    let most = parts.map(\.person).max() ?? 0
    return (1...most + 1).first(where: isFree).map { min($0, FakeSettings.mostPersons) } ?? 1
  }

  private static func prefix(of name: String) -> String {
    let words = PersonalData.headerWords(name)
    return words.count > 1 ? words[0] : ""
  }
}

extension ColumnRecipe {
  package var fakeProvider: FakeProvider? {
    guard case .text(let name)? = parameters["provider"] else { return nil }
    return FakeProviders.named(name.string)
  }

  var fakeLocale: String? {
    if case .text(let name)? = parameters["locale"] { name.string } else { nil }
  }
}
