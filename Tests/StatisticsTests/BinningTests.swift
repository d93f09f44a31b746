import Statistics
import Testing

@Suite struct BinningTests {
  private static let grids: [BinningChoice.Grid] = [
    .continuous, .decimals(0), .decimals(2), .steps([1, 7, 28], anchor: 7),
  ]

  @Test(arguments: 0..<200) func fastCountingAgreesWithTheNaiveOne(seed: UInt64) {
    let kind = Shape.all[Int(seed) % Shape.all.count]
    let values = kind.values(seed: seed, count: 50 + Int(seed) * 3)
    let choice = BinningChoice(
      maximumBins: 5 + Int(seed) % 60, logarithmic: seed % 3 == 0 ? true : nil, grid: Self.grids[Int(seed / 7) % 4])
    let binning = choice.bins(forSorted: values.sorted())
    // The edges themselves and their neighbours are the interesting inputs.
    let inputs = values + binning.edges.flatMap { [$0, $0.nextUp, $0.nextDown] } + [0, -0.0, 1e300, -1e300]
    let missing = seed % 2 == 0 ? [] : inputs.indices.map { $0 % 5 == 0 }
    let counts = binning.counts(of: inputs, missing: missing)
    #expect(counts == naiveCounts(binning, inputs, missing))
    #expect(counts.reduce(0, +) == inputs.indices.count { missing.isEmpty || !missing[$0] })
  }

  /// Every value in a bar, edges rising, no more bins than asked.
  @Test(arguments: 0..<48) func binsObeyTheirLaws(seed: UInt64) {
    let kind = Shape.all[Int(seed) % Shape.all.count]
    let values = kind.values(seed: seed, count: Int(seed) * 5)
    for grid in Self.grids {
      for maximum in [1, 2, 10, 38] {
        for refinement in [-2, 0, 3] {
          let choice = BinningChoice(maximumBins: maximum, refinement: refinement, grid: grid)
          let binning = choice.bins(forSorted: values.sorted())
          #expect(binning.binCount <= max(maximum, 2), "\(kind) \(grid) \(maximum): \(binning.edges)")
          #expect(binning.edges.allSatisfy { $0.isFinite })
          #expect(binning.counts(of: values).reduce(0, +) == values.count)
        }
      }
    }
  }

  @Test func integersGetBinsOfWholeNumbers() {
    let dice = (0..<600).map { Double($0 % 6 + 1) }
    let bins = BinningChoice(grid: .decimals(0)).bins(forSorted: dice.sorted())
    #expect(bins.edges == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    #expect(bins.counts(of: dice) == [100, 100, 100, 100, 100, 100])
    let ages = (0..<8_000).map { Double(18 + $0 % 80) }
    let ageBins = BinningChoice(maximumBins: 40, grid: .decimals(0)).bins(forSorted: ages.sorted())
    #expect(ageBins.edges.allSatisfy { $0 == $0.rounded() })
    #expect(Set(ageBins.counts(of: ages).dropFirst().dropLast()).count == 1)
  }

  @Test func everyDayOfTheMonthHasItsBin() {
    let days = (0..<31_000).map { Double($0 % 31 + 1) }
    for grid: BinningChoice.Grid in [.decimals(0), .steps([1, 7], anchor: 7)] {
      #expect(Set(BinningChoice(grid: grid).bins(forSorted: days.sorted()).counts(of: days)) == [1_000])
    }
    let weeks = BinningChoice(maximumBins: 6, grid: .steps([1, 7], anchor: 1)).bins(forSorted: days.sorted())
    #expect(weeks.edges == [1, 8, 15, 22, 29, 36])
  }

  @Test func decimalsFallOnTheirSideOfTheEdge() {
    // 0.3 is not 3 · 0.1; edges are rounded as the data is.
    let values = (0..<1_000).map { Double($0 % 100) / 10 }
    let bins = BinningChoice(maximumBins: 20, refinement: 1, grid: .decimals(1)).bins(forSorted: values.sorted())
    #expect(bins.binCount == 20)
    #expect(Set(bins.counts(of: values)) == [50], "\(bins.edges)")
  }

  @Test func zeroInflatedColumnsHaveABarForZero() {
    let values = Shape.zeroInflated.values(seed: 1, count: 2_000)
    let bins = BinningChoice(logarithmic: false).bins(forSorted: values.sorted())
    #expect(bins.hasZeroBar)
    #expect(bins.counts(of: values)[0] == values.count { $0 == 0 })
    #expect(!BinningChoice(grid: .decimals(0)).bins(forSorted: [0, 0, 0, 1, 1, 2]).hasZeroBar)
  }

  @Test func strongSkewAsksForALogarithm() {
    let lognormal = Shape.lognormal.values(seed: 2, count: 5_000).sorted()
    let bins = BinningChoice(maximumBins: 40).bins(forSorted: lognormal)
    #expect(bins.isLogarithmic && bins.binCount >= 20)
    let ratios = zip(bins.edges, bins.edges.dropFirst()).map { $1 / $0 }
    #expect(ratios.allSatisfy { abs($0 / ratios[0] - 1) < 1e-9 })
    #expect(!BinningChoice(logarithmic: false).bins(forSorted: lognormal).isLogarithmic)
    let normal = Shape.normal.values(seed: 2, count: 5_000).map { $0 + 100 }.sorted()
    #expect(!BinningChoice().bins(forSorted: normal).isLogarithmic)
    #expect(BinningChoice(logarithmic: true).bins(forSorted: normal).isLogarithmic)
    #expect(!BinningChoice(logarithmic: true).bins(forSorted: [-1, 1, 10, 1_000]).isLogarithmic)
  }

  @Test func oneWildValueLeavesTheBinsUseful() {
    for wild in [1e300, -1e300, 1e6] {
      let values = Shape.normal.values(seed: 3, count: 1_000) + [wild]
      let bins = BinningChoice().bins(forSorted: values.sorted())
      let counts = bins.counts(of: values)
      #expect(bins.binCount <= 60)
      #expect((counts.max() ?? 0) < 250, "\(wild): \(counts)")
    }
  }

  @Test func extremesDoNotOverflow() {
    let (most, least) = (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude)
    for values in [[-most, 0, most], [most], [-most, most], [most.nextDown, most], [least], [0, least], [-0.0]] {
      let bins = BinningChoice().bins(forSorted: values.sorted())
      #expect(bins.counts(of: values).reduce(0, +) == values.count)
    }
    #expect(BinningChoice().bins(forSorted: []).binCount == 1)
  }

  @Test func refinementDoublesAndHalves() {
    let values = Shape.normal.values(seed: 4, count: 2_000).sorted()
    let counts = [-2, -1, 0, 1, 2].map {
      BinningChoice(maximumBins: 500, refinement: $0).bins(forSorted: values).binCount
    }
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 < $1 }, "\(counts)")
  }

  @Test func edgesAreRoundNumbers() {
    let values = Shape.normal.values(seed: 5, count: 2_000).sorted()
    let edges = BinningChoice().bins(forSorted: values).edges
    let width = edges[1] - edges[0]
    #expect([0.1, 0.2, 0.25, 0.5].contains { abs(width - $0) < 1e-12 }, "\(width)")
    #expect(edges.allSatisfy { abs(($0 / width).rounded() - $0 / width) < 1e-9 })
  }

  private func naiveCounts(_ binning: Binning, _ values: [Double], _ missing: [Bool]) -> [Int] {
    var counts = [Int](repeating: 0, count: binning.barCount)
    for (row, value) in values.enumerated() where missing.isEmpty || !missing[row] {
      counts[binning.bar(of: value)] += 1
    }
    return counts
  }

  private enum Shape: CaseIterable {
    case normal, lognormal, integers, cents, zeroInflated, constant, extremes, wild

    static let all = allCases

    func values(seed: UInt64, count: Int) -> [Double] {
      let uniforms = RandomStream(seed: seed).stream(named: "\(self)").uniforms(rows: 0..<UInt64(count))
      let normals = Normal.quantiles(of: uniforms)
      switch self {
      case .normal: return normals
      case .lognormal: return normals.map { exponential(1.06 * $0 + 3.7) }
      case .integers: return uniforms.map { ($0 * 40).rounded() - 5 }
      case .cents: return normals.map { ($0 * 100).rounded() / 100 }
      case .zeroInflated: return zip(uniforms, normals).map { $0 < 0.6 ? 0 : exponential($1) }
      case .constant: return uniforms.map { _ in 7 }
      case .extremes: return interestingNumbers(seed: seed, count: count)
      case .wild: return normals.enumerated().map { $0 % 50 == 7 ? 1e300 : $1 }
      }
    }

    /// eˣ without Foundation: by squaring.
    private func exponential(_ x: Double) -> Double {
      var result = 1 + x / 1_048_576
      for _ in 0..<20 { result *= result }
      return result
    }
  }
}
