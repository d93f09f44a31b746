import Statistics
import Testing

@Suite struct CorrelationTests {
  /// x = i² 37 mod 101, y = i 53 mod 97 + x / 4, z = (7 i + i²) mod 5 for i in 0..<200.
  private static let x = (0..<200).map { Double($0 * $0 * 37 % 101) }
  private static let y = (0..<200).map { Double($0 * 53 % 97) + x[$0] / 4 }
  private static let z = (0..<200).map { Double(($0 * 7 + $0 * $0) % 5) }

  /// numpy.corrcoef, NumPy of SciPy 1.17.1.
  @Test func pearsonMatchesNumPy() {
    let matrix = Correlation.pearson([Self.x, Self.y, Self.z])
    #expect(close(matrix.elements, [1, 0.3504725924017115, 1, 0.02512269097895356, -0.0005762364455638135, 1]))
  }

  /// scipy.stats.spearmanr, SciPy 1.17.1.
  @Test func spearmanMatchesSciPy() {
    let matrix = Correlation.spearman([Self.x, Self.y, Self.z])
    #expect(close(matrix.elements, [1, 0.3363046497829102, 1, 0.0227098135876167, -0.004841400450329551, 1]))
  }

  @Test(arguments: 0..<30) func blockedAgreesWithTheNaiveOne(seed: UInt64) {
    let rows = 1 + Int(seed) * 61  // crosses the border of a block from the ninth seed on
    let columns = (0..<11).map { index in
      RandomStream(seed: seed).stream(named: "\(index)").uniforms(rows: 0..<UInt64(rows)).map { $0 * 1_000 + 1e6 }
    }
    let matrix = Correlation.pearson(columns)
    for (i, j) in [(1, 0), (2, 0), (3, 1), (3, 2), (4, 3), (7, 6), (10, 1), (10, 7), (10, 9)] {
      #expect(abs(matrix[i, j] - naivePearson(columns[i], columns[j])) < 1e-9)
    }
  }

  @Test func extremesAndConstantsAreDefined() {
    let huge = [1e308, -1e308, 1.5e308, 0]
    let tiny = [1e-300, -1e-300, 1.5e-300, 0]
    #expect(abs(Correlation.pearson(huge, tiny) - 1) < 1e-12)
    #expect(Correlation.pearson(huge, [1, 1, 1, 1]) == 0)
    #expect(Correlation.pearson([[Double]]()).size == 0)
    #expect(Correlation.pearson([[], []])[1, 0] == 0)
  }

  private func naivePearson(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
    var (products, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      products += (x - meanA) * (y - meanB)
      squaresA += (x - meanA) * (x - meanA)
      squaresB += (y - meanB) * (y - meanB)
    }
    return squaresA * squaresB > 0 ? products / (squaresA * squaresB).squareRoot() : 0
  }

  /// χ² by scipy.stats.chi2_contingency(correction=False), then Bergsma's correction by hand in Python; SciPy 1.17.1.
  @Test func cramersVMatchesSciPy() {
    let first = (0..<200).map { Int32($0 * $0 % 3) }
    let second: [Int32] = zip(first, 0..<200).map { code, row in (code + Int32(row % 4 / 2)) % 4 }
    let value = Association.cramersV(first, levels: 3, second, otherLevels: 4)
    #expect(abs(value - 0.6972638045747382) < 1e-12)
    #expect(abs(value - Association.cramersV(second, levels: 4, first, otherLevels: 3)) < 1e-12)
  }

  @Test func cramersVHasItsLimits() {
    let codes = (0..<100).map { Int32($0 % 4) }
    #expect(abs(Association.cramersV(codes, levels: 4, codes, otherLevels: 4) - 1) < 1e-12)
    #expect(Association.cramersV(codes, levels: 4, codes.map { _ in 0 }, otherLevels: 1) == 0)
    #expect(Association.cramersV(codes.map { _ in -1 }, levels: 4, codes, otherLevels: 4) == 0)
    let independent = (0..<10_000).map { Int32($0 % 4) }
    let other = (0..<10_000).map { Int32($0 / 4 % 5) }
    #expect(Association.cramersV(independent, levels: 4, other, otherLevels: 5) == 0)
  }

  /// √(between / total sum of squares) of y by z with NumPy.
  @Test func correlationRatioMatchesNumPy() {
    let codes = Self.z.map { Int32($0) }
    #expect(abs(Association.correlationRatio(codes, levels: 5, Self.y) - 0.011767513270438873) < 1e-12)
    #expect(abs(Association.correlationRatio(codes, levels: 5, Self.z) - 1) < 1e-12)
    #expect(Association.correlationRatio(codes, levels: 5, codes.map { _ in 3 }) == 0)
  }

  /// numpy mean, std(ddof=1) and quantile.
  @Test func momentsAndQuantilesMatchNumPy() {
    let moments = Moments(of: Self.x)
    #expect(abs(moments.mean - 50.08) < 1e-12)
    #expect(abs(moments.standardDeviation - 30.644067851255677) < 1e-12)
    let sorted = Self.y.sorted()
    for (probability, value) in [(0, 0), (0.01, 7.23), (0.25, 34.1875), (0.5, 60.75), (0.9, 98.55), (1, 117)] {
      #expect(abs(Quantiles.type7(sorted: sorted, probability) - value) < 1e-12)
    }
  }

  @Test func momentsNeitherOverflowNorCancel() {
    let huge = Moments(of: [1.5e308, -1.5e308, 1.5e308, -1.5e308])
    #expect(huge.mean == 0)
    #expect(abs(huge.standardDeviation / 1.7320508075688772e308 - 1) < 1e-12)
    let shifted = Moments(of: [1e15 + 1, 1e15 + 2, 1e15 + 3])
    #expect(shifted.mean == 1e15 + 2 && abs(shifted.standardDeviation - 1) < 1e-12)
    #expect(Moments(of: []).mean == 0 && Moments(of: [4]).standardDeviation == 0)
    #expect(Moments.compensatedSum([1, 1e100, 1, -1e100]) == 2)
    #expect(Quantiles.type7(sorted: [-1.7e308, 1.7e308], 0.5) == 0)
  }
}
