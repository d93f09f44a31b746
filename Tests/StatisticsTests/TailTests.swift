import Testing

@testable import Statistics

/// Reference values by `Tests/Reference/tails.py`, SciPy 1.17.1.
@Suite struct GeneralizedParetoTests {
  private static let laws: [(shape: Double, cdf: Double, logDensity: Double, extreme: Double)] = [
    (-0.4, 0.547802196703292, -1.392472078052332, 6.22511830184),
    (0.0, 0.493383007634410, -1.596290731874155, 34.5387763949),
    (0.3, 0.461426421820568, -1.720771235049549, 517.464453733),
    (1.2, 0.391766789190086, -2.010123912202508, 33018606.0929),
  ]

  @Test(arguments: laws.indices) func matchesSciPy(_ index: Int) {
    let (shape, cdf, logDensity, extreme) = Self.laws[index]
    let law = GeneralizedPareto(shape: shape, scale: 2.5)
    #expect(abs(law.cdf(1.7) - cdf) < 1e-14)
    #expect(abs(law.logDensity(1.7) - logDensity) < 1e-13)
    #expect(abs(law.quantile(survival: 1e-6) / extreme - 1) < 1e-10)
  }

  @Test(arguments: [-0.7, -0.2, -1e-10, 0, 1e-10, 1e-7, 0.4, 1.5]) func quantileInvertsSurvival(_ shape: Double) {
    let law = GeneralizedPareto(shape: shape, scale: 40)
    for step in 1...60 {
      let survival = Normal.cdf(-Double(step) / 10)
      let excess = law.quantile(survival: survival)
      #expect(abs(Exponential.value(law.logSurvival(excess)) / survival - 1) < 1e-6, "\(shape), \(survival)")
    }
    #expect(law.quantile(survival: 1) == 0)
    #expect(law.quantile(survival: 0) == law.end)
    #expect(law.cdf(-1) == 0)
    #expect(law.cdf(.infinity) == 1)
  }

  /// The law of what passes a higher threshold is the conditional law.
  @Test(arguments: [-0.3, 0, 0.5]) func aHigherThresholdIsTheConditionalLaw(_ shape: Double) throws {
    let law = GeneralizedPareto(shape: shape, scale: 3)
    let higher = try #require(law.beyond(2))
    for excess in [0.1, 1, 4] {
      let conditional = law.logSurvival(2 + excess) - law.logSurvival(2)
      #expect(abs(higher.logSurvival(excess) - conditional) < 1e-12)
    }
    #expect(GeneralizedPareto(shape: -0.5, scale: 1).beyond(2) == nil)
  }
}

@Suite struct GeneralizedParetoFitTests {
  /// Drawn shape, scale, excesses, hidden; fitted shape, scale, standard error of the shape, A².
  private static let cases: [(Double, Double, Int, Int, Double, Double, Double, Double)] = [
    (0.3, 2.0, 400, 0, 0.2998503945, 2.007665838, 0.06511, 0.01010),
    (0.3, 2.0, 400, 10, 0.3040886172, 2.001716415, 0.07369, 0.00961),
    (0.0, 1.0, 60, 10, -0.0028377102, 1.001754956, 0.29425, 0.02511),
    (-0.3, 5.0, 200, 0, -0.3224827314, 5.130120657, 0.05921, 0.02241),
    (0.9, 1000.0, 1600, 10, 0.8958163025, 1001.915252, 0.04811, 0.00177),
    (-0.2, 3.0, 100, 10, -0.2682511774, 3.118174093, 0.17498, 0.02170),
  ]

  private func excesses(_ shape: Double, _ scale: Double, _ count: Int) -> [Double] {
    let law = GeneralizedPareto(shape: shape, scale: scale)
    return (1...count).map { row in
      let place = Double(row) * 0.618_033_988_749_894_9
      return law.quantile(survival: 1 - (place - place.rounded(.down)))
    }.sorted()
  }

  /// SciPy's search and second differences are good to 1e-5 and 1e-3.
  @Test(arguments: cases.indices) func matchesSciPy(_ index: Int) throws {
    let (shape, scale, count, hidden, fittedShape, fittedScale, error, square) = Self.cases[index]
    let excesses = excesses(shape, scale, count)
    let fit = try #require(GeneralizedParetoFit(excesses, hidden: hidden))
    #expect(abs(fit.law.shape - fittedShape) < 2e-5)
    #expect(abs(fit.law.scale / fittedScale - 1) < 2e-5)
    #expect(abs(fit.standardError / error - 1) < 2e-3)
    let law = GeneralizedPareto(shape: fittedShape, scale: fittedScale)
    #expect(abs(TailGoodness.statistic(excesses, hidden: hidden, law: law) - square) < 2e-5)
  }

  /// The derivative is 0 at the answer: no point of a fine grid has a larger likelihood.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8]) func noLawOfAGridIsLikelier(_ seed: UInt64) throws {
    let stream = RandomStream(seed: seed)
    let law = GeneralizedPareto(shape: Double(seed) / 8 - 0.4, scale: 7)
    let excesses = (0..<150).map { law.quantile(survival: stream.uniform(at: $0)) }.sorted()
    let hidden = Int(seed) * 2
    let fit = try #require(GeneralizedParetoFit(excesses, hidden: hidden))
    let best = likelihood(fit.law, excesses, hidden)
    for shape in stride(from: fit.law.shape - 0.3, through: fit.law.shape + 0.3, by: 0.02) {
      for factor in stride(from: 0.7, through: 1.4, by: 0.02) {
        let other = GeneralizedPareto(shape: shape, scale: fit.law.scale * factor)
        #expect(likelihood(other, excesses, hidden) <= best + 1e-7)
      }
    }
  }

  private func likelihood(_ law: GeneralizedPareto, _ excesses: [Double], _ hidden: Int) -> Double {
    let known = excesses.dropLast(hidden)
    let last = known[known.count - 1]
    return known.reduce(0) { $0 + law.logDensity($1) } + Double(hidden) * law.logSurvival(last)
  }

  @Test func whatIsHiddenMovesNothing() throws {
    var excesses = excesses(0.2, 1, 200)
    let fit = try #require(GeneralizedParetoFit(excesses, hidden: 10))
    excesses[199] = 1e12
    #expect(GeneralizedParetoFit(excesses, hidden: 10) == fit)
  }

  @Test func degenerateExcessesHaveNoFit() {
    #expect(GeneralizedParetoFit([], hidden: 0) == nil)
    #expect(GeneralizedParetoFit([1], hidden: 0) == nil)
    #expect(GeneralizedParetoFit([1, 1, 1, 5], hidden: 1) == nil)
    #expect(GeneralizedParetoFit([1, 2, 3], hidden: 2) == nil)
    for hidden in 0..<40 { _ = GeneralizedParetoFit((1...40).map { 1e300 * Double($0) / 40 }, hidden: hidden) }
  }
}
