import Testing

@testable import Statistics

/// Splits against a naive search through all of them.
@Suite struct TreeSplitTests {
  private struct Node {
    let codes: [UInt8]
    let groups: [Int]
    let weights: [UInt8]?
    let leafRows: Int

    init(seed: UInt64, rows: Int, bins: UInt64, isWeighted: Bool, groupCount: Int = 8) {
      let stream = RandomStream(seed: seed)
      let codes = (0..<UInt64(rows)).map { UInt8(stream.stream(named: "code").bits(at: $0) % bins) }
      // Groups that follow the code a little.
      groups = codes.enumerated().map { row, code in
        (Int(stream.stream(named: "group").bits(at: UInt64(row)) % 5) + 4 * Int(code) / Int(bins)) % groupCount
      }
      self.codes = codes
      weights = isWeighted ? codes.indices.map { UInt8(1 + stream.bits(at: UInt64($0)) % 9) } : nil
      leafRows = 1 + rows / 10
    }

    var total: SIMD8<Int32> { counts { _ in true } }

    func counts(where isIn: (Int) -> Bool) -> SIMD8<Int32> {
      codes.indices.reduce(into: .zero) { if isIn($1) { $0[groups[$1]] += Int32(weights?[$1] ?? 1) } }
    }

    func column(isUnordered: Bool) -> BinnedColumn {
      let bins = Int(codes.max() ?? 0) + 1
      return BinnedColumn(
        codes: codes, upperEdges: (1...bins).map { Double($0) / Double(bins) }, isUnordered: isUnordered)
    }

    /// The same rows twice over, as a pass over two features counts them, or once.
    func histograms(_ column: BinnedColumn) -> [NodeHistogram] {
      let histograms = (NodeHistogram(), NodeHistogram())
      let entries = codes.indices.map { UInt32($0) << 3 | UInt32(groups[$0]) }
      entries.withUnsafeBufferPointer { entries in
        if weights == nil { NodeHistogram.fill(histograms, (column, column), entries: entries) }
        if weights != nil { histograms.0.fill(column, entries: entries, weights: weights) }
      }
      let alone = NodeHistogram()
      entries.withUnsafeBufferPointer { alone.fill(column, entries: $0, weights: weights) }
      return weights == nil ? [histograms.0, histograms.1, alone] : [histograms.0, alone]
    }

    /// Of the best cut after some bin: the gain, and what lies left.
    func bestThreshold() -> (gain: Double, threshold: Int, left: SIMD8<Int32>) {
      var best = (gain: 0.0, threshold: 0, left: SIMD8<Int32>.zero)
      for threshold in 0..<256 {
        let left = counts { Int(codes[$0]) <= threshold }
        let rows = codes.count { Int($0) <= threshold }
        guard rows >= leafRows, codes.count - rows >= leafRows else { continue }
        let gain = gain(left)
        if gain > best.gain * (1 + 1e-5) { best = (gain, threshold, left) }
      }
      return best
    }

    func gain(_ left: SIMD8<Int32>) -> Double { purity(left) + purity(total &- left) }

    private func purity(_ counts: SIMD8<Int32>) -> Double {
      let counts = SIMD8<Double>(counts)
      return (counts * counts).sum() / counts.sum()
    }
  }

  @Test(arguments: 0..<12, [(900, 255), (900, 3), (100, 200), (100, 9), (40, 1)] as [(Int, UInt64)])
  func thresholdsAreTheBest(seed: UInt64, size: (rows: Int, bins: UInt64)) {
    for isWeighted in [false, true] {
      let node = Node(seed: seed, rows: size.rows, bins: size.bins, isWeighted: isWeighted)
      let best = node.bestThreshold()
      for histogram in node.histograms(node.column(isUnordered: false)) {
        var search = SplitSearch(total: node.total, rowCount: node.codes.count, leafRows: node.leafRows)
        search.scanThresholds(of: 5, histogram)
        #expect(abs(Double(search.best.gain) - best.gain) <= 1e-5 * best.gain)
        guard best.gain > 0 else { continue }
        #expect(search.best.feature == 5)
        #expect(search.best.left == node.counts { Int(node.codes[$0]) <= Int(search.best.threshold) })
        #expect(abs(search.best.exactGain(node.total) - best.gain) <= 1e-5 * best.gain)
      }
    }
  }

  @Test(arguments: 0..<12)
  func histogramsAreClearedBehindEachFeature(seed: UInt64) {
    for isWeighted in [false, true] {
      let (first, second) = (
        Node(seed: seed, rows: 100, bins: 200, isWeighted: isWeighted),
        Node(seed: seed + 100, rows: 100, bins: 200, isWeighted: isWeighted)
      )
      let histogram = NodeHistogram()
      func fill(_ node: Node, isUnordered: Bool) {
        let entries = node.codes.indices.map { UInt32($0) << 3 | UInt32(node.groups[$0]) }
        entries.withUnsafeBufferPointer {
          histogram.fill(node.column(isUnordered: isUnordered), entries: $0, weights: node.weights)
        }
      }
      var search = SplitSearch(total: first.total, rowCount: 100, leafRows: first.leafRows)
      fill(first, isUnordered: true)
      search.scanSets(of: 0, histogram)
      fill(first, isUnordered: false)
      search.scanThresholds(of: 0, histogram)
      #expect(histogram.filledBins.isEmpty)
      fill(second, isUnordered: true)
      let bins = histogram.filledBins
      #expect(bins.map(\.number) == Set(second.codes).sorted().map(Int.init))
      for bin in bins { #expect(bin.counts == second.counts { Int(second.codes[$0]) == bin.number }) }
    }
  }

  /// Of two groups the best set is the best of all, whichever order bins have.
  @Test(arguments: 0..<12)
  func setsOfTwoGroupsAreTheBest(seed: UInt64) {
    for isWeighted in [false, true] {
      let node = Node(seed: seed, rows: 300, bins: 6, isWeighted: isWeighted, groupCount: 2)
      var best = 0.0
      for members in 0..<(1 << 6) {
        func isIn(_ row: Int) -> Bool { members >> Int(node.codes[row]) & 1 == 1 }
        let rows = node.codes.indices.count { isIn($0) }
        guard rows >= node.leafRows, 300 - rows >= node.leafRows else { continue }
        best = max(best, node.gain(node.counts(where: isIn)))
      }
      for histogram in node.histograms(node.column(isUnordered: true)) {
        var search = SplitSearch(total: node.total, rowCount: 300, leafRows: node.leafRows)
        search.scanSets(of: 3, histogram)
        #expect(abs(Double(search.best.gain) - best) <= 1e-5 * best)
        #expect(search.best.left == node.counts { search.best.set.contains(node.codes[$0]) })
      }
    }
  }
}
