import CTreeKernels

/// Grows one tree: the target's distribution given earlier columns.
///
/// At each node the target is cut into up to eight groups that fit *this* node, and the split with the largest Gini gain over
/// these groups is taken. So location, spread, modes and missingness of the target are followed alike, with no loss to choose.
/// Nodes of very many rows choose their split on an even sample of them, and on all rows where the sample shows none.
///
/// - Complexity: O(rows · features · depth) byte reads at most.
package struct TreeGrower {
  package struct Settings: Sendable {
    /// Rows a leaf has at least.
    package var leafRows: Int
    /// How many standard deviations above its expectation a split's statistic must lie to be taken.
    package var significance: Double
    package init(leafRows: Int, significance: Double = 2) {
      self.leafRows = leafRows
      self.significance = significance
    }
  }

  /// Nodes above twice this size look at about so many rows.
  private static let sampledRows = 4_096
  /// Features that are asked at every level: those that said most one level above.
  private static let tellingLimit = 6
  /// Nodes of fewer rows are too small for a feature that said nothing so far to prove anything.
  private static let smallRows = 400
  /// Trees of fewer rows are quick anyway: every node asks every feature.
  private static let thriftyRows = 20_000

  private let features: [BinnedColumn]
  private let target: BinnedColumn
  /// The features with more than one bin.
  private let usable: [Int]
  private let settings: Settings
  private let weights: [UInt8]?
  private var rows: [Int32]
  private var spare: [Int32]
  /// The rows looked at, `sampleCount` of them, each with its target group: `row << 3 | group`.
  private var sample: [UInt32]
  private var sampleCount = 0
  private let groups: TargetGroups
  /// By code of the feature that splits the node at hand: 1 or 0.
  private var goesLeft = [UInt8](repeating: 0, count: 256)
  private let histograms = (NodeHistogram(), NodeHistogram())
  private var nodes: [CascadeTree.Node] = []
  private var sets: [CascadeTree.CodeSet] = []
  private var leaves: [Range<Int>] = []

  /// - Parameters:
  ///   - rows: the rows to grow on, in increasing order; nil: all.
  ///   - weights: 1...255 per row of the table: how much the row counts in the choice of splits, never in the size of leaves.
  package init(
    target: BinnedColumn, features: [BinnedColumn], settings: Settings, rows: [Int32]? = nil, weights: [UInt8]? = nil
  ) {
    self.features = features
    self.target = target
    usable = features.indices.filter { features[$0].binCount > 1 }
    self.settings = settings
    self.weights = weights
    self.rows = rows ?? (0..<Int32(target.codes.count)).map { $0 }
    spare = self.rows
    sample = [UInt32](repeating: 0, count: self.rows.count)
    groups = TargetGroups(codes: target.binCount, isUnordered: target.isUnordered)
  }

  /// A node that may still be split.
  private struct OpenNode {
    let number: Int
    let range: Range<Int>
    /// The features that said something at the parent; nil: all are asked. The others are asked again one level later, in small
    /// nodes never: what says nothing here seldom does below.
    let telling: [Int]?
  }

  /// - Returns: the tree, and the rows of each leaf: leaf l holds `rows[leaves[l]]`.
  package mutating func grow() -> (tree: CascadeTree, rows: [Int32], leaves: [Range<Int>]) {
    var open = [OpenNode(number: appendNode(), range: 0..<rows.count, telling: nil)]
    while let node = open.popLast() {
      guard let found = bestSplit(of: node), let middle = cut(node.range, by: found.split) else {
        nodes[node.number].left = Int32(leaves.count)
        leaves.append(node.range)
        continue
      }
      let split = found.split
      let left = appendNode()
      let right = appendNode()
      let isSet = features[split.feature].isUnordered
      if isSet { sets.append(split.set) }
      nodes[node.number] = CascadeTree.Node(
        feature: Int16(split.feature), threshold: isSet ? UInt16(sets.count - 1) : split.threshold, left: Int32(left),
        right: Int32(right), isSet: isSet)
      let isAsked = node.telling == nil || node.range.count < Self.smallRows
      let telling = isAsked && rows.count >= Self.thriftyRows ? found.telling : nil
      open.append(OpenNode(number: right, range: middle..<node.range.upperBound, telling: telling))
      open.append(OpenNode(number: left, range: node.range.lowerBound..<middle, telling: telling))
    }
    return (CascadeTree(nodes: nodes, sets: sets, leafCount: leaves.count), rows, leaves)
  }

  private mutating func appendNode() -> Int {
    nodes.append(CascadeTree.Node(feature: -1, threshold: 0, left: 0, right: 0, isSet: false))
    return nodes.count - 1
  }

  private mutating func bestSplit(of node: OpenNode) -> (split: TreeSplit, telling: [Int])? {
    guard node.range.count >= 2 * settings.leafRows, !usable.isEmpty, sets.count < 65_000 else { return nil }
    // The few heavy rows of a weighted table would be missing from a sample.
    let isLarge = node.range.count > 2 * Self.sampledRows && weights == nil
    if isLarge, let found = bestSplit(of: node, step: node.range.count / Self.sampledRows) { return found }
    return bestSplit(of: node, step: 1)
  }

  /// - Parameter step: every so manieth row of the node is looked at.
  private mutating func bestSplit(of node: OpenNode, step: Int) -> (split: TreeSplit, telling: [Int])? {
    let range = node.range
    look(at: range, step: step)
    guard groups.count > 1 else { return nil }
    // A side of a sample must be large enough that the side of the whole is, too.
    let leafRows = step == 1 ? settings.leafRows : max(16, 2 * settings.leafRows / step)
    var search = SplitSearch(total: groups.counts, rowCount: sampleCount, leafRows: leafRows)
    let least = leastGain
    let telling = scan(node.telling ?? usable, &search, least: least)
    if let asked = node.telling, telling.isEmpty, asked.count < usable.count, range.count >= Self.smallRows {
      _ = scan(usable, &search, least: least)
    }
    guard search.best.feature >= 0, search.best.exactGain(groups.counts) > least else { return nil }
    return (search.best, telling)
  }

  /// - Returns: the few features with the largest gains above `least`.
  private func scan(_ chosen: [Int], _ search: inout SplitSearch, least: Double) -> [Int] {
    var gains: [(gain: Float, feature: Int)] = []
    func ask(_ index: Int, _ histogram: NodeHistogram) {
      if features[index].isUnordered {
        search.scanSets(of: index, histogram)
      } else {
        search.scanThresholds(of: index, histogram)
      }
      if Double(search.gainOfFeature) > least { gains.append((search.gainOfFeature, index)) }
    }
    // Two at a time, so that each row is fetched half as often.
    for place in stride(from: 0, to: chosen.count, by: 2) {
      let second = place + 1 < chosen.count ? chosen[place + 1] : nil
      fillHistograms(chosen[place], second)
      ask(chosen[place], histograms.0)
      if let second { ask(second, histograms.1) }
    }
    guard gains.count > Self.tellingLimit else { return gains.map(\.feature) }
    gains.sort { ($0.gain, $1.feature) > ($1.gain, $0.feature) }
    return gains.prefix(Self.tellingLimit).map(\.feature)
  }

  /// The gain that a split must exceed: n (g - 1) ΔGini / Gini is close to a chi-square with g - 1 degrees of freedom where the
  /// feature says nothing.
  private var leastGain: Double {
    let counts = SIMD8<Double>(groups.counts)
    let total = counts.sum()
    let purity = (counts * counts).sum() / total
    guard total > purity else { return .infinity }
    let freedom = Double(groups.count - 1)
    let limit = freedom + settings.significance * (2 * freedom).squareRoot()
    return purity + limit * (total - purity) / (freedom * effectiveRows)
  }

  /// (Σ w)² / Σ w² over the rows looked at (Kish 1965): weighted rows say less than as many equal ones.
  private var effectiveRows: Double {
    guard let weights else { return Double(sampleCount) }
    var (sum, squares) = (0.0, 0.0)
    for entry in sample[..<sampleCount] {
      let weight = Double(weights[NodeHistogram.row(entry)])
      sum += weight
      squares += weight * weight
    }
    return sum * sum / squares
  }

  /// Fills the sample with every `step`th row of `range` and its target group.
  private mutating func look(at range: Range<Int>, step: Int) {
    let count = (range.count + step - 1) / step
    sampleCount = count
    // By themselves: a closure that held `self` would copy the sample at every node.
    let (rows, codes, weights, groups) = (rows, target.codes, weights, groups)
    sample.withUnsafeMutableBufferPointer { sample in
      for index in 0..<count {
        let row = Int(rows[range.lowerBound &+ index &* step])
        sample[index] = UInt32(truncatingIfNeeded: row) << 3
        groups.codeCounts[Int(codes[row])] &+= Int32(weights?[row] ?? 1)
      }
      groups.settle()
      for index in 0..<count {
        sample[index] |= UInt32(groups.groupOfCode[Int(codes[NodeHistogram.row(sample[index])])])
      }
    }
  }

  private func fillHistograms(_ first: Int, _ second: Int?) {
    sample.withUnsafeBufferPointer { sample in
      let entries = UnsafeBufferPointer(rebasing: sample[..<sampleCount])
      if let second, weights == nil, entries.count >= NodeHistogram.smallCount {
        return NodeHistogram.fill(histograms, (features[first], features[second]), entries: entries)
      }
      histograms.0.fill(features[first], entries: entries, weights: weights)
      if let second { histograms.1.fill(features[second], entries: entries, weights: weights) }
    }
  }

  /// Moves the rows that go left to the front of `range`, keeping their order.
  /// - Returns: where the right side begins; nil where a side would be too small.
  private mutating func cut(_ range: Range<Int>, by split: TreeSplit) -> Int? {
    let feature = features[split.feature]
    for code in 0..<feature.binCount {
      let isLeft = feature.isUnordered ? split.set.contains(UInt8(code)) : UInt16(code) <= split.threshold
      goesLeft[code] = isLeft ? 1 : 0
    }
    let left = rows.withUnsafeMutableBufferPointer { rows in
      spare.withUnsafeMutableBufferPointer { spare in
        guard let rows = rows.baseAddress, let spare = spare.baseAddress else { return 0 }
        return rs_divide(rows + range.lowerBound, range.count, feature.codes, goesLeft, spare)
      }
    }
    return min(left, range.count - left) >= settings.leafRows ? range.lowerBound + left : nil
  }
}
