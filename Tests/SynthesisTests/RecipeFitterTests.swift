import Statistics
import Tables
import Testing

@testable import Synthesis

@Suite struct RecipeFitterTests {
  @Test func everyColumnGetsTheGeneratorThatSuitsIt() throws {
    let recipe = try SampleTables.fit(SampleTables.mixed(600))
    let generators = recipe.columns.map { "\($0.name): \($0.generator)" }
    #expect(
      generators == [
        "age: empirical", "amount: empirical", "colour: categorical", "flag: categorical", "day: datetime",
        "at: datetime", "code: identifier", "row: sequence", "note: placeholder", "same: constant",
        "none: placeholder",
      ])
    #expect(recipe.column(named: "none")?.missingShare == 1)
    #expect(recipe.source == SourceFacts(name: "mixed.csv", rows: 600, columns: 11))
  }

  @Test func fittingIsReproducible() throws {
    let table = SampleTables.mixed(500)
    #expect(try SampleTables.fit(table) == SampleTables.fit(table))
  }

  @Test func fewerRowsThanKAreNothingToFit() {
    for rows in [0, 1, 10] {
      #expect(throws: SynthesisError.self) { try SampleTables.fit(SampleTables.mixed(rows)) }
    }
    #expect(throws: SynthesisError.self) { try SampleTables.fit(Table(name: "t", columns: [])) }
  }

  @Test func aRecipeWithKOfOneFitsASingleRow() throws {
    let recipe = try SampleTables.fit(SampleTables.mixed(1)) { $0.k = 1 }
    #expect(try Synthesizer(recipe).rows(0..<5).rowCount == 5)
  }

  @Test(arguments: [11, 12, 30]) func smallTablesAreFitted(_ rows: Int) throws {
    for model in JointModels.all {
      let recipe = try SampleTables.fit(SampleTables.mixed(rows)) { $0.model = model.name }
      #expect(try Synthesizer(recipe).rows(0..<40).rowCount == 40)
    }
  }

  @Test func anyOneColumnIsATable() throws {
    for column in SampleTables.columns(60) {
      let recipe = try SampleTables.fit(Table(name: "t", columns: [column]))
      let rows = try Synthesizer(recipe).rows(0..<30)
      #expect(rows.rowCount == 30, "\(column.name)")
      #expect(rows.columns[0].missingCount == (column.name == "none" ? 30 : rows.columns[0].missingCount))
    }
  }

  @Test func wideTablesFallBackToIndependence() throws {
    let base = SampleTables.integers(15)
    let columns = (0..<600).map { index in
      var column = base
      column.name = "c\(index)"
      return column
    }
    let recipe = try SampleTables.fit(Table(name: "wide", columns: columns)) { $0.model = GaussianCopulaModel.name }
    #expect(recipe.model.name == IndependentModel.name)
    #expect(!RecipeFitter.remarks(on: recipe, asked: GaussianCopulaModel.name).isEmpty)
  }

  @Test func cancellingGivesNothing() throws {
    let table = SampleTables.mixed(50)
    var steps: [Int] = []
    let recipe = try RecipeFitter.fit(table, profile: SampleTables.profile(table), options: FitOptions()) { done, _ in
      steps.append(done)
      return steps.count < 2
    }
    #expect(recipe == nil)
    #expect(steps.count == 2)
  }

  @Test func chosenGeneratorsAreUsed() throws {
    let table = SampleTables.mixed(200)
    let recipe = try SampleTables.fit(table) { $0.generators = ["age": "normal"] }
    #expect(recipe.column(named: "age")?.generator == "normal")
    let changed = try RecipeFitter.choose(
      generator: "uniform", forColumn: "age", in: recipe, table: table, profile: SampleTables.profile(table))
    #expect(changed.column(named: "age")?.generator == "uniform")
    #expect(changed.model == recipe.model)
  }

  /// A changed marginal fits that marginal: the joint model knows ranks only, and no other column depends on it.
  @Test(arguments: JointModels.all.map { $0.name }) func aChangedColumnLeavesAllElseAsItWas(_ model: String) throws {
    let table = SampleTables.mixed(300)
    let profile = SampleTables.profile(table)
    let recipe = try SampleTables.fit(table) { $0.model = model }
    for column in recipe.columns {
      for type in Generators.all {
        guard
          let changed = try? RecipeFitter.choose(
            generator: type.name, forColumn: column.name, in: recipe, table: table, profile: profile)
        else { continue }
        #expect(restored(changed, column) == recipe, "\(column.name) as \(type.name)")
      }
    }
    let kind = try RecipeFitter.changeKind(of: "age", to: .categorical, in: recipe, table: table, profile: profile)
    #expect(kind.recipe != recipe)
    #expect(restored(kind.recipe, try #require(recipe.column(named: "age"))) == recipe)
  }

  private func restored(_ recipe: Recipe, _ column: ColumnRecipe) -> Recipe {
    var recipe = recipe
    for place in recipe.columns.indices where recipe.columns[place].name == column.name {
      recipe.columns[place] = column
    }
    return recipe
  }

  @Test func unknownNamesAreErrorsWithTheNearest() {
    let table = SampleTables.mixed(50)
    #expect(throws: SynthesisError(.unknownColumn(name: "aeg", nearest: "age"))) {
      try SampleTables.fit(table) { $0.generators = ["aeg": "normal"] }
    }
    #expect(throws: SynthesisError(.unknownModel(name: "copula", nearest: nil))) {
      try SampleTables.fit(table) { $0.model = "copula" }
    }
    #expect(throws: SynthesisError(.unknownGenerator(name: "norml", nearest: "normal"), column: "age")) {
      try SampleTables.fit(table) { $0.generators = ["age": "norml"] }
    }
  }

  @Test func missingSharesRestOnKRows() {
    #expect(ColumnFit.missingShare(missing: 0, rows: 100, k: 11) == 0)
    #expect(ColumnFit.missingShare(missing: 5, rows: 100, k: 11) == 0)
    #expect(ColumnFit.missingShare(missing: 6, rows: 100, k: 11) == 0.11)
    #expect(ColumnFit.missingShare(missing: 33, rows: 99_999, k: 11) == 0.00033)
    #expect(ColumnFit.missingShare(missing: 95, rows: 100, k: 11) == 1)
    #expect(ColumnFit.missingShare(missing: 1, rows: 1, k: 1) == 1)
  }

  @Test func levelsAreOrderedByWhatGoesWithThem() throws {
    let rows = 900
    let sizes = SampleTables.uniforms(rows, "size")
    // small, middle and large in an alphabet that hides the order.
    let codes = sizes.map { Int32($0 < 0.33 ? 2 : $0 < 0.66 ? 0 : 1) }
    let table = Table(
      name: "t",
      columns: [
        SampleTables.column("size", .decimal, .decimals(sizes), decimals: 9),
        SampleTables.column("class", .categorical, .levels(codes: codes, levels: ["m", "l", "s"])),
      ])
    #expect(LevelOrder.orders(in: table) == [nil, [2, 0, 1]])
  }

  @Test func aColumnOfLevelsOnItsOwnIsOrderedByShare() {
    let column = SampleTables.column(
      "c", .categorical, .levels(codes: [0, 1, 1, 2, 2, 2], levels: ["a", "b", "c"]))
    #expect(LevelOrder.orders(in: Table(name: "t", columns: [column])) == [[2, 1, 0]])
  }
}
