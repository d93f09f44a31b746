import Statistics
import Testing

@Suite struct AreaUnderCurveTests {
  private static let values = (0..<40).map { Double($0 * 7_919 % 17) / 17 }
  private static let isFirst = (0..<40).map { $0 * 104_729 % 5 < 2 }

  /// By `Tests/Reference/scores.py`, scikit-learn 1.9.1.
  @Test func matchesScikitLearn() throws {
    let area = try #require(AreaUnderCurve.area(of: Self.values, isFirst: Self.isFirst))
    #expect(abs(area - 0.45833333333333326) < 1e-12)
    let precision = AreaUnderCurve.averagePrecision(of: Self.values, isFirst: Self.isFirst)
    #expect(abs(precision - 0.36992685002195874) < 1e-12)
  }

  @Test(arguments: 0..<60) func agreesWithCountingAllPairs(seed: UInt64) throws {
    let stream = RandomStream(seed: seed)
    let rows = 2 + Int(seed)
    let values: [Double] = (0..<rows).map { Double(stream.bits(at: UInt64($0)) % 7) - 3 }
    let isFirst: [Bool] = (0..<rows).map { row in
      row == 0 || (row > 1 && stream.bits(at: UInt64(1_000 + row)) % 3 == 0)
    }
    let firsts = zip(values, isFirst).filter(\.1).map(\.0)
    let others = zip(values, isFirst).filter { !$0.1 }.map(\.0)
    var wins = 0.0
    for first in firsts {
      wins += Double(others.count { $0 < first }) + 0.5 * Double(others.count { $0 == first })
    }
    let area = try #require(AreaUnderCurve.area(of: values, isFirst: isFirst))
    #expect(abs(area - wins / Double(firsts.count * others.count)) < 1e-12)
    #expect(AreaUnderCurve.chance(that: firsts, exceed: others).map { abs($0 - area) < 1e-12 } == true)
  }

  @Test func oneGroupIsUndefined() {
    #expect(AreaUnderCurve.area(of: [1, 2], isFirst: [true, true]) == nil)
    #expect(AreaUnderCurve.area(of: [], isFirst: []) == nil)
    #expect(AreaUnderCurve.averagePrecision(of: [1, 2], isFirst: [false, false]) == 0)
    #expect(AreaUnderCurve.averagePrecision(of: [1, 2], isFirst: [false, true]) == 1)
  }
}
