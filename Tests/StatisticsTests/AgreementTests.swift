import Statistics
import Testing

@Suite struct AgreementTests {
  @Test(arguments: 0..<50) func agreementObeysItsLaws(seed: UInt64) {
    let (first, second) = (randomShares(seed: seed, bins: 20), randomShares(seed: seed + 1_000, bins: 20))
    let score = Agreement.score(real: first, synthetic: second)
    #expect(score == Agreement.score(real: second, synthetic: first))
    #expect(score > 0 && score < 1)
    let distance = zip(first, second).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    #expect(abs(score - (1 - distance)) < 1e-12)
    #expect(abs(Agreement.score(real: first, synthetic: first) - 1) < 1e-12)
  }

  /// The mean agreement of samples from the very same distribution, over many draws of both sides. Bins are skewed and hold
  /// at least a few rows each; the bound of 0.4 points is the promise of the method.
  @Test(arguments: [(2, 500, 500), (10, 1_000, 4_000), (38, 20_000, 5_000), (38, 5_000, 5_000), (20, 344, 2_000)])
  func whatAFreshSampleScoresIsWhatSimulationFinds(bins: Int, realCount: Int, syntheticCount: Int) {
    let shares = randomShares(seed: UInt64(bins), bins: bins)
    let rounds = 30 + 80_000 / max(realCount, syntheticCount)
    var total = 0.0
    for round in 0..<rounds {
      let root = RandomStream(seed: UInt64(round))
      let real = draw(realCount, from: shares, root.stream(named: "real"))
      let synthetic = draw(syntheticCount, from: shares, root.stream(named: "synthetic"))
      total += Agreement.score(real: real, synthetic: synthetic)
    }
    let best = Agreement.freshAgreement(shares: shares, realCount: realCount, syntheticCount: syntheticCount)
    #expect(abs(best - total / Double(rounds)) < 0.004)
  }

  /// ux: 38 bins, 5,000 rows from a large table: 96.9 %; 20,000: 98.4 %; 200,000: 99.3 % against 200,000.
  @Test func whatAFreshSampleScoresHasTheOrderOfTheDesign() {
    let shares = [Double](repeating: 1 / 38, count: 38)
    func best(_ count: Int) -> Double {
      Agreement.freshAgreement(shares: shares, realCount: 200_000, syntheticCount: count)
    }
    #expect(best(5_000) < best(20_000) && best(20_000) < best(200_000) && best(200_000) < 1)
    #expect(abs(best(5_000) - 0.965) < 0.01)
    #expect(Agreement.freshAgreement(shares: [1], realCount: 10, syntheticCount: 10) == 1)
    #expect(Agreement.freshAgreement(shares: shares, realCount: 0, syntheticCount: 10) == 0)
  }

  private func randomShares(seed: UInt64, bins: Int) -> [Double] {
    let weights = RandomStream(seed: seed).uniforms(rows: 0..<UInt64(bins)).map { 0.1 + $0 * $0 }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private func draw(_ count: Int, from shares: [Double], _ stream: RandomStream) -> [Double] {
    let edges = shares.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
    let counts = Binning(edges: edges).counts(of: stream.uniforms(rows: 0..<UInt64(count)))
    return Binning.shares(counts)
  }
}
