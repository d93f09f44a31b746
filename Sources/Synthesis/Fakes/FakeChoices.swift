import Tables

/// What a picker offers of made-up values.
package enum FakeChoices {
  package struct Choice: Sendable {
    /// `fake email de_DE`.
    package let spelling: String
    /// One line.
    package let summary: String
    package let example: String
  }

  /// Every provider that can fill a column of this kind.
  /// - Parameter seed: of the examples.
  package static func all(for kind: ColumnKind, locale: FakeLocale, seed: UInt64) -> [Choice] {
    FakeProviders.all.filter { $0.holds(kind) }.map { choice($0, locale: locale, seed: seed) }
  }

  /// Every provider, for a list.
  package static func all(locale: FakeLocale, seed: UInt64) -> [Choice] {
    FakeProviders.all.map { choice($0, locale: locale, seed: seed) }
  }

  private static func choice(_ provider: FakeProvider, locale: FakeLocale, seed: UInt64) -> Choice {
    let known = provider.locales
    let own = known.contains(locale) ? locale : known.first
    let words = [FakeGenerator.name, provider.name] + (own.map { [$0.name] } ?? [])
    return Choice(
      spelling: words.joined(separator: " "), summary: provider.summary,
      example: provider.example(own ?? locale, seed: seed))
  }

  /// What a column's made-up values are, and what keeps them apart from real ones; nil for other columns.
  package static func note(on column: ColumnRecipe) -> String? {
    guard column.generator == FakeGenerator.name, let provider = column.fakeProvider else { return nil }
    guard provider.name == "national_id", let locale = column.fakeLocale.flatMap(FakeLocale.named) else {
      return "\(provider.name): \(provider.summary)"
    }
    let range = NationalID.range(country: locale.country)
    return "national_id: \(range ?? "no range is kept free in \(locale.country), so that a number may be somebody's")"
  }

  /// The locale that the column has, else the one most of the recipe's made-up columns have, else the standard one.
  package static func locale(in recipe: Recipe, for column: ColumnRecipe) -> FakeLocale {
    if column.generator == FakeGenerator.name, let own = column.fakeLocale.flatMap(FakeLocale.named) { return own }
    return FakeCasting.commonLocale(of: recipe).flatMap(FakeLocale.named) ?? .standard
  }
}
