import Statistics
import Tables
import Testing

@testable import Synthesis

/// What families add to their laws: bounds, zeros, rounding, and their ranking on a column.
@Suite struct FamilyGeneratorTests {
  private func restored(_ name: String, _ kind: ColumnKind, _ entries: [(String, ParameterValue)]) throws
    -> any FittedGenerator
  {
    let parameters = Parameters(entries)
    let column = ColumnRecipe(
      name: "x", kind: kind, look: Look(), missingShare: 0, generator: name, parameters: parameters)
    return try #require(Generators.named(name)).restore(parameters, column: column)
  }

  private func decimals(_ fitted: any FittedGenerator, _ count: UInt64 = 20_000) -> [Double] {
    let stream = RandomStream(seed: 2)
    guard
      case .decimals(let values) = fitted.values(
        for: DrawRequest(rows: 0..<count, uniforms: stream.uniforms(rows: 0..<count), stream: stream))
    else { return [] }
    return values
  }

  @Test func boundsAndZerosHold() throws {
    let fitted = try restored(
      "normal", .decimal,
      [
        ("mean", .number(1)), ("standard_deviation", .number(2)), ("zero_share", .number(0.25)),
        ("minimum", .number(-1)), ("maximum", .number(4)), ("decimals", .integer(1)),
      ])
    let values = decimals(fitted)
    #expect(values.allSatisfy { (-1...4).contains($0) && ($0 * 10).rounded() / 10 == $0 })
    // A quarter and the law's own zeros: 0.25 + 0.75 · 0.0228; standard error 0.003.
    let zeros = Double(values.count { $0 == 0 }) / 20_000
    #expect(abs(zeros - 0.2671) < 0.012, "\(zeros)")
  }

  @Test func boundsWithNothingBetweenThemAreRefused() {
    #expect(throws: SynthesisError.self) {
      try restored("lognormal", .decimal, [("mu", .number(0)), ("sigma", .number(1)), ("maximum", .number(-1))])
    }
    #expect(throws: SynthesisError.self) {
      try restored("gamma", .decimal, [("shape", .number(-1)), ("scale", .number(1))])
    }
    #expect(throws: SynthesisError.self) {
      try restored(
        "normal", .decimal, [("mean", .number(0)), ("standard_deviation", .number(1)), ("minimum", .text("x"))])
    }
  }

  /// Recipes of before: bounds and zeros may be absent, and a law of one value is one.
  @Test func oldRecipesAreRead() throws {
    let constant = try restored("normal", .decimal, [("mean", .number(3)), ("standard_deviation", .number(0))])
    #expect(Set(decimals(constant, 50)) == [3])
    let point = try restored("uniform", .decimal, [("minimum", .number(2)), ("maximum", .number(2))])
    // A law needs a width: its upper bound is the next number.
    #expect(Set(decimals(point, 50)).isSubset(of: [2, (2.0).nextUp]))
  }

  @Test func theRankingFindsTheFamily() throws {
    let law = try #require(ParametricLaw(LognormalFamily.family, [3.7, 1.1]))
    let stream = RandomStream(seed: 6)
    let values = LawQuantiles(law).values(at: stream.uniforms(rows: 0..<5_000)).map { ($0 * 100).rounded() / 100 }
    let column = SampleTables.column("amount", .decimal, .decimals(values), decimals: 2)
    let ranks = FamilyRanking.ranks(of: column, profile: Profiler.profile(column), privacy: PrivacySettings())
    #expect(ranks.count > 20)
    #expect(ranks[0].generator == "lognormal" || ranks[1].generator == "lognormal")
    let own = try #require(ranks.first { $0.generator == "lognormal" })
    #expect(own.isWithinNoise && own.distance < 0.02)
    // Entropy of the law: 3.7 + ½ ln(2 π e 1.1²) = 5.2142. Twice that is the criterion, beside the price of two parameters, 0.0008,
    // and the likelihood that the fit gains, as much on average. Variance of one row's log density: 1.1² + ½, so the standard
    // error is 2 (1.71 / 5,000)^½ = 0.037; the bound is three of these.
    #expect(abs(own.criterion - 10.4284) < 0.111, "\(own.criterion)")
    #expect(ranks.first { $0.generator == "normal" }?.isWithinNoise == false)
  }
}
