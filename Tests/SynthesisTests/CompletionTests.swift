import Statistics
import Tables
import Testing

@testable import Synthesis

/// Given values stay, others follow from them.
@Suite struct CompletionTests {
  private static func given(_ names: [String], rows: Int = 400) -> Table {
    let table = RareEventTests.table
    let columns = table.columns.filter { names.contains($0.name) }.map { $0.rows(0..<rows) }
    return Table(name: "given", columns: columns, rowCount: rows)
  }

  @Test(arguments: ConditionTests.models) func givenValuesAreKept(_ model: String) throws {
    let given = Self.given(["country", "amount", "note"])
    let (synthesizer, _) = try ConditionTests.synthesizer(model).completing(given, fillsMissing: false)
    let table = try synthesizer.rows(0..<400)
    for column in given.columns { #expect(table.column(named: column.name) == column) }
    #expect(table.columns.count == 5 && table.column(named: "fraud")?.missingCount == 0)
    let parts = try [0..<150, 150..<400].map { try synthesizer.rows($0) }
    #expect(parts[0].columns.map(\.storage) == table.columns.map { $0.rows(0..<150).storage })
    #expect(parts[1].columns.map(\.storage) == table.columns.map { $0.rows(150..<400).storage })
  }

  /// In the table a fraud has eight times the amount; completed amounts must know it as well as the model's own rows do.
  @Test(arguments: ["gaussian_copula", "tree_cascade"]) func othersFollow(_ model: String) throws {
    let rows = 4_000
    let fraud = Column(name: "fraud", kind: .integer, storage: .integers((0..<rows).map { Int64($0 % 2) }))
    let given = Table(name: "given", columns: [fraud], rowCount: rows)
    let plain = try ConditionTests.synthesizer(model)
    let (synthesizer, _) = try plain.completing(given, fillsMissing: false)
    let own = try Self.ratio(plain.rows(0..<100_000))
    let completed = try Self.ratio(synthesizer.rows(0..<UInt64(rows)))
    // Some 2,000 frauds in the model's own rows and 2,000 in the others, of amounts that vary as much as their mean.
    #expect(own > 1.3 && abs(completed / own - 1) < 0.2, "\(completed) \(own)")
  }

  /// The mean amount of frauds over that of the others.
  private static func ratio(_ table: Table) -> Double {
    guard case .decimals(let values)? = table.column(named: "amount")?.storage,
      let amount = table.column(named: "amount"),
      case .integers(let fraud)? = table.column(named: "fraud")?.storage
    else { return 0 }
    func mean(_ code: Int64) -> Double {
      let own = values.indices.filter { fraud[$0] == code && !amount.isMissing($0) }.map { values[$0] }
      return own.reduce(0, +) / Double(max(1, own.count))
    }
    return mean(1) / mean(0)
  }

  @Test func missingCellsAreFilledAndNoOthers() throws {
    let given = Self.given(RareEventTests.table.columns.map(\.name))
    let (synthesizer, _) = try ConditionTests.synthesizer("tree_cascade").completing(given, fillsMissing: true)
    let table = try synthesizer.rows(0..<400)
    let (before, after) = (try #require(given.column(named: "amount")), try #require(table.column(named: "amount")))
    #expect(before.missingCount > 0 && after.missingCount == 0)
    guard case .decimals(let old) = before.storage, case .decimals(let new) = after.storage else { return }
    #expect((0..<400).allSatisfy { before.isMissing($0) || old[$0] == new[$0] })
  }

  @Test func whatTheRecipeCannotDrawIsSaid() throws {
    let synthesizer = try ConditionTests.synthesizer("tree_cascade")
    func table(_ name: String, _ kind: ColumnKind, _ storage: ColumnStorage, missing: [Bool] = []) -> Table {
      Table(
        name: "given", columns: [Column(name: name, kind: kind, storage: storage, missing: missing)],
        rowCount: storage.count)
    }
    let unknown = table("country", .categorical, .levels(codes: [0], levels: ["USA"]))
    #expect {
      try synthesizer.completing(unknown, fillsMissing: false)
    } throws: { ($0 as? SynthesisError)?.description.contains("did you mean 'US'") == true }
    let wrongName = table("contry", .categorical, .levels(codes: [0], levels: ["US"]))
    #expect(throws: SynthesisError(.unknownColumn(name: "contry", nearest: "country"))) {
      try synthesizer.completing(wrongName, fillsMissing: false)
    }
    let gap = table("hour", .integer, .integers([0, 5]), missing: [true, false])
    #expect(throws: SynthesisError.self) { try synthesizer.completing(gap, fillsMissing: false) }
    let far = table("amount", .decimal, .decimals([1e12]))
    #expect(try !synthesizer.completing(far, fillsMissing: false).remarks.isEmpty)
  }
}
