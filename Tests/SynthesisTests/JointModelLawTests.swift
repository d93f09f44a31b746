import Statistics
import Tables
import Testing

@testable import Synthesis

/// Laws that every member of `JointModels.all` obeys.
@Suite struct JointModelLawTests {
  static let names = JointModels.all.map { $0.name }

  private static let modelled = [
    SampleTables.integers(800), SampleTables.amounts(800), SampleTables.levels(800), SampleTables.dates(800),
    SampleTables.booleans(800),
  ]

  private func input(_ columns: [Column]) -> ModelInput {
    let orders = LevelOrder.orders(in: Table(name: "t", columns: columns))
    return ModelInput(columns: columns, levelOrders: orders, privacy: PrivacySettings(), seed: 3)
  }

  private func draw(_ model: any FittedJointModel, _ rows: Range<UInt64>, _ columns: [Column]) -> [[Double]] {
    var block = UniformBlock(columns: columns.map(\.name), rowCount: rows.count)
    model.fill(&block, for: BlockRequest(rows: rows, stream: RandomStream(seed: 9)))
    return columns.indices.map { Array(block.column($0)) }
  }

  @Test(arguments: names) func uniformsAreInsideAndAnySplitIsTheSame(_ name: String) throws {
    let type = try #require(JointModels.named(name))
    let model = try type.fit(input(Self.modelled))
    let whole = draw(model, 50..<650, Self.modelled)
    #expect(whole.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
    let first = draw(model, 50..<333, Self.modelled)
    let second = draw(model, 333..<650, Self.modelled)
    #expect(whole == zip(first, second).map { $0 + $1 })
  }

  /// Each column's uniforms have mean 1/2 within 5 standard errors of 4000 rows: 5 / sqrt(12 * 4000) = 0.023, doubled for the
  /// difference that atoms and small leaves make.
  @Test(arguments: names) func everyColumnIsUniform(_ name: String) throws {
    let type = try #require(JointModels.named(name))
    let model = try type.fit(input(Self.modelled))
    for (column, uniforms) in zip(Self.modelled, draw(model, 0..<4000, Self.modelled)) {
      let mean = uniforms.reduce(0, +) / 4000
      #expect((mean - 0.5).magnitude < 0.046, "\(name), \(column.name): mean \(mean)")
      let low = uniforms.filter { $0 < 0.25 }.count
      #expect((Double(low) / 4000 - 0.25).magnitude < 0.06, "\(name), \(column.name): \(low) below a quarter")
    }
  }

  @Test(arguments: names) func restoresFromItsParameters(_ name: String) throws {
    let type = try #require(JointModels.named(name))
    let model = try type.fit(input(Self.modelled))
    let restored = try type.restore(model.parameters, columns: Self.modelled.map(\.name))
    #expect(restored.parameters == model.parameters)
    #expect(draw(restored, 0..<100, Self.modelled) == draw(model, 0..<100, Self.modelled))
  }

  @Test(arguments: names) func sameInputSameModel(_ name: String) throws {
    let type = try #require(JointModels.named(name))
    let first = try type.fit(input(Self.modelled)).parameters
    #expect(try type.fit(input(Self.modelled)).parameters == first)
  }

  @Test(arguments: names) func awkwardColumnsAreAResultOrAnError(_ name: String) throws {
    let type = try #require(JointModels.named(name))
    for rows in [0, 1, 2, 12] {
      let columns = [
        SampleTables.integers(rows), SampleTables.constant(rows), SampleTables.allMissing(rows),
        SampleTables.levels(rows),
      ]
      guard let model = try? type.fit(input(columns)) else { continue }
      #expect(draw(model, 0..<20, columns).allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
    }
  }
}

@Suite struct GaussianCopulaTests {
  private func pair(_ rows: Int, correlation: Double) -> [Column] {
    let first = SampleTables.uniforms(rows, "a").map { Normal.quantile($0) }
    let second = zip(first, SampleTables.uniforms(rows, "b")).map {
      correlation * $0 + (1 - correlation * correlation).squareRoot() * Normal.quantile($1)
    }
    return [
      SampleTables.column("a", .decimal, .decimals(first), decimals: 6),
      // Any increasing function of a column leaves the copula as it is.
      SampleTables.column("b", .decimal, .decimals(second.map { $0.exponential }), decimals: 6),
    ]
  }

  private func fitted(_ columns: [Column]) throws -> [Double] {
    let input = ModelInput(
      columns: columns, levelOrders: columns.map { _ in nil }, privacy: PrivacySettings(), seed: 1)
    guard case .numbers(let list) = try GaussianCopulaModel.fit(input).parameters["correlations"] else { return [] }
    return list
  }

  /// The standard error of a correlation r from n rows is (1 - r²) / sqrt(n): four of them, and the shrinking of p / n.
  @Test(arguments: [-0.9, -0.4, 0, 0.3, 0.8]) func recoversAKnownCorrelation(_ correlation: Double) throws {
    let rows = 4000
    let found = try #require(try fitted(pair(rows, correlation: correlation)).first)
    let bound = 4 * (1 - correlation * correlation) / Double(rows).squareRoot() + 2.0 / Double(rows) + 1e-3
    #expect((found - correlation).magnitude < bound, "\(found) for \(correlation)")
  }

  @Test func drawnRowsHaveTheFittedCorrelation() throws {
    let recipe = try SampleTables.fit(Table(name: "t", columns: pair(3000, correlation: 0.7))) {
      $0.model = GaussianCopulaModel.name
    }
    let rows = try Synthesizer(recipe).rows(0..<6000)
    let scores = rows.columns.map { NormalScores.scores(of: $0, order: nil) ?? [] }
    let found = Correlation.pearson(scores[0], scores[1])
    #expect((found - 0.7).magnitude < 4 * 0.51 / 6000.0.squareRoot() + 0.03, "\(found)")
  }

  @Test func duplicatedColumnsAreStillPositiveDefinite() throws {
    var columns = pair(500, correlation: 0.99)
    for index in 0..<6 {
      var copy = columns[0]
      copy.name = "copy \(index)"
      columns.append(copy)
    }
    let input = ModelInput(
      columns: columns, levelOrders: columns.map { _ in nil }, privacy: PrivacySettings(), seed: 1)
    let parameters = try GaussianCopulaModel.fit(input).parameters
    #expect(throws: Never.self) { try GaussianCopulaModel.restore(parameters, columns: columns.map(\.name)) }
  }

  @Test func fewRowsLeaveLittleCorrelation() throws {
    let few = try #require(try fitted(pair(12, correlation: 0.9)).first)
    let many = try #require(try fitted(pair(400, correlation: 0.9)).first)
    #expect(few.magnitude < 0.3)
    #expect(many > 0.85)
  }

  @Test func refusesCorrelationsThatCannotHoldTogether() {
    let parameters = Parameters([("columns", .texts(["a", "b", "c"])), ("correlations", .numbers([0.9, 0.9, -0.9]))])
    #expect(throws: SynthesisError.self) { try GaussianCopulaModel.restore(parameters, columns: ["a", "b", "c"]) }
  }
}
