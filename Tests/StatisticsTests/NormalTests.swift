import Statistics
import Testing

@Suite struct NormalTests {
  /// mpmath 1.3 with 60 digits: the root of erfc(-x / √2) / 2 = p by bisection.
  private static let quantiles: [(Double, Double)] = [
    (1e-300, -37.0470962993612), (1e-100, -21.273453560965326), (1e-16, -8.222082216130435),
    (1e-10, -6.361340902404057), (1e-05, -4.264890793922825), (0.001, -3.0902323061678136),
    (0.02425, -1.972961051311885), (0.075, -1.439531470938456), (0.1, -1.2815515655446004),
    (0.25, -0.6744897501960817), (0.4, -0.2533471031357997), (0.499999999, -2.5066283428845328e-09),
    (0.6, 0.2533471031357997), (0.9, 1.2815515655446006), (0.975, 1.9599639845400538),
    (0.999, 3.090232306167813), (0.9999999999, 6.361340889697422),
  ]

  /// mpmath 1.3 with 60 digits: erfc(-x / √2) / 2.
  private static let cdfs: [(Double, Double)] = [
    (-37, 5.725571222524577e-300), (-20, 2.7536241186062337e-89), (-8, 6.220960574271784e-16),
    (-3.5, 0.00023262907903552504), (-1.96, 0.024997895148220435), (-1, 0.15865525393145705),
    (-1e-08, 0.4999999960105772), (0, 0.5), (0.5, 0.6914624612740131), (1, 0.8413447460685429),
    (2.5, 0.9937903346742238), (6, 0.9999999990134123),
  ]

  @Test(arguments: quantiles) func quantileMatchesTheReference(_ probability: Double, _ expected: Double) {
    #expect(abs(Normal.quantile(probability) - expected) <= 2e-15 * abs(expected))
  }

  @Test(arguments: cdfs) func cdfMatchesTheReference(_ x: Double, _ expected: Double) {
    #expect(abs(Normal.cdf(x) - expected) <= (1 + x * x) * 4e-16 * expected)
  }

  @Test func quantileReachesTheEnds() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(-1) == -.infinity)
    #expect(Normal.quantile(2) == .infinity)
    #expect(Normal.quantile(0.5) == 0)
  }

  @Test func quantileNeverDecreases() {
    // Neighbouring doubles around the seams of the three rational functions are the interesting inputs.
    for seam in [0.075, 0.925, 1.3887943864964e-11, 0.5] {
      var probability = seam - 200 * seam.ulp
      var last = Normal.quantile(probability)
      while probability < seam + 200 * seam.ulp {
        probability = probability.nextUp
        let next = Normal.quantile(probability)
        #expect(next >= last - 4 * last.magnitude.ulp, "at \(probability)")
        last = next
      }
    }
  }

  @Test func bulkIsTheSameAsOneByOne() {
    let uniforms = RandomStream(seed: 1).uniforms(rows: 0..<1_000)
    let bulk = Normal.quantiles(of: uniforms)
    #expect(bulk == uniforms.map { Normal.quantile($0) })
    var back = bulk
    back.withUnsafeMutableBufferPointer { Normal.cdfs($0) }
    #expect(zip(back, uniforms).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func densityIsTheSlopeOfTheCdf() {
    for x in stride(from: -5.0, through: 5, by: 0.25) {
      let slope = (Normal.cdf(x + 1e-4) - Normal.cdf(x - 1e-4)) / 2e-4
      #expect(abs(slope - Normal.density(x)) < 1e-8)
    }
  }
}
