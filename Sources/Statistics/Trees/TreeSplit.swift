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
  private let node: rs_node
  private(set) var best = TreeSplit()
  /// The largest gain of the feature scanned last.
  private(set) var gainOfFeature: Float = 0

  /// - Parameters:
  ///   - total: of each group, as counted in the histogram.
  ///   - rowCount: of the node, whatever they weigh.
  ///   - leafRows: rows each side must have.
  init(total: SIMD8<Int32>, rowCount: Int, leafRows: Int) {
    node = rs_node(
      total: (total[0], total[1], total[2], total[3], total[4], total[5], total[6], total[7]),
      rows: Int32(rowCount), least: Int32(leafRows))
  }

  /// - Parameter histogram: filled with the feature; it is cleared.
  mutating func scanThresholds(of feature: Int, _ histogram: NodeHistogram) {
    let found = histogram.bestThreshold(node)
    guard take(found, feature) else { return }
    best.threshold = UInt16(truncatingIfNeeded: found.bin)
  }

  /// Orders the node's levels by their mean target group, which makes the best two-way partition a prefix for two groups and a
  /// good one for more.
  /// - Parameter histogram: filled with the feature; it is cleared.
  mutating func scanSets(of feature: Int, _ histogram: NodeHistogram) {
    let weights = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    let levels = histogram.filledBins.map { bin in
      let counts = SIMD8<Float>(bin.counts)
      return (mean: (counts * weights).sum() / counts.sum(), bin: bin.number)
    }
    let order = levels.sorted { ($0.mean, $0.bin) < ($1.mean, $1.bin) }.map(\.bin)
    let found = histogram.bestThreshold(node, order: order)
    guard take(found, feature) else { return }
    for bin in order {
      best.set.insert(UInt8(bin))
      if bin == found.bin { break }
    }
  }

  /// - Returns: whether it is the best of all features so far.
  private mutating func take(_ found: rs_threshold, _ feature: Int) -> Bool {
    gainOfFeature = found.gain
    guard found.gain > best.gain else { return false }
    let left = found.left
    best = TreeSplit(
      gain: found.gain, feature: feature, left: SIMD8(left.0, left.1, left.2, left.3, left.4, left.5, left.6, left.7))
    return true
  }
}
