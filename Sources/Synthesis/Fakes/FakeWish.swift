import StrictYAML

/// Made-up values as people ask for them: `email`, `email de_DE`.
package struct FakeWish: Equatable, Sendable {
  package var provider: String
  /// nil: by the data.
  package var locale: String?
  /// Columns that the row's person follows.
  package private(set) var (gender, country): (String?, String?) = (nil, nil)

  package init(provider: String, locale: String? = nil) {
    self.provider = provider
    self.locale = locale
  }

  /// - Throws: a sentence: `.unknownFake` for a provider or locale that there is not.
  package init(parsing text: String) throws(SynthesisError) {
    let (words, columns) = Self.parts(of: text)
    guard let name = words.first, words.count <= 2 else {
      throw SynthesisError(
        .badParameter(
          name: "fake", found: text.isEmpty ? "empty" : "'\(text.prefix(60))'",
          expected: "a provider and perhaps a locale, such as email de_DE, and columns: gender=sex country=land"))
    }
    let provider = try Self.provider(name)
    let locale: FakeLocale? = if words.count > 1 { try Self.locale(words[1], for: provider) } else { nil }
    self.init(provider: provider.name, locale: locale?.name)
    (gender, country) = (columns["gender"], columns["country"])
    for (name, isShown) in [("gender", provider.showsGender), ("country", provider.showsCountry)]
    where !isShown && columns[name] != nil {
      throw SynthesisError(
        .badParameter(
          name: name, found: "'\(columns[name] ?? "")'", expected: "none: \(provider.name) does not show it"))
    }
  }

  /// The words before `gender=` and `country=`, and what stands behind these; names of columns may hold blanks.
  private static func parts(of text: String) -> (words: [String], columns: [String: String]) {
    var (words, columns, key) = ([String](), [String: String](), "")
    for word in text.split(separator: " ").map(String.init) {
      if let name = ["gender", "country"].first(where: { word.hasPrefix($0 + "=") }) {
        key = name
        columns[key] = String(word.dropFirst(name.count + 1))
      } else if key.isEmpty {
        words.append(word)
      } else {
        columns[key, default: ""] += " " + word
      }
    }
    return (words, columns)
  }

  static func provider(_ name: String) throws(SynthesisError) -> FakeProvider {
    if let provider = FakeProviders.named(name) { return provider }
    let nearest = NearestName.of(name, among: FakeProviders.all.map(\.name))
    throw SynthesisError(.unknownFake(name: name, nearest: nearest))
  }

  static func locale(_ name: String, for provider: FakeProvider) throws(SynthesisError) -> FakeLocale {
    if let locale = provider.locales.first(where: { $0.name == name }) { return locale }
    let known = provider.locales.map(\.name).joined(separator: ", ")
    let expected = known.isEmpty ? "none: \(provider.name) is the same in all" : "one of \(known)"
    throw SynthesisError(.badParameter(name: "locale", found: "'\(name.prefix(40))'", expected: expected))
  }
}

extension ColumnRecipe {
  /// Where the column's list was taken from; nil for a column without such a list.
  var listSource: String? {
    guard generator == ChoiceGenerator.name, case .text(let source)? = parameters[ChoiceGenerator.sourceName] else {
      return nil
    }
    return source.string
  }

  /// The generator as it is asked for: `empirical`, `fake email de_DE`, `choice cities.csv:city`.
  package var generatorSpelling: String {
    if let source = listSource { return source.hasPrefix(ListWish.poolName + " ") ? source : "\(generator) \(source)" }
    guard generator == FakeGenerator.name, case .text(let provider)? = parameters["provider"] else { return generator }
    var words = [generator, provider.string]
    if case .text(let locale)? = parameters["locale"] { words.append(locale.string) }
    for (name, parameter) in [("gender", FakeSettings.genderName), ("country", FakeSettings.countryName)] {
      if case .text(let column)? = parameters[parameter] { words.append("\(name)=\(column.string)") }
    }
    return words.joined(separator: " ")
  }
}
