import CTreeKernels

/// The best way found to cut a node in two.
struct TreeSplit {
  /// Σ over both sides of Σ counts² / rows; the larger, the purer.
  var gain: Float = 0
  var feature = -1
  var threshold: UInt16 = 0
  var set = CascadeTree.CodeSet()
  var left = SIMD8<Int32>.zero

  /// The same in double precision, for the test of significance.
  func exactGain(_ total: SIMD8<Int32>) -> Double {
    func purity(_ counts: SIMD8<Int32>) -> Double {
      let values = SIMD8<Double>(counts)
      let sum = values.sum()
      return sum > 0 ? (values * values).sum() / sum : 0
    }
    return purity(left) + purity(total &- left)
  }
}

/// Looks for the best split of one node by one feature.
struct SplitSearch {
  let total: SIMD8<Int32>
  /// Rows of the node, and rows each side must have, both as counted in the histogram.
  let rowCount: Int
  let leafRows: Int
  private(set) var best = TreeSplit()
  /// The largest gain of the feature scanned last.
  private(set) var gainOfFeature: Float = 0

  init(total: SIMD8<Int32>, rowCount: Int, leafRows: Int) {
    self.total = total
    self.rowCount = rowCount
    self.leafRows = leafRows
  }

  /// - Parameter histogram: filled with the feature; it is cleared.
  mutating func scanThresholds(of feature: Int, _ histogram: NodeHistogram) {
    let node = rs_node(
      total: (total[0], total[1], total[2], total[3], total[4], total[5], total[6], total[7]),
      rows: Int32(rowCount), least: Int32(leafRows))
    let found = histogram.bestThreshold(node)
    gainOfFeature = found.gain
    guard found.gain > best.gain else { return }
    best.gain = found.gain
    best.feature = feature
    best.threshold = UInt16(truncatingIfNeeded: found.bin)
    let left = found.left
    best.left = SIMD8(left.0, left.1, left.2, left.3, left.4, left.5, left.6, left.7)
  }

  /// Orders the node's levels by their mean target group, which makes the best two-way partition a prefix for two groups and a
  /// good one for more.
  /// - Parameter histogram: filled with the feature; it is cleared.
  mutating func scanSets(of feature: Int, _ histogram: NodeHistogram) {
    let weights = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    var order = histogram.takeBins().map { bin in
      let counts = SIMD8<Float>(bin.counts)
      return (mean: (counts * weights).sum() / counts.sum(), bin: bin)
    }
    order.sort { ($0.mean, $0.bin.number) < ($1.mean, $1.bin.number) }
    var left = SIMD8<Int32>.zero
    var (leftRows, bestCount) = (0, 0)
    gainOfFeature = 0
    for (position, entry) in order.dropLast().enumerated() {
      left &+= entry.bin.counts
      leftRows &+= entry.bin.rows
      let gain = self.gain(left, leftRows)
      guard gain > gainOfFeature else { continue }
      gainOfFeature = gain
      guard gain > best.gain else { continue }
      best = TreeSplit(gain: gain, feature: feature, left: left)
      bestCount = position + 1
    }
    for entry in order.prefix(bestCount) { best.set.insert(UInt8(entry.bin.number)) }
  }

  private func gain(_ left: SIMD8<Int32>, _ leftRows: Int) -> Float {
    guard leftRows >= leafRows, rowCount &- leftRows >= leafRows else { return 0 }
    let (a, b) = (SIMD8<Float>(left), SIMD8<Float>(total &- left))
    return (a * a).sum() / a.sum() + (b * b).sum() / b.sum()
  }
}
