import Foundation
import Statistics
import Tables
import Testing

@testable import Synthesis

/// Laws of every provider in every locale.
@Suite struct FakeLawTests {
  private static let names = FakeProviders.all.map(\.name)
  private let draw = FakeDraw()

  private func locales(_ name: String) throws -> [String?] {
    let provider = try #require(FakeProviders.named(name))
    return provider.locales.isEmpty ? [nil] : provider.locales.map(\.name)
  }

  @Test func namesAreAllDifferent() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Self.names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" } })
    #expect(FakeProviders.all.allSatisfy { $0.summary.count <= 100 && !$0.summary.hasSuffix(".") })
  }

  @Test func theLocalesAreThere() {
    let names = FakeLocale.all.map(\.name)
    let wanted = [
      "de_DE", "en_GB", "en_US", "es_ES", "fr_FR", "hi_IN", "it_IT", "ja_JP", "nl_NL", "pl_PL", "pt_BR", "sv_SE",
      "tr_TR", "zh_CN",
    ]
    #expect(names == wanted)
    for locale in FakeLocale.all {
      let words = locale.words
      #expect(words.female.count >= 40 && words.male.count >= 40 && words.last.count >= 80, "\(locale)")
      #expect(words.cities.names.count >= 20 && words.streets.count >= 35 && words.jobs.count >= 25, "\(locale)")
      #expect(words.companies.count >= 8 && words.colours.count >= 15, "\(locale)")
      for list in [words.female, words.male, words.last] {
        #expect(list.latin.allSatisfy { !$0.isEmpty }, "\(locale): a name without Latin letters")
      }
      #expect(
        words.cities.coordinates.allSatisfy { abs($0.latitude) < 75 && abs($0.longitude) < 180 && $0.latitude != 0 })
    }
  }

  @Test(arguments: names) func sameSeedSameValuesAndAnySplit(_ name: String) throws {
    for locale in try locales(name) {
      let fitted = try draw.fitted(name, locale)
      let whole = draw.texts(fitted, 100..<140)
      #expect(whole == draw.texts(fitted, 100..<117) + draw.texts(fitted, 117..<140))
      #expect(whole == draw.texts(try draw.fitted(name, locale), 100..<140))
      let isConstant = name.hasPrefix("own_")
      #expect(isConstant || whole != FakeDraw(seed: 12).texts(fitted, 100..<140), "\(name)")
    }
  }

  @Test(arguments: names) func valuesAreCleanText(_ name: String) throws {
    for locale in try locales(name) {
      let wrong = try draw.texts(name, locale, rows: 0..<100).filter { !isClean($0) }
      #expect(wrong.isEmpty, "\(name) \(locale ?? ""): \(wrong.prefix(3))")
    }
  }

  /// No control characters, no gap of a form left, no blanks at an end or beside each other.
  private func isClean(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    let blanks = zip(bytes, bytes.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
    return !bytes.isEmpty && bytes.first != 0x20 && bytes.last != 0x20 && !blanks && !value.contains("\u{FFFD}")
      && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
  }

  @Test(arguments: names) func restoresFromItsParameters(_ name: String) throws {
    for locale in try locales(name) {
      let fitted = try draw.fitted(name, locale)
      let column = ColumnRecipe(
        name: "x", kind: .text, look: Look(), missingShare: 0, generator: "fake", parameters: fitted.parameters)
      #expect(try Synthesizer.restore(column).parameters == fitted.parameters)
      #expect(draw.texts(try Synthesizer.restore(column), 0..<50) == draw.texts(fitted, 0..<50))
    }
  }

  /// The capacity is told before a row is drawn, and kept: as many rows are all different, and no more values are there.
  @Test(arguments: FakeProviders.all.filter(\.canBeUnique).map(\.name)) func uniqueValuesAreUnique(_ name: String)
    throws
  {
    for locale in try locales(name) {
      let fitted = try draw.fitted(name, locale, [("unique", .flag(true))])
      let capacity = try #require(fitted.capacity)
      let count = min(capacity, 400)
      let first = draw.texts(fitted, 0..<count)
      #expect(Set(first).count == Int(count), "\(name) \(locale ?? "")")
      let shards = draw.texts(fitted, 0..<count / 3) + draw.texts(fitted, count / 3..<count)
      #expect(first == shards)
      guard capacity > 800 else { continue }
      let last = draw.texts(fitted, capacity - 400..<capacity)
      #expect(Set(last).count == 400 && Set(last).isDisjoint(with: first), "\(name) \(locale ?? "")")
    }
  }

  /// The sizes of the choices do not depend on the choices: nothing is left of any number below the capacity.
  @Test(arguments: FakeProviders.all.filter(\.canBeUnique).map(\.name)) func choicesUseUpThePermutedNumber(
    _ name: String
  ) throws {
    let provider = try #require(FakeProviders.named(name))
    for locale in try locales(name) {
      var settings = FakeSettings(provider)
      settings.isUnique = true
      if let locale { settings.locale = try #require(FakeLocale.named(locale)) }
      let writer = provider.writer(settings)
      let capacity = FakeRow.capacity(of: writer)
      guard capacity < FakeRow.mostValues else { continue }
      let persons = FakePersons(RandomStream(seed: 3), number: 1)
      for step in 0..<20 {
        let number = step == 0 ? capacity - 1 : RandomStream(seed: 5).bits(at: UInt64(step)) % capacity
        var row = FakeRow(7, persons, stream: RandomStream(seed: 4), permuted: number)
        var text = FakeText()
        writer(&row, &text)
        #expect(row.rest == 0, "\(name) \(locale ?? ""): \(number) of \(capacity)")
      }
    }
  }

  @Test(arguments: FakeProviders.all.filter(\.canBeUnique).map(\.name)) func rowsBeyondTheCapacityAreRefused(
    _ name: String
  ) throws {
    let fitted = try draw.fitted(name, nil, [("unique", .flag(true))])
    let capacity = try #require(fitted.capacity)
    let recipe = Recipe(
      source: SourceFacts(name: "t", rows: 1, columns: 1), seed: 1, privacy: PrivacySettings(),
      model: ModelRecipe(name: IndependentModel.name),
      columns: [
        ColumnRecipe(
          name: "x", kind: .text, look: Look(), missingShare: 0, generator: "fake", parameters: fitted.parameters)
      ])
    let synthesizer = try Synthesizer(recipe)
    try synthesizer.checkCapacity(for: 0..<capacity)
    #expect(throws: SynthesisError(.capacity(values: "\(capacity)", rows: capacity + 1), column: "x")) {
      try synthesizer.checkCapacity(for: 0..<capacity + 1)
    }
  }

  @Test func theProgramCarriesTheListsOfTheSources() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let folder = URL(filePath: "/\(root)/Sources/CFakeWords/lists")
    for name in FakeWordFile.names {
      let text = try String(contentsOf: folder.appending(path: "\(name).txt"), encoding: .utf8)
      #expect(FakeWordFile.text(of: name) == text, "run Sources/CFakeWords/pack.py")
      #expect(text.contains("# Source:") || text.contains("# Names and weights"), "\(name) names no source")
    }
    #expect(FakeWordFile.names.count == FakeLocale.all.count + 1)
  }

  /// A change here changes what a seed draws for every user.
  @Test func drawsStayAsTheyAre() throws {
    let rows: [String] = try ["name", "email", "phone", "address", "iban", "uuid4"].map { name in
      try draw.texts(name, name == "uuid4" ? nil : "de_DE", rows: 3..<4)[0]
    }
    let wanted = [
      "Michael Bauer", "michaelbauer81@example.net", "030 23125370", "Gartenstraße 196, 10156 Berlin",
      "DE44000000003807304952", "b2081330-aa97-4c51-9a79-a62325b1e6f9",
    ]
    #expect(rows == wanted)
  }
}
