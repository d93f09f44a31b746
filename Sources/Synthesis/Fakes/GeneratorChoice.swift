import StrictYAML

/// A generator as people ask for it: its name, and for made-up values which: `fake email de_DE`.
package struct GeneratorChoice: Sendable {
  package let type: any Generator.Type
  package let fake: FakeWish?

  /// - Throws: `.unknownGenerator`, `.unknownFake`, or `.badParameter` for a locale that the provider has not.
  package init(parsing text: String) throws(SynthesisError) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    let name = words.first ?? ""
    guard let type = Generators.named(name), words.count < 2 || name == FakeGenerator.name else {
      let nearest = NearestName.of(text, among: Generators.all.map { $0.name })
      throw SynthesisError(.unknownGenerator(name: text, nearest: nearest))
    }
    self.type = type
    fake = words.count > 1 ? try FakeWish(parsing: words[1]) : nil
  }
}
