import Statistics
import Tables
import Testing

@testable import Synthesis

@Suite struct SynthesizerTests {
  private func recipe(_ rows: Int = 600, model: String = "gaussian_copula") throws -> Recipe {
    try SampleTables.fit(SampleTables.mixed(rows)) { $0.model = model }
  }

  private func joined(_ blocks: [Table]) -> [[String]] {
    guard let first = blocks.first else { return [] }
    return first.columns.indices.map { index in
      blocks.flatMap { block in
        let column = block.columns[index]
        let shown = texts(column.storage)
        return shown.indices.map { column.isMissing($0) ? "missing" : shown[$0] }
      }
    }
  }

  @Test(arguments: JointModels.all.map { $0.name }) func sameRowsForAnySplit(_ model: String) throws {
    let synthesizer = try Synthesizer(recipe(model: model))
    let whole = try joined([synthesizer.rows(0..<500)])
    #expect(try whole == joined([synthesizer.rows(0..<500)]))
    #expect(try whole == joined([synthesizer.rows(0..<1), synthesizer.rows(1..<123), synthesizer.rows(123..<500)]))
  }

  @Test(arguments: [1, 2, 3]) func blocksComeInOrderForAnyNumberOfJobs(_ jobs: Int) throws {
    let synthesizer = try Synthesizer(recipe())
    var blocks: [Table] = []
    let isComplete = try synthesizer.blocks(of: 37..<1037, size: 64, jobs: jobs) {
      blocks.append($0)
      return true
    }
    #expect(isComplete)
    #expect(blocks.map(\.rowCount) == Array(repeating: 64, count: 15) + [40])
    #expect(try joined(blocks) == joined([synthesizer.rows(37..<1037)]))
  }

  @Test(arguments: [1, 2]) func blocksStopWhenAsked(_ jobs: Int) throws {
    let synthesizer = try Synthesizer(recipe())
    var seen = 0
    let isComplete = try synthesizer.blocks(of: 0..<10_000, size: 50, jobs: jobs) { _ in
      seen += 1
      return seen < 3
    }
    #expect(!isComplete)
    #expect(seen == 3)
  }

  @Test func anEmptyRangeHasNoBlockAndTheLastRowsDoNotOverflow() throws {
    let synthesizer = try Synthesizer(recipe())
    #expect(try synthesizer.rows(5..<5).rowCount == 0)
    #expect(try synthesizer.blocks(of: 5..<5, jobs: 2) { _ in Bool(false) })
    var rows = 0
    try synthesizer.blocks(of: UInt64.max - 10..<UInt64.max, size: 4, jobs: 2) {
      rows += $0.rowCount
      return true
    }
    #expect(rows == 10)
  }

  @Test func keepsNamesKindsLooksAndOrder() throws {
    let table = SampleTables.mixed(600)
    let rows = try Synthesizer(SampleTables.fit(table)).rows(0..<20)
    #expect(rows.columns.map(\.name) == table.columns.map(\.name))
    #expect(rows.columns.map(\.kind) == table.columns.map(\.kind))
    #expect(rows.columns.map(\.look) == table.columns.map(\.look))
  }

  @Test func droppedColumnsAreLeftOutAndChangeNoOther() throws {
    let recipe = try recipe()
    let dropped = try RecipeFitter.drop(column: "amount", in: recipe)
    let all = try Synthesizer(recipe).rows(0..<200)
    let rest = try Synthesizer(dropped).rows(0..<200)
    #expect(rest.columns.map(\.name) == all.columns.map(\.name).filter { $0 != "amount" })
    for column in rest.columns { #expect(column == all.column(named: column.name)) }
    let back = try RecipeFitter.drop(false, column: "amount", in: dropped)
    #expect(back == recipe)
  }

  @Test func anotherSeedDrawsOtherRows() throws {
    var recipe = try recipe()
    let first = try Synthesizer(recipe).rows(0..<50)
    recipe.seed += 1
    #expect(try Synthesizer(recipe).rows(0..<50).column(named: "age") != first.column(named: "age"))
  }

  /// The missing share is m within 5 standard errors: 5 sqrt(0.05 * 0.95 / 8000) = 0.012.
  @Test func missingRowsHaveTheirShareAndHoldNothing() throws {
    let rows = try Synthesizer(recipe(2000)).rows(0..<8000)
    let amount = try #require(rows.column(named: "amount"))
    let share = Double(amount.missingCount) / 8000
    let real = SampleTables.amounts(2000)
    #expect((share - Double(real.missingCount) / 2000).magnitude < 0.013)
    guard case .decimals(let values) = amount.storage else { return #expect(Bool(false)) }
    for row in values.indices where amount.isMissing(row) { #expect(values[row] == 0) }
  }

  @Test func asksForNoMoreRowsThanThereAreIdentifiers() throws {
    var recipe = try recipe()
    let place = try #require(recipe.columns.firstIndex { $0.name == "code" })
    recipe.columns[place].generator = IdentifierGenerator.name
    recipe.columns[place].parameters = Parameters([("pattern", .text("x-99"))])
    let synthesizer = try Synthesizer(recipe)
    #expect(throws: Never.self) { try synthesizer.checkCapacity(for: 0..<100) }
    #expect(throws: SynthesisError(.capacity(values: "100", rows: 101), column: "code")) {
      try synthesizer.checkCapacity(for: 0..<101)
    }
    let codes = try #require(synthesizer.rows(0..<100).column(named: "code"))
    #expect(Set(texts(codes.storage)).count == 100)
  }

  @Test func namesTheUnknown() throws {
    var recipe = try recipe()
    recipe.columns[0].generator = "emprical"
    #expect(throws: SynthesisError(.unknownGenerator(name: "emprical", nearest: "empirical"), column: "age")) {
      try Synthesizer(recipe)
    }
    recipe = try self.recipe()
    recipe.model.name = "gausian_copula"
    #expect(throws: SynthesisError(.unknownModel(name: "gausian_copula", nearest: "gaussian_copula"))) {
      try Synthesizer(recipe)
    }
  }
}
