import Statistics
import Testing

@testable import Synthesis

@Suite struct LookAheadTreeTests {
  private static let rowCount = 400

  /// Three features: two in order, one not; what comes of a row follows all of them.
  private func sample(seed: UInt64) -> LookAheadSample {
    let stream = RandomStream(seed: seed)
    func codes(_ name: String, _ bins: UInt64) -> [UInt8] {
      (0..<UInt64(Self.rowCount)).map { UInt8(stream.stream(named: name).bits(at: $0) % bins) }
    }
    let features = [codes("a", 200), codes("b", 12), codes("c", 7)]
    let values = (0..<Self.rowCount).map { row in
      Double(features[0][row]) / 50 + (features[1][row] > 5 ? 3 : 0) + (features[2][row] % 2 == 0 ? 0 : 5)
    }
    return LookAheadSample(
      codes: features, features: [(0, false), (1, false), (2, true)], rows: (0..<Int32(Self.rowCount)).map { $0 },
      values: values, counts: values.map { _ in 1 }, isEven: true)
  }

  /// The leaves that a row reaches where some of its features are open.
  private func reached(_ tree: LookAheadTree, _ sample: LookAheadSample, row: Int, free: Int32, _ other: Int32 = -2)
    -> [Int]
  {
    let codes = sample.codes.flatMap { $0 }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * tree.values.count) { room in
      var reached = ReachedLeaves(room)
      codes.withUnsafeBufferPointer {
        tree.reach($0, row: row, rowCount: Self.rowCount, free: free, other, into: &reached)
      }
      return (0..<reached.count).map { reached[$0] }
    }
  }

  @Test(arguments: 0..<8)
  func aRowReachesTheLeavesThatItsCodesAllow(seed: UInt64) {
    let sample = sample(seed: seed)
    let tree = LookAheadTree(sample)
    #expect(tree.values.count > 4)
    for free in [-2, 0, 1, 2] as [Int32] {
      let codesOfLeaf = (0..<3).map { tree.codes(of: Int32($0)) }
      for row in stride(from: 0, to: Self.rowCount, by: 7) {
        let allowed = tree.values.indices.filter { leaf in
          (0..<3).allSatisfy { Int32($0) == free || codesOfLeaf[$0][leaf]?[Int(sample.codes[$0][row])] != false }
        }
        #expect(reached(tree, sample, row: row, free: free).sorted() == allowed)
        if free == -2 { #expect(allowed.count == 1) }
      }
    }
  }

  @Test func twoOpenFeaturesReachWhatEitherReaches() {
    let sample = sample(seed: 1)
    let tree = LookAheadTree(sample)
    for row in 0..<40 {
      let both = Set(reached(tree, sample, row: row, free: 0, 2))
      #expect(both.isSuperset(of: reached(tree, sample, row: row, free: 0)))
      #expect(both.isSuperset(of: reached(tree, sample, row: row, free: 2)))
    }
  }

  @Test func whatFollowsFromCodesIsLearned() {
    let sample = sample(seed: 2)
    let tree = LookAheadTree(sample)
    let errors = (0..<Self.rowCount).map { row in
      abs(tree.values[reached(tree, sample, row: row, free: -2)[0]] - sample.values[row])
    }
    #expect(errors.reduce(0, +) / Double(Self.rowCount) < 0.5)
  }
}
