import Files
import Foundation
import Statistics
import Tables
import TestSupport
import Testing

@testable import Synthesis

/// Lists of the user's own and values of other columns.
@Suite struct ListTests {
  private static let lines = [
    ("Portugal", "Norte", "Porto", 5), ("Portugal", "Norte", "Braga", 1), ("Portugal", "Algarve", "Faro", 2),
    ("Spain", "Galicia", "Vigo", 2),
  ]

  /// A folder with a file of places.
  private func folder() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    let rows = Self.lines.map { "\($0.0),\($0.1),\($0.2),\($0.3)\n" }.joined()
    try Data("country,region,city,people\n\(rows)".utf8).write(to: URL(filePath: folder["places.csv"]))
    return folder
  }

  /// Values as often as each other, without any dependence: what follows from another column has no shares of its own.
  private func column(_ name: String, _ values: [String], _ count: Int) -> Column {
    let codes = SampleTables.uniforms(count, name).map { Int32($0 * Double(values.count)) }
    return SampleTables.column(name, .categorical, .levels(codes: codes, levels: values.map { ByteText($0) }))
  }

  private func table(_ count: Int = 300) -> Table {
    Table(
      name: "t",
      columns: [
        column("country", ["A", "B"], count), column("region", ["C", "D", "E"], count),
        column("city", ["F", "G"], count),
        SampleTables.integers(count),
      ])
  }

  private func texts(_ table: Table, _ names: [String]) -> [String] {
    (0..<table.rowCount).map { row in
      names.map { table.column(named: $0)?.text(ofRow: row) ?? "" }.joined(separator: " ")
    }
  }

  @Test func columnsOfAFileShowOneLineOfIt() throws {
    let folder = try folder()
    let names = ["country", "region", "city"]
    let recipe = try SampleTables.fit(table()) { options in
      for name in names { options.generators[name] = "choice \(folder["places.csv"]):\(name):people" }
    }
    let drawn = texts(try Synthesizer(recipe).rows(0..<5_000), names)
    #expect(Set(drawn) == Set(Self.lines.map { "\($0.0) \($0.1) \($0.2)" }))
    // Half of the people, with a standard error of 35.
    #expect(abs(drawn.count { $0 == "Portugal Norte Porto" } - 2_500) < 105)
  }

  @Test func aNewFitKeepsTheListWithoutTheFile() throws {
    var kept: TemporaryFolder? = try folder()
    let path = try #require(kept?["places.csv"])
    let recipe = try SampleTables.fit(table()) { $0.generators["city"] = "choice \(path):city" }
    kept = nil
    let read = try RecipeFile.parse(Array(RecipeFile.text(of: recipe)), file: "r.yaml")
    #expect(read == recipe)
    #expect(read.column(named: "city")?.generatorSpelling == "choice \(path):city")
    var options = FitOptions(of: read)
    options.findsRules = false
    let table = table()
    let profile = try #require(Profiler.profile(table))
    let again = try #require(try RecipeFitter.fit(table, profile: profile, options: options))
    #expect(again.column(named: "city") == recipe.column(named: "city"))
    #expect(throws: SynthesisError.self) {
      try SampleTables.fit(table) { $0.generators["city"] = "choice \(path):country" }
    }
    let ledger = DisclosureLedger(recipe).entries.filter { $0.subject == "city" }
    #expect(ledger.contains { $0.learned.hasPrefix("the list ") && $0.support == nil })
  }

  /// Only what k rows share is taken, by its share.
  @Test func anotherColumnsValuesAreThoseOfKRows() throws {
    var table = table()
    let towns = (0..<300).map { Int32($0 < 180 ? 0 : $0 < 290 ? 1 : 2) }
    table.columns.append(
      SampleTables.column("home", .categorical, .levels(codes: towns, levels: ["Lyon", "Nice", "Tiny"])))
    let recipe = try SampleTables.fit(table) { $0.generators["city"] = "choice @home" }
    let drawn = texts(try Synthesizer(recipe).rows(0..<5_000), ["city"])
    #expect(Set(drawn) == ["Lyon", "Nice"])
    // 180 of 290 rows, with a standard error of 34.
    #expect(abs(drawn.count { $0 == "Lyon" } - 3_103) < 102)
  }

  @Test func personalValuesAreNoOtherColumns() throws {
    var table = table()
    table.columns.append(column("email", (0..<4).map { "anna\($0)@firma.de" }, 300))
    #expect(throws: SynthesisError.self) {
      try SampleTables.fit(table) { $0.generators["city"] = "choice @email" }
    }
  }

  @Test(arguments: ["", "@", ":city", "a.csv:", "a.csv::b"]) func whatIsNoListIsRefused(_ text: String) {
    #expect(throws: SynthesisError.self) { try ListWish(choice: text) }
  }

  @Test func pathsMayHoldColons() throws {
    #expect(
      try ListWish(choice: "a:b.csv:city:people").source == .file(path: "a:b.csv", column: "city", weight: "people"))
  }

  @Test(arguments: [
    ("faker.company", "faker.company 1000"), ("faker.company/de_DE 5", "faker.company/de_DE 5"), ("company", nil),
    ("faker.", nil), ("faker._x", nil), ("faker.a 0", nil), ("faker.a 200000", nil), ("faker.a;b", nil),
    ("faker.a/", nil),
  ]) func poolsAreParsed(_ text: String, _ spelling: String?) {
    #expect((try? FakerPool(parsing: text))?.spelling == spelling)
  }
}
