import Statistics
import Tables
import Testing

@testable import Synthesis

/// Tables that are hard on one correlation for every pair: a defined result or an error that says why, never a trap.
@Suite struct GaussianCopulaHardnessTests {
  private func drawn(_ columns: [Column], rows: UInt64 = 200) throws -> Table {
    let recipe = try SampleTables.fit(Table(name: "t", columns: columns)) { $0.model = GaussianCopulaModel.name }
    let read = try RecipeFile.parse(RecipeFile.text(of: recipe), file: "r.yaml")
    #expect(read == recipe)
    return try Synthesizer(read).rows(0..<rows)
  }

  private func decimals(_ name: String, _ values: [Double], missing: [Bool] = []) -> Column {
    SampleTables.column(name, .decimal, .decimals(values), missing: missing, decimals: 6)
  }

  @Test(arguments: [0, 1, 2, 10]) func fewerRowsThanKAreAnError(_ rows: Int) {
    let error = #expect(throws: SynthesisError.self) { try drawn([SampleTables.integers(rows)]) }
    #expect(error?.description.contains("\(rows) rows") == true, "\(String(describing: error))")
  }

  @Test(arguments: [1, 2, 3, 30]) func fewRowsAreEnoughWhereKAllows(_ rows: Int) throws {
    let table = Table(name: "t", columns: [SampleTables.integers(rows), SampleTables.booleans(rows)])
    let recipe = try SampleTables.fit(table) {
      $0.model = GaussianCopulaModel.name
      $0.k = 1
    }
    #expect(try Synthesizer(recipe).rows(0..<50).rowCount == 50)
  }

  @Test func tiesConstantsAndGapsAreDrawn() throws {
    let rows = 300
    let ties = (0..<rows).map { Double($0 % 2) }
    let gaps = (0..<rows).map { $0 % 3 == 0 }
    let columns = [
      decimals("ties", ties), decimals("same ties", ties), decimals("constant", Array(repeating: 4, count: rows)),
      decimals("gaps", ties, missing: gaps), SampleTables.allMissing(rows), SampleTables.levels(rows),
    ]
    let drawn = try drawn(columns)
    #expect(drawn.columns.map(\.name) == columns.map(\.name))
    guard case .decimals(let constant)? = drawn.column(named: "constant")?.storage else { return #expect(Bool(false)) }
    #expect(Set(constant) == [4])
    #expect(drawn.column(named: "none")?.missingCount == 200)
    // Columns that are equal row by row stay close to it: shrinking by p / n leaves .98 of the correlation.
    guard case .decimals(let first)? = drawn.column(named: "ties")?.storage,
      case .decimals(let second)? = drawn.column(named: "same ties")?.storage
    else { return #expect(Bool(false)) }
    #expect(zip(first, second).filter { $0 == $1 }.count >= 180)
  }

  @Test func everythingMissingIsDrawnAsMissing() throws {
    let drawn = try drawn([SampleTables.allMissing(50)])
    #expect(drawn.columns[0].missingCount == 200)
  }

  /// Sums and differences of the same two columns, and copies: the correlation has rank 2.
  @Test func aCorrelationWithoutFullRankIsMadeWhole() throws {
    let (first, second) = (SampleTables.uniforms(400, "a"), SampleTables.uniforms(400, "b"))
    let columns = (0..<40).map { index in
      decimals("c\(index)", zip(first, second).map { Double(index) * $0 - Double(index % 7) * $1 })
    }
    let drawn = try drawn(columns)
    #expect(drawn.columns.count == 40)
  }

  /// Four times as many columns as rows.
  @Test func moreColumnsThanRows() throws {
    let columns = (0..<240).map {
      SampleTables.column(
        "c\($0)", .integer, .integers(SampleTables.uniforms(60, "c\($0)").map { Int64($0 * 50) }))
    }
    let recipe = try SampleTables.fit(Table(name: "t", columns: columns)) { $0.model = GaussianCopulaModel.name }
    #expect(recipe.model.name == GaussianCopulaModel.name)
    #expect(try Synthesizer(recipe).rows(0..<10).columns.count == columns.count)
  }

  @Test func moreColumnsThanAreModelledAreDrawnOnTheirOwn() throws {
    let columns = (0...GaussianCopulaModel.maximumColumns).map {
      SampleTables.column("c\($0)", .integer, .integers(SampleTables.uniforms(12, "c\($0)").map { Int64($0 * 4) }))
    }
    let recipe = try SampleTables.fit(Table(name: "t", columns: columns)) { $0.model = GaussianCopulaModel.name }
    #expect(recipe.model.name == IndependentModel.name)
    #expect(RecipeFitter.remarks(on: recipe, asked: GaussianCopulaModel.name).count == 1)
    #expect(try Synthesizer(recipe).rows(0..<2).columns.count == columns.count)
  }
}
