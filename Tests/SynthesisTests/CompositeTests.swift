import Statistics
import Tables
import Testing

@testable import Synthesis

/// Texts of parts between marks: each part follows the other columns, and no rare text is kept.
@Suite struct CompositeTests {
  private static let rows = 6_000
  /// Case numbers `AB-2014-0031`: the letters follow the region, the year is a column of its own, every 20th is missing.
  private static let table: Table = {
    let uniforms = (0..<4).map { SampleTables.uniforms(rows, "composite \($0)") }
    let regions = uniforms[0].map { Int32($0 * 3) }
    let years = uniforms[1].map { 2010 + Int64($0 * $0 * 9) }
    let letters = ["AB", "CDE", "X"]
    var texts = (0..<rows).map { row in
      let digits = String(10_000 + Int(uniforms[2][row] * (regions[row] == 0 ? 300 : 900))).dropFirst()
      return ByteText("\(letters[Int(regions[row])])-\(years[row])-\(digits)")
    }
    let missing = uniforms[3].map { $0 < 0.05 }
    for row in 0..<rows where missing[row] { texts[row] = "" }
    for row in 0..<9 where !missing[row] { texts[row] = "SECRET-1234-5678" }
    return Table(
      name: "cases.csv",
      columns: [
        SampleTables.column("region", .categorical, .levels(codes: regions, levels: ["north", "east", "west"])),
        SampleTables.column("year", .integer, .integers(years)),
        SampleTables.column("case", .text, .text(PackedText(texts)), missing: missing),
      ], rowCount: rows)
  }()

  private static let recipe = Result { try SampleTables.fit(table) }

  private func recipe() throws -> Recipe { try Self.recipe.get() }

  private func texts(_ table: Table) throws -> [String?] {
    let column = try #require(table.column(named: "case"))
    return (0..<column.count).map { column.text(ofRow: $0) }
  }

  private func parts(_ text: String) -> [String] {
    text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
  }

  private func split(_ texts: [String], k: Int = 11) -> CompositeSplit? {
    CompositeSplit(Column(name: "x", kind: .text, storage: .text(PackedText(texts.map { ByteText($0) }))), k: k)
  }

  @Test(arguments: ["2:3:1", "10.0.3.7", "12/34", "AB-2014-0031", "(7) 8", "A12"]) func formsAreFound(_ text: String) {
    let split = split(Array(repeating: text, count: 50))
    #expect(split != nil, "\(text)")
    #expect((split?.form.separators.count ?? 0) == (split?.parts.count ?? 0) + 1)
  }

  @Test(arguments: ["plain", "12345", "", "::"]) func textsOfOnePartAreNone(_ text: String) {
    #expect(split(Array(repeating: text, count: 50)) == nil)
  }

  @Test func partsOfManyRareLevelsAreNone() {
    #expect(split((0..<400).map { "\(String(repeating: "q", count: $0 % 40))w\($0 % 7)-\($0)x" }) == nil)
  }

  /// Zeros that no width explains are kept as levels.
  @Test func zerosAreKept() throws {
    let padded = try #require(split((0..<600).map { "a-\($0 % 3 == 0 ? "007" : "1234")" }))
    guard case .numbers(_, let width, _) = padded.parts[1].values else {
      Issue.record("a padded number")
      return
    }
    #expect(width == 3)
    let mixed = try #require(split((0..<600).map { "a-\(["7", "07", "007"][$0 % 3])" }))
    guard case .levels(_, let levels) = mixed.parts[1].values else {
      Issue.record("levels")
      return
    }
    #expect(Set(levels) == ["7", "07", "007"])
  }

  @Test func partsFollowOtherColumns() throws {
    let recipe = try recipe()
    #expect(recipe.column(named: "case")?.generator == "composite")
    let table = try Synthesizer(recipe).rows(0..<5_000)
    let regions = try #require(table.column(named: "region"))
    let years = try #require(table.column(named: "year"))
    let letters = ["north": "AB", "east": "CDE", "west": "X"]
    var (present, exact) = (0, 0)
    for (row, text) in try texts(table).enumerated() {
      guard let text else { continue }
      let parts = parts(text)
      #expect(parts.count == 3 && parts[2].count == 4 && Int(parts[2]) != nil)
      present += 1
      exact += parts[0] == letters[regions.text(ofRow: row) ?? ""] && parts[1] == years.text(ofRow: row) ? 1 : 0
    }
    // The letters follow the region and the year the year, but for the few rows whose text was another's.
    #expect(Double(exact) > 0.99 * Double(present), "\(exact) of \(present)")
    // Five standard errors of a share of 5 % in both tables.
    let bound: Double = 5 * (0.05 / 5_000 + 0.05 / 6_000).squareRoot()
    #expect(abs(0.95 - Double(present) / 5_000) < bound, "\(present)")
  }

  @Test func rareTextsAreNowhere() throws {
    let recipe = try recipe()
    let written = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self)
    #expect(!written.contains("SECRET") && !written.contains("5678"))
    #expect(try texts(Synthesizer(recipe).rows(0..<5_000)).allSatisfy { $0?.contains("SECRET") != true })
  }

  @Test func recipesComeBack() throws {
    let recipe = try recipe()
    let read = try RecipeFile.parse(RecipeFile.text(of: recipe), file: "r.yaml", restores: true)
    #expect(read == recipe)
    #expect(try texts(Synthesizer(read).rows(0..<300)) == texts(Synthesizer(recipe).rows(0..<300)))
    let halves = try [0..<150, 150..<300].flatMap { try texts(Synthesizer(read).rows($0)) }
    #expect(try halves == texts(Synthesizer(read).rows(0..<300)))
  }

  @Test(arguments: [
    ("marks", ParameterValue.texts(["", "-"])), ("marks", .texts(["", "x", "-", ""])), ("cut", .text("here")),
    ("part_2_lower", .numbers([])), ("part_1_shares", .numbers([1])), ("part_3_width", .integer(99)),
  ]) func damageIsNamed(_ name: String, _ value: ParameterValue) throws {
    var column = try #require(try recipe().column(named: "case"))
    column.parameters[name] = value
    do throws(SynthesisError) {
      _ = try CompositeGenerator.restore(column.parameters, column: column)
      Issue.record("\(name) was accepted")
    } catch {
      guard case .badParameter(let found, _, _) = error.kind else { throw error }
      #expect(found == name)
    }
  }

  @Test(arguments: ["case = 'AB-2012-0031'", "case in ('X-2010-0005', 'AB-2010-0006')", "case is missing"])
  func conditionsAreMetExactly(_ condition: String) throws {
    let table = try Synthesizer(recipe()).conditioned(on: condition).0.rows(0..<300)
    #expect(table.rowCount == 300)
    for text in try texts(table) {
      let wanted = text.map { "'\($0)'" } ?? "missing"
      #expect(condition.contains(wanted), "\(wanted)")
    }
  }

  @Test func impossibleTextsAreRefused() throws {
    let synthesizer = try Synthesizer(recipe())
    for text in ["SECRET-1234-5678", "AB_2012_0031", "AB-2012-31"] {
      #expect(throws: SynthesisError.self) { try synthesizer.conditioned(on: "case = '\(text)'") }
    }
  }

  @Test(arguments: JointModels.all.map { $0.name }) func rareEventsAreMet(_ model: String) throws {
    let recipe = try SampleTables.fit(Self.table) {
      $0.model = model
      $0.rare = try [RareEvent(parsing: "case is missing : 40%")]
    }
    let drawn = try texts(Synthesizer(recipe, total: 1_000).rows(0..<1_000))
    #expect(drawn.filter { $0 == nil }.count == 400)
  }

  @Test func givenTextsSteerOthers() throws {
    let given = Table(
      name: "given",
      columns: [
        Column(name: "case", kind: .text, storage: .text(PackedText((0..<200).map { _ in ByteText("CDE-2013-0400") })))
      ], rowCount: 200)
    let (synthesizer, remarks) = try Synthesizer(recipe()).completing(given, fillsMissing: false)
    #expect(remarks.isEmpty)
    let table = try synthesizer.rows(0..<200)
    let regions = try #require(table.column(named: "region"))
    let east = (0..<200).filter { regions.text(ofRow: $0) == "east" }.count
    #expect(east > 190, "\(east)")
    #expect(try texts(table).allSatisfy { $0 == "CDE-2013-0400" })
  }
}
