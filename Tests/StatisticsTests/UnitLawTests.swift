import Testing

@testable import Statistics

@Suite struct UnitLawTests {
  @Test(arguments: [(a: 1.0, b: 1.0), (3, 1), (0.5, 0.5), (2, 6)])
  func theShapesOfALargeSampleAreFound(a: Double, b: Double) {
    let law = UnitLaw(a: a, b: b)
    let uniforms = RandomStream(seed: 7).uniforms(rows: 0..<4_000)
    let found = UnitLaw.fit(uniforms.map { law.quantile($0) }, evenRows: 1)
    // Standard errors of maximum likelihood on 4,000 rows are 2 to 3 % here; four of them.
    #expect(abs(found.a / a - 1) < 0.12)
    #expect(abs(found.b / b - 1) < 0.12)
  }

  @Test func quantilesRiseAndStayInside() {
    for (a, b) in [(0.05, 50.0), (50, 0.05), (1, 1), (50, 50), (0.05, 0.05)] {
      let values = (1..<1_000).map { UnitLaw(a: a, b: b).quantile(Double($0) / 1_000) }
      #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(zip(values, values.dropFirst()).allSatisfy(<=))
    }
    #expect(abs(UnitLaw.uniform.quantile(0.3) - 0.3) < 1e-12)
  }

  @Test func theShareBelowAQuantileIsItsOwn() {
    for (a, b) in [(1.0, 1.0), (3, 1), (0.5, 0.5), (2, 6), (50, 50)] {
      let law = UnitLaw(a: a, b: b)
      for step in 1..<1_000 {
        let share = Double(step) / 1_000
        #expect(abs(law.cdf(law.quantile(share)) - share) < 1e-9, "\(law) \(share)")
      }
      #expect(law.cdf(0) == 0 && law.cdf(1) == 1)
    }
  }

  @Test func fewRowsAreDrawnTowardsTheUniformLaw() {
    let free = UnitLaw.fit([0.9, 0.95, 0.97], evenRows: 0.001)
    let held = UnitLaw.fit([0.9, 0.95, 0.97], evenRows: 30)
    #expect(held.quantile(0.5) < 0.6)
    #expect(free.quantile(0.5) > 0.9)
    #expect(UnitLaw.fit([], evenRows: 4) == .uniform)
  }
}
