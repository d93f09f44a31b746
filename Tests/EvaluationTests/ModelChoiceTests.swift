import Statistics
import Synthesis
import Tables
import Testing

@testable import Evaluation

@Suite struct ModelChoiceTests {
  private static func column(_ name: String, _ values: [Double]) -> Column {
    var look = Look()
    look.decimals = .upTo(4)
    return Column(
      name: name, kind: .decimal, storage: .decimals(values.map { ($0 * 10_000).rounded() / 10_000 }), look: look)
  }

  private static func uniforms(_ rows: Int, _ name: String) -> [Double] {
    RandomStream(seed: 5).stream(named: name).uniforms(rows: 0..<UInt64(rows))
  }

  private func choice(_ columns: [Column], _ change: (inout FitOptions) -> Void = { _ in }) throws -> ModelChoice {
    let table = Table(name: "t", columns: columns)
    var options = FitOptions()
    change(&options)
    return try ModelChoice.choose(for: table, profile: try #require(Profiler.profile(table)), options: options)
  }

  /// Two columns that go together but not in one direction: no correlation, and a tree sees them.
  private static func valley(_ rows: Int) -> [Column] {
    let first = uniforms(rows, "a")
    let second = zip(first, uniforms(rows, "b")).map { abs($0 - 0.5) + 0.1 * $1 }
    return [column("a", first), column("b", second), column("c", uniforms(rows, "c"))]
  }

  @Test func aShapeThatNoCorrelationHoldsNeedsTheCascade() throws {
    let choice = try choice(Self.valley(3_000))
    #expect(choice.model == TreeCascadeModel.name, "\(choice.lines)")
    #expect(choice.entries.map(\.model) == ["independent", "gaussian_copula", "tree_cascade"])
    #expect(choice.lines.last?.hasPrefix("auto: tree_cascade is taken: it agrees best with 750 of 3,000 rows") == true)
  }

  @Test func columnsOnTheirOwnNeedNoModel() throws {
    let columns = ["a", "b", "c", "d"].map { Self.column($0, Self.uniforms(4_000, $0)) }
    let choice = try choice(columns)
    #expect(choice.model == IndependentModel.name, "\(choice.lines)")
  }

  @Test func aCorrelationIsEnoughForNormalColumns() throws {
    let first = Self.uniforms(4_000, "a").map { Normal.quantile($0) }
    let columns = ["b", "c", "d"].map { name in
      Self.column(name, zip(first, Self.uniforms(4_000, name)).map { 0.9 * $0 + 0.4 * Normal.quantile($1) })
    }
    let choice = try choice(columns)
    #expect(choice.model != IndependentModel.name, "\(choice.lines)")
  }

  @Test func theSameTableGivesTheSameChoice() throws {
    #expect(try choice(Self.valley(600)) == choice(Self.valley(600)))
  }

  @Test func smallWideAndEmptyTablesAreDecidedWithoutRows() throws {
    let few = try choice(Self.valley(59))
    #expect(few.model == GaussianCopulaModel.name && few.entries.isEmpty)
    let wide = (0..<501).map { Self.column("c\($0)", Self.uniforms(80, "c\($0)")) }
    #expect(try choice(wide).model == IndependentModel.name)
    #expect(try choice([Self.column("a", [])]).entries.isEmpty)
    let alone = try choice([Self.column("a", Self.uniforms(500, "a"))])
    #expect(alone.entries.count == 3)
    #expect(alone.reason.contains("no model could be compared"))
  }

  @Test func aRecipeOfSoManyRowsThatFewAreLeftIsNotCompared() throws {
    let choice = try choice(Self.valley(600)) { $0.k = 151 }
    #expect(choice.model == GaussianCopulaModel.name && choice.entries.isEmpty)
    #expect(try !self.choice(Self.valley(600)) { $0.k = 150 }.entries.isEmpty)
    #expect(try self.choice(Self.valley(600)) { $0.k = .max }.entries.isEmpty)
  }

  @Test func constantAndMissingColumnsAreNoObstacle() throws {
    var gone = Self.column("gone", Array(repeating: 0, count: 400))
    gone.missing = Array(repeating: true, count: 400)
    let columns = Self.valley(400) + [Self.column("same", Array(repeating: 7, count: 400)), gone]
    #expect(try choice(columns).entries.allSatisfy { $0.score != nil })
  }
}
