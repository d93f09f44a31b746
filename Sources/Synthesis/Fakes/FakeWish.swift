import StrictYAML

/// Made-up values as people ask for them: `email`, `email de_DE`.
package struct FakeWish: Equatable, Sendable {
  package var provider: String
  /// nil: by the data.
  package var locale: String?

  package init(provider: String, locale: String? = nil) {
    self.provider = provider
    self.locale = locale
  }

  /// - Throws: a sentence: `.unknownFake` for a provider or locale that there is not.
  package init(parsing text: String) throws(SynthesisError) {
    let words = text.split(separator: " ").map(String.init)
    guard let name = words.first, words.count <= 2 else {
      throw SynthesisError(
        .badParameter(
          name: "fake", found: text.isEmpty ? "empty" : "'\(text.prefix(60))'",
          expected: "a provider and perhaps a locale, such as email de_DE"))
    }
    let provider = try Self.provider(name)
    let locale: FakeLocale? = if words.count > 1 { try Self.locale(words[1], for: provider) } else { nil }
    self.init(provider: provider.name, locale: locale?.name)
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
  /// The generator as it is asked for: `empirical`, `fake email de_DE`.
  package var generatorSpelling: String {
    guard generator == FakeGenerator.name, case .text(let provider)? = parameters["provider"] else { return generator }
    var words = [generator, provider.string]
    if case .text(let locale)? = parameters["locale"] { words.append(locale.string) }
    return words.joined(separator: " ")
  }
}
