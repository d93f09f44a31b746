import Statistics
import Tables
import Testing

@testable import Evaluation

/// Values by `Tests/Reference/scores.py`, SciPy 1.17.1 and scikit-learn 1.9.1, and small cases by hand.
@Suite struct MetricReferenceTests {
  private static func context() throws -> ScoreContext {
    try Scorer().context(
      real: ScoreSamples.reference(60, factor: 37),
      synthetic: ScoreSamples.reference(45, factor: 41, scale: 1.25),
      holdout: ScoreSamples.reference(30, factor: 43), target: nil)
  }

  private static let references: [(metric: any Metric.Type, value: Double, tolerance: Double)] = [
    (KSComplementMetric.self, 0.8027777777777778, 1e-12),
    (TVComplementMetric.self, 0.9777777777777777, 1e-12),
    (RankCorrelationMetric.self, 0.06133379535881278, 1e-12),
    (TailReachMetric.self, 0.8944852662441987, 1e-12),
    (RangeCoverMetric.self, 1, 1e-12),
    (RangeExcessMetric.self, 0.13333333333333333, 1e-12),
    (NearestLeakMetric.self, 0.4833333333333334, 1e-6),
  ]

  @Test(arguments: references.indices) func matchesTheReference(_ index: Int) throws {
    let (metric, value, tolerance) = Self.references[index]
    let found = try #require(try metric.score(.synthetic, in: Self.context()).value)
    #expect(abs(found - value) < tolerance, "\(metric.name) is \(found)")
  }

  @Test func macroF1MatchesScikitLearn() {
    let value = TargetModel.macroF1([0, 1, 0, 1, 2, 2, 2, 0, 0], [0, 0, 0, 1, 1, 2, 2, 2, 3], 4)
    #expect(abs(value - 0.43452380952380953) < 1e-12)
  }

  @Test func kolmogorovSmirnovByHand() {
    #expect(KSComplementMetric.distance([1, 2, 3, 4], [1, 2, 3, 4]) == 0)
    #expect(KSComplementMetric.distance([1, 1, 2], [2, 2, 3, 3]) == 2.0 / 3)
    #expect(KSComplementMetric.distance([0, 1], [5, 6]) == 1)
    #expect(KSComplementMetric.distance([], [1]) == 1)
  }

  /// A scan against a double loop, with gaps and levels.
  @Test(arguments: 0..<10) func nearestRowsAgreeWithTheNaiveOnes(seed: UInt64) throws {
    let context = try Scorer().context(
      real: ScoreSamples.table(2_100, seed: seed), synthetic: ScoreSamples.table(20, seed: 100 + seed),
      holdout: ScoreSamples.table(30, seed: 200 + seed), target: nil)
    let space = RowDistance(real: context.train)
    let (rows, others) = (space.coordinates(of: context.train), space.coordinates(of: context.synthetic))
    let scan = NearestScan(columns: rows)
    for row in 0..<20 {
      var least = Float.infinity
      var count = 0
      for other in 0..<2_100 {
        let distance = rows.indices.reduce(Float(0)) { $0 + min(1, abs(rows[$1][other] - others[$1][row])) }
        if distance < least { (least, count) = (distance, 1) } else if distance == least { count += 1 }
      }
      #expect(scan.nearest(to: others.map { $0[row] }) == NearestScan.Found(distance: least, count: count))
    }
  }

  @Test func missingCellsAreNearOnlyToMissingOnes() throws {
    let column = ScoreSamples.decimals(
      "x", [0, 0, 5] + (0..<9).map(Double.init), missing: [true, true] + Array(repeating: false, count: 10))
    let table = Table(name: "t", columns: [column])
    let context = try Scorer().context(real: table, synthetic: table, holdout: table, target: nil)
    let coordinates = RowDistance(real: context.train).coordinates(of: context.train)
    #expect(NearestScan(columns: coordinates.map { [$0[1]] }).nearest(to: coordinates.map { $0[0] }).distance == 0)
    #expect(NearestScan(columns: coordinates.map { [$0[2]] }).nearest(to: coordinates.map { $0[0] }).distance == 1)
  }

  @Test func binsAreOpenShareAtomsAndKeepMissingApart() throws {
    let values = Array(repeating: 0.0, count: 60) + (1...40).map(Double.init) + [0]
    let missing = Array(repeating: false, count: 100) + [true]
    let table = Table(name: "t", columns: [ScoreSamples.decimals("x", values, missing: missing)])
    let wild = Table(name: "w", columns: [ScoreSamples.decimals("x", [-1e9, 0, 1e9, 0, 0, 0, 0, 0, 0, 0])])
    let context = try Scorer().context(real: table, synthetic: wild, holdout: table, target: nil)
    let bins = context.bins.bins(of: 0, in: context.train)
    #expect(bins[100] == 0 && Set(bins[0..<60]) == [1] && bins[60] == 2)
    #expect(Set(bins[60..<100]).count == 4)
    #expect(context.bins.bins(of: 0, in: context.synthetic)[0..<3] == [1, 1, 5])
  }

  @Test func extremeNumbersAreBinned() throws {
    let most = Double.greatestFiniteMagnitude
    for values in [[most, -most], [most], [-most], [0], [most, most.nextDown]] {
      let table = Table(
        name: "t", columns: [ScoreSamples.decimals("x", (0..<20).map { values[$0 % values.count] })])
      let entries = try Scorer().report(real: table, synthetic: table).entries
      #expect(entries.allSatisfy { $0.synthetic.value?.isFinite ?? true })
    }
  }

  @Test func rareValuesAreCountedByHand() throws {
    // Of 1,000 rows 5 hold "b" and 1 holds "c"; the other side has b only.
    let codes = (0..<1_000).map { Int32($0 < 994 ? 0 : $0 < 999 ? 1 : 2) }
    let real = Table(name: "t", columns: [ScoreSamples.levels("x", codes, ["a", "b", "c"])])
    let other = Table(name: "s", columns: [ScoreSamples.levels("x", (0..<50).map { Int32($0 % 2) }, ["b", "a"])])
    let context = try Scorer().context(real: real, synthetic: other, holdout: real, target: nil)
    #expect(try RareLevelsMetric.score(.synthetic, in: context).value == 0.5)
    let floor = try #require(try RareLevelsMetric.noiseFloor(in: context).value)
    func chance(_ share: Double) -> Double { 1 - (0..<50).reduce(1.0) { product, _ in product * (1 - share) } }
    #expect(abs(floor - (chance(0.005) + chance(0.001)) / 2) < 1e-12)
  }
}
