import Statistics
import Tables
import Testing

@testable import Synthesis

@Suite struct ColumnTailSpellingTests {
  @Test(arguments: [
    ("auto", ColumnTail.auto), ("none", .none),
    ("pareto(15000, 0.2, 1200)", .pareto(threshold: 15_000, shape: 0.2, scale: 1_200)),
    ("pareto(-3.5, -0.25, 0.0001)", .pareto(threshold: -3.5, shape: -0.25, scale: 0.0001)),
    ("bounded(100)", .bounded(100)), ("x2", .stretched(2)), ("x0.5", .stretched(0.5)), ("x0.001", .stretched(0.001)),
    ("x1000", .stretched(1_000)),
  ]) func readsAndWrites(_ text: String, _ tail: ColumnTail) {
    #expect(ColumnTail(spelling: text) == tail)
    #expect(tail.spelling == text)
  }

  @Test(arguments: [
    "", "Auto", "x", "x0", "x1e-320", "x0.0009", "x1001", "x1e300", "x-1", "xinf", "xnan", "x0x1", "2", "bounded()",
    "bounded(a)", "bounded(1, 2)", "bounded(1",
    "pareto(1, 2)", "pareto(1, 0.2, 0)", "pareto(1, 0.2, -3)", "pareto(1, 5, 1)", "pareto(1, 0.2, 1e999)",
    "pareto(1,, 1)", "pareto(1, 0.2, 3, 4)", "pareto 1 0.2 3", "uniform(1)",
  ]) func refuses(_ text: String) { #expect(ColumnTail(spelling: text) == nil) }
}

@Suite struct ColumnTailTests {
  private static let rows = 6_000

  /// Amounts with cents: a generalised Pareto law of shape 0.3 from 10 up, thinned below 60.
  private static func amounts() -> Column {
    let law = GeneralizedPareto(shape: 0.3, scale: 50)
    let values = SampleTables.uniforms(rows, "spend").map { ((10 + law.quantile(survival: $0)) * 100).rounded() / 100 }
    return SampleTables.column("spend", .decimal, .decimals(values), decimals: 2)
  }

  /// Scores that end at 100, which many have.
  private static func scores() -> Column {
    let values = SampleTables.uniforms(rows, "score").map { Int64(min(100, (80 + 25 * Normal.quantile($0)).rounded())) }
    return SampleTables.column("score", .integer, .integers(values))
  }

  private static let recipe = Result {
    try SampleTables.fit(Table(name: "t", columns: [amounts(), scores()])) { $0.model = IndependentModel.name }
  }

  private func spend(_ tails: ColumnTails = ColumnTails()) throws -> ColumnRecipe {
    var column = try #require(try Self.recipe.get().column(named: "spend"))
    column.tails = tails
    return column
  }

  private func values(_ column: ColumnRecipe, at uniforms: [Double]) throws -> [Double] {
    let rows = 0..<UInt64(uniforms.count)
    let request = DrawRequest(rows: rows, uniforms: uniforms, stream: RandomStream(seed: 1))
    switch try Synthesizer.restore(column).values(for: request) {
    case .decimals(let values): return values
    case .integers(let values): return values.map(Double.init)
    default: throw SynthesisError(.nothingToFit(reason: "no numbers"))
    }
  }

  private func fitted(_ column: ColumnRecipe, _ name: String) throws -> ColumnTail {
    guard case .text(let text)? = column.parameters[name] else { return .none }
    return try #require(ColumnTail(spelling: text.string))
  }

  @Test func theFittedLawReachesBeyondTheRows() throws {
    let column = try spend()
    guard case .pareto(let threshold, let shape, _) = try fitted(column, "upper_tail") else {
      return #expect(Bool(false), "no tail")
    }
    // Standard error of the shape from 600 rows: 1.3 / sqrt(600) = .053.
    #expect(abs(shape - 0.3) < 0.17, "\(shape)")
    guard case .decimals(let real) = Self.amounts().storage else { return }
    #expect(real.filter { $0 > threshold }.count >= 50)
    let law = GeneralizedPareto(shape: 0.3, scale: 50)
    for survival in [1e-3, 1e-4, 1e-5] {
      let drawn = try values(column, at: [1 - survival])[0]
      let found = Exponential.value(law.logSurvival(drawn - 10))
      #expect((survival / 6...survival * 6).contains(found), "\(survival): \(drawn), which \(found) pass")
    }
    #expect(try values(column, at: [1 - 1e-9])[0] > (real.max() ?? 0))
  }

  /// At the threshold the value neither jumps nor falls, and everything below is as without a tail.
  @Test func theCurveHasNoJumpAtTheThreshold() throws {
    let column = try spend()
    guard case .pareto(let threshold, _, _) = try fitted(column, "upper_tail") else { return }
    let uniforms = (1..<200_000).map { Double($0) / 200_000 }
    let (with, without) = (try values(column, at: uniforms), try values(spend(ColumnTails(upper: .none)), at: uniforms))
    let first = try #require(with.firstIndex { $0 > threshold })
    #expect(zip(with, without).prefix(first).allSatisfy { $0 == $1 })
    #expect(zip(with, with.dropFirst()).allSatisfy { $0 <= $1 })
    // One step of u is a 200,000th: the law's own rise there, and a cent for rounding.
    #expect(with[first] - with[first - 1] < 0.5, "\(with[first - 1]) \(with[first])")
    #expect(with.allSatisfy { ($0 * 100).rounded() / 100 == $0 })
  }

  @Test func cappedAndOneSidedColumnsEndWhereTheyEnd() throws {
    let scores = try #require(try Self.recipe.get().column(named: "score"))
    #expect(try fitted(scores, "upper_tail") == .none)
    #expect(try values(scores, at: [1 - 1e-9]) == [100])
    #expect(try fitted(try spend(), "lower_tail") == .none)
    #expect(try values(spend(), at: [1e-9])[0] >= 0)
  }

  @Test func aFactorMultipliesTheExcess() throws {
    let column = try spend()
    guard case .pareto(let threshold, _, _) = try fitted(column, "upper_tail") else { return }
    let uniforms = [0.2, 0.5, 0.995, 0.9999, 1 - 1e-7]
    let once = try values(column, at: uniforms)
    let twice = try values(spend(ColumnTails(upper: .stretched(2))), at: uniforms)
    for (one, two) in zip(once, twice) {
      let expected = one > threshold ? threshold + 2 * (one - threshold) : one
      #expect(abs(two - expected) < 0.021, "\(one) became \(two), not \(expected)")
    }
  }

  /// Without a fitted law the outermost twentieth of the rows is stretched.
  @Test func aFactorAlsoStretchesAColumnWithoutALaw() throws {
    var scores = try #require(try Self.recipe.get().column(named: "score"))
    let uniforms = (1..<2_000).map { Double($0) / 2_000 }
    let before = try values(scores, at: uniforms)
    scores.tails.lower = .stretched(3)
    let after = try values(scores, at: uniforms)
    #expect(zip(before, after).dropFirst(102).allSatisfy { $0 == $1 })
    #expect(zip(after, after.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(after[0] < before[0])
    #expect(after.allSatisfy { $0 == $0.rounded() })
    let floor = try spend(ColumnTails(lower: .stretched(100)))
    #expect(try values(floor, at: [1e-12])[0] >= 0)
  }

  @Test func aBoundIsNeverPassedAndKeepsTheRestInProportion() throws {
    let uniforms = (1..<4_000).map { Double($0) / 4_000 }
    let bounded = try values(spend(ColumnTails(lower: .bounded(20), upper: .bounded(200))), at: uniforms)
    #expect(bounded.allSatisfy { (20...200).contains($0) })
    #expect(bounded.filter { $0 == 200 }.count < 3)
    let free = try values(spend(), at: uniforms).filter { (20...200).contains($0) }
    let middle = (bounded[bounded.count / 2], free[free.count / 2])
    #expect(abs(middle.0 / middle.1 - 1) < 0.01, "\(middle)")
    let beyond = try values(spend(ColumnTails(upper: .bounded(1e6))), at: [1 - 1e-12])
    #expect(beyond[0] <= 1e6)
  }

  @Test func aLawOfOnesOwnIsDrawn() throws {
    let law = ColumnTail.pareto(threshold: 100, shape: 0, scale: 1_000)
    let column = try spend(ColumnTails(upper: law))
    let uniforms = (0..<40_000).map { (Double($0) + 0.5) / 40_000 }
    let drawn = try values(column, at: uniforms)
    let beyond = drawn.filter { $0 > 100 }
    let mean = beyond.reduce(0) { $0 + $1 - 100 } / Double(beyond.count)
    #expect(abs(mean / 1_000 - 1) < 0.02, "\(mean)")
    #expect(zip(drawn, drawn.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: [
    ColumnTails(upper: .pareto(threshold: 1e9, shape: 0, scale: 1)), ColumnTails(upper: .bounded(-5)),
    ColumnTails(lower: .bounded(500), upper: .bounded(20)), ColumnTails(lower: .bounded(1e300)),
    ColumnTails(lower: .pareto(threshold: 100, shape: 0, scale: 1), upper: .pareto(threshold: 20, shape: 0, scale: 1)),
  ]) func impossibleTailsAreErrors(_ tails: ColumnTails) throws {
    let column = try spend(tails)
    let error = #expect(throws: SynthesisError.self) { try Synthesizer.restore(column) }
    #expect(error?.description.contains("tail.") == true, "\(String(describing: error))")
  }

  @Test(arguments: [1e-300, 1.0, 1e300, 1.7e308]) func extremeNumbersNeverTrap(_ size: Double) throws {
    let wishes: [ColumnTail] = [
      .stretched(size), .bounded(size), .pareto(threshold: 20, shape: 2, scale: size),
      .pareto(threshold: size, shape: -1, scale: size),
    ]
    let uniforms = [0x1p-53, 1e-9, 0.01, 0.5, 0.99, 1 - 1e-9, 1 - 0x1p-53]
    for name in ["spend", "score"] {
      for side in ColumnTails.Side.allCases {
        for wish in wishes {
          var column = try #require(try Self.recipe.get().column(named: name))
          column.tails[side] = wish
          guard let drawn = try? values(column, at: uniforms) else { continue }
          #expect(drawn.allSatisfy { $0.isFinite }, "\(name), \(side): \(wish.spelling) gives \(drawn)")
          #expect(zip(drawn, drawn.dropFirst()).allSatisfy { $0 <= $1 }, "\(name), \(side): \(wish.spelling) \(drawn)")
        }
      }
    }
  }

  /// The threshold is an edge between values, and no value itself.
  @Test func noThresholdIsARow() throws {
    guard case .pareto(let threshold, _, _) = try fitted(spend(), "upper_tail"),
      case .decimals(let real) = Self.amounts().storage
    else { return #expect(Bool(false), "no tail") }
    #expect(!real.contains(threshold))
  }

  @Test func tailsAreSetOnRecipes() throws {
    let recipe = try Self.recipe.get()
    let changed = try RecipeTails.set(.stretched(2), .upper, of: "spend", in: recipe)
    #expect(RecipeDifference.describe(recipe, changed).map(\.setting) == ["spend.tail.upper"])
    #expect(try RecipeTails.set(.auto, .upper, of: "spend", in: changed) == recipe)
    let read = try RecipeFile.parse(RecipeFile.text(of: changed), file: "r.yaml")
    #expect(read == changed)
    #expect(throws: SynthesisError(.unknownColumn(name: "spent", nearest: "spend"))) {
      try RecipeTails.set(.none, .upper, of: "spent", in: recipe)
    }
    let levels = try SampleTables.fit(Table(name: "t", columns: [SampleTables.levels(200)]))
    #expect(throws: SynthesisError.self) { try RecipeTails.set(.none, .upper, of: "colour", in: levels) }
  }
}
