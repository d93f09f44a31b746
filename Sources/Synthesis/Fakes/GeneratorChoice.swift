import StrictYAML

/// A generator as people ask for it: its name, for made-up values which, for lists from where: `fake email de_DE`,
/// `choice cities.csv:city:people`, `pool faker.company/de_DE 5000`.
package struct GeneratorChoice: Sendable {
  package let type: any Generator.Type
  package private(set) var fake: FakeWish?
  package private(set) var list: ListWish?

  /// - Throws: `.unknownGenerator`, `.unknownFake`, or `.badParameter` for a locale that the provider has not, or a list that is
  ///   none.
  package init(parsing text: String) throws(SynthesisError) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let name = words.first ?? ""
    let rest = words.count > 1 ? words[1] : nil
    if name == ListWish.poolName || name == ListWish.poolName + ":" {
      type = ChoiceGenerator.self
      list = try ListWish(pool: rest ?? "")
      return
    }
    guard let type = Generators.named(name),
      rest == nil || name == FakeGenerator.name || name == ChoiceGenerator.name
    else {
      let nearest = NearestName.of(text, among: Generators.all.map { $0.name })
      throw SynthesisError(.unknownGenerator(name: text, nearest: nearest))
    }
    self.type = type
    guard let rest else { return }
    if name == FakeGenerator.name { fake = try FakeWish(parsing: rest) } else { list = try ListWish(choice: rest) }
  }
}
