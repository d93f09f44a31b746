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
  let isWeighted: Bool
  private(set) var best = TreeSplit()
  /// The largest gain of the feature scanned last.
  private(set) var gainOfFeature: Float = 0

  init(total: SIMD8<Int32>, rowCount: Int, leafRows: Int, isWeighted: Bool) {
    self.total = total
    self.rowCount = rowCount
    self.leafRows = leafRows
    self.isWeighted = isWeighted
  }

  mutating func scanThresholds(of feature: Int, _ histogram: NodeHistogram) {
    var left = SIMD8<Int32>.zero
    var leftRows = 0
    gainOfFeature = 0
    let last = histogram.binCount &- 1
    guard last > 0 else { return }
    for position in 0..<last {
      let bin = histogram.bin(position)
      let counts = histogram.counts(inBin: bin)
      left &+= counts
      leftRows &+= rows(bin, counts, histogram)
      let gain = self.gain(left, leftRows)
      guard gain > gainOfFeature else { continue }
      gainOfFeature = gain
      guard gain > best.gain else { continue }
      best.gain = gain
      best.feature = feature
      best.threshold = UInt16(truncatingIfNeeded: bin)
      best.left = left
    }
  }

  /// Orders the node's levels by their mean target group, which makes the best two-way partition a prefix for two groups and a
  /// good one for more.
  mutating func scanSets(of feature: Int, _ histogram: NodeHistogram) {
    let weights = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    var order = (0..<histogram.binCount).map { position in
      let bin = histogram.bin(position)
      let counts = SIMD8<Float>(histogram.counts(inBin: bin))
      return (mean: (counts * weights).sum() / counts.sum(), bin: bin)
    }
    order.sort { ($0.mean, $0.bin) < ($1.mean, $1.bin) }
    var left = SIMD8<Int32>.zero
    var (leftRows, bestCount) = (0, 0)
    gainOfFeature = 0
    for (position, entry) in order.dropLast().enumerated() {
      let counts = histogram.counts(inBin: entry.bin)
      left &+= counts
      leftRows &+= rows(entry.bin, counts, histogram)
      let gain = self.gain(left, leftRows)
      guard gain > gainOfFeature else { continue }
      gainOfFeature = gain
      guard gain > best.gain else { continue }
      best = TreeSplit(gain: gain, feature: feature, left: left)
      bestCount = position + 1
    }
    for entry in order.prefix(bestCount) { best.set.insert(UInt8(entry.bin)) }
  }

  @inline(__always)
  private func rows(_ bin: Int, _ counts: SIMD8<Int32>, _ histogram: NodeHistogram) -> Int {
    Int(isWeighted ? histogram.rows(inBin: bin) : counts.wrappedSum())
  }

  @inline(__always)
  private func gain(_ left: SIMD8<Int32>, _ leftRows: Int) -> Float {
    guard leftRows >= leafRows, rowCount &- leftRows >= leafRows else { return 0 }
    let (a, b) = (SIMD8<Float>(left), SIMD8<Float>(total &- left))
    // Where every row weighs 1 the sums are known.
    let (weightOfA, weightOfB) =
      isWeighted ? (a.sum(), b.sum()) : (Float(leftRows), Float(rowCount &- leftRows))
    return (a * a).sum() / weightOfA + (b * b).sum() / weightOfB
  }
}
