import Statistics
import Tables
import Testing

@testable import Synthesis

/// Texts of many values: frequent ones are kept and go with other columns, rare ones are put together anew.
@Suite struct PhraseTests {
  private static let rows = 6_000
  /// Titles with pay that follows the last word, and gaps in both columns together.
  private static let table: Table = {
    let titles = SampleTables.titles(rows)
    let noise = SampleTables.uniforms(rows, "phrase pay")
    let gaps = SampleTables.uniforms(rows, "phrase gap").map { $0 < 0.08 }
    let pay = (0..<rows).map { row -> Int64 in
      let isManager = titles.text(ofRow: row)?.hasSuffix("manager") == true
      return (isManager ? 9_000 : 3_000) + Int64(noise[row] * 1_000)
    }
    return Table(
      name: "jobs.csv",
      columns: [
        Column(name: "title", kind: .text, storage: titles.storage, missing: gaps, look: titles.look),
        SampleTables.column("pay", .integer, .integers(pay)),
        SampleTables.column("years", .integer, .integers(noise.map { Int64($0 * 40) }), missing: gaps),
      ], rowCount: rows)
  }()

  private static let recipe = Result { try SampleTables.fit(table) }

  private func drawn(_ rows: Range<UInt64> = 0..<UInt64(rows)) throws -> Table {
    try Synthesizer(Self.recipe.get()).rows(rows)
  }

  private func titles(_ table: Table) throws -> [String?] {
    let column = try #require(table.column(named: "title"))
    return (0..<column.count).map { column.text(ofRow: $0) }
  }

  private func share(_ texts: [String?], _ text: String) -> Double {
    Double(texts.count { $0 == text }) / Double(texts.count { $0 != nil })
  }

  @Test func frequentTextsKeepTheirShares() throws {
    #expect(try Self.recipe.get().columns[0].generator == "phrases")
    let (real, synthetic) = (try titles(Self.table), try titles(drawn()))
    for text in ["teacher", "driver", "nurse"] {
      let expected = share(real, text)
      // Five standard errors of 6,000 rows, of which another generator's rare texts may add a few.
      #expect(abs(share(synthetic, text) - expected) < 5 * (expected / Double(Self.rows)).squareRoot())
    }
  }

  /// The last word of a rare text goes with the other columns as a level does.
  @Test func theLastWordGoesWithOtherColumns() throws {
    let table = try drawn()
    let (texts, pay) = (try titles(table), try #require(table.column(named: "pay")?.storedNumbers))
    let managers = texts.indices.filter { texts[$0]?.hasSuffix(" manager") == true }
    let others = texts.indices.filter { texts[$0]?.hasSuffix(" clerk") == true }
    #expect(managers.count > 300 && others.count > 300)
    #expect(Double(managers.count { pay[$0] >= 8_000 }) > 0.95 * Double(managers.count))
    #expect(Double(others.count { pay[$0] < 5_000 }) > 0.95 * Double(others.count))
  }

  /// Gaps hang together with those of other columns.
  @Test func missingTextsFollowTheJointModel() throws {
    let table = try drawn()
    let (title, years) = (try #require(table.column(named: "title")), try #require(table.column(named: "years")))
    let apart = (0..<title.count).count { title.isMissing($0) != years.isMissing($0) }
    #expect(title.missingCount > 300 && apart * 50 < title.missingCount)
  }

  @Test func noRareWordIsKept() throws {
    let recipe = try Self.recipe.get()
    let text = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self)
    let words = Set(try titles(Self.table).compactMap { $0 }.flatMap { $0.split(separator: " ").map(String.init) })
    let own = words.filter { $0.hasPrefix("x") && $0.hasSuffix("q") }
    #expect(own.count > 100)
    #expect(own.allSatisfy { !text.contains($0) })
    #expect(try titles(drawn()).allSatisfy { $0?.contains("q ") != true })
  }

  /// New texts are of the words and the lengths of the real ones, and most of them are new.
  @Test func rareTextsAreNew() throws {
    let real = Set(try titles(Self.table).compactMap { $0 })
    let synthetic = try titles(drawn()).compactMap { $0 }.filter { $0.contains(" ") }
    #expect(synthetic.allSatisfy { (2...3).contains($0.split(separator: " ").count) })
    #expect(Set(synthetic).subtracting(real).count > 20)
  }

  @Test func aRowIsTheSameInAnyRange() throws {
    let all = try titles(drawn(0..<500))
    #expect(try titles(drawn(123..<321)) == Array(all[123..<321]))
  }

  @Test func conditionsOnTextsHold() throws {
    for text in ["driver", "senior office clerk"] {
      let (conditioned, _) = try Synthesizer(Self.recipe.get()).conditioned(on: "title = '\(text)'")
      #expect(try titles(conditioned.rows(0..<100)) == Array(repeating: text, count: 100))
    }
  }

  @Test(arguments: [
    ("words", ParameterValue.texts(["a", "a"])), ("lengths", .numbers([])), ("endings", .numbers([1])),
    ("pairs", .integers([0, 99_999])), ("pair_shares", .numbers([7])), ("part_1_levels", .texts(["… nothing", "…"])),
  ]) func brokenParametersAreRefused(_ name: String, _ value: ParameterValue) throws {
    var column = try Self.recipe.get().columns[0]
    column.parameters[name] = value
    #expect(throws: SynthesisError.self) { try Synthesizer.restore(column) }
  }

  @Test func textsWithoutCommonWordsHaveNone() {
    let texts = (0..<400).map { ByteText("w\($0) v\($0 * 7)") }
    let column = Column(name: "x", kind: .text, storage: .text(PackedText(texts)))
    #expect(!PhraseGenerator.suits(column, profile: Profiler.profile(column)))
    #expect(PhraseSplit(column, k: 11) == nil)
  }
}
