/// Grows one tree: the target's distribution given earlier columns.
///
/// At each node the target is cut into up to eight groups that fit *this* node, and the split with the largest Gini gain over
/// these groups is taken. So location, spread, modes and missingness of the target are followed alike, with no loss to choose.
/// Nodes of very many rows choose their split on an even sample of them.
///
/// - Complexity: O(rows · features · depth) byte reads at most.
package struct TreeGrower {
  package struct Settings: Sendable {
    /// Rows a leaf has at least.
    package var leafRows: Int
    /// How many standard deviations above its expectation a split's statistic must lie to be taken.
    package var significance: Double
    /// Share of the features that each node may use, for trees that shall differ; 1: all.
    package var featureShare = 1.0
    /// Chooses those features.
    package var stream = RandomStream(seed: 0)
    package init(leafRows: Int, significance: Double = 2) {
      self.leafRows = leafRows
      self.significance = significance
    }
  }

  /// Nodes above twice this size look at about so many rows.
  private static let sampledRows = 8_192

  private let features: [BinnedColumn]
  private let target: BinnedColumn
  private let settings: Settings
  private let weights: [UInt8]?
  private var rows: [Int32]
  private var spare: [Int32]
  private var sample: [Int32] = []
  private var groups: [UInt8]
  private let histogram = NodeHistogram()
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
    self.settings = settings
    self.weights = weights
    self.rows = rows ?? (0..<Int32(target.codes.count)).map { $0 }
    spare = self.rows
    groups = [UInt8](repeating: 0, count: self.rows.count)
  }

  /// - Returns: the tree, and the rows of each leaf: leaf l holds `rows[leaves[l]]`.
  package mutating func grow() -> (tree: CascadeTree, rows: [Int32], leaves: [Range<Int>]) {
    var open: [(node: Int, range: Range<Int>)] = [(appendNode(), 0..<rows.count)]
    while let (node, range) = open.popLast() {
      guard let split = bestSplit(of: range, node: node), let middle = cut(range, by: split) else {
        nodes[node].left = Int32(leaves.count)
        leaves.append(range)
        continue
      }
      let left = appendNode()
      let right = appendNode()
      let isSet = features[split.feature].isUnordered
      if isSet { sets.append(split.set) }
      nodes[node] = CascadeTree.Node(
        feature: Int16(split.feature), threshold: isSet ? UInt16(sets.count - 1) : split.threshold, left: Int32(left),
        right: Int32(right), isSet: isSet)
      open.append((right, middle..<range.upperBound))
      open.append((left, range.lowerBound..<middle))
    }
    return (CascadeTree(nodes: nodes, sets: sets, leafCount: leaves.count), rows, leaves)
  }

  private mutating func appendNode() -> Int {
    nodes.append(CascadeTree.Node(feature: -1, threshold: 0, left: 0, right: 0, isSet: false))
    return nodes.count - 1
  }

  private mutating func bestSplit(of range: Range<Int>, node: Int) -> TreeSplit? {
    guard range.count >= 2 * settings.leafRows, !features.isEmpty, sets.count < 65_000 else { return nil }
    let step = range.count > 2 * Self.sampledRows ? range.count / Self.sampledRows : 1
    sample.removeAll(keepingCapacity: true)
    for position in stride(from: range.lowerBound, to: range.upperBound, by: step) { sample.append(rows[position]) }
    let groups = assignGroups()
    guard groups.count > 1 else { return nil }
    // A side of a sample must be large enough that the side of the whole is, too.
    let leafRows = step == 1 ? settings.leafRows : max(16, 2 * settings.leafRows / step)
    var search = SplitSearch(
      total: groups.counts, rowCount: sample.count, leafRows: leafRows, isWeighted: weights != nil)
    let usable = features.indices.filter { features[$0].binCount > 1 }
    let chosen = usable.filter { mayUse($0, at: node) }
    scan(chosen, &search)
    if isSignificant(search.best, groups, size: Double(range.count)) { return search.best }
    guard chosen.count < usable.count else { return nil }
    // A node ends only where no feature says anything, not where luck left out those that do.
    scan(usable, &search)
    return isSignificant(search.best, groups, size: Double(range.count)) ? search.best : nil
  }

  private func scan(_ chosen: [Int], _ search: inout SplitSearch) {
    for index in chosen {
      fillHistogram(features[index])
      if features[index].isUnordered {
        search.scanSets(of: index, histogram)
      } else {
        search.scanThresholds(of: index, histogram)
      }
      histogram.clear()
    }
  }

  private func mayUse(_ feature: Int, at node: Int) -> Bool {
    settings.featureShare >= 1
      || settings.stream.uniform(at: UInt64(node) << 20 + UInt64(feature)) < settings.featureShare
  }

  /// n (g - 1) ΔGini / Gini is close to a chi-square with g - 1 degrees of freedom where the feature says nothing.
  private func isSignificant(_ split: TreeSplit, _ groups: TargetGroups, size: Double) -> Bool {
    guard split.feature >= 0 else { return false }
    let counts = SIMD8<Double>(groups.counts)
    let total = counts.sum()
    let purity = (counts * counts).sum() / total
    guard total > purity else { return false }
    let freedom = Double(groups.count - 1)
    let independentRows = size * effectiveShare
    let statistic = freedom * independentRows * (split.exactGain(groups.counts) - purity) / (total - purity)
    return statistic > freedom + settings.significance * (2 * freedom).squareRoot()
  }

  /// (Σ w)² / (n Σ w²) over the node's rows (Kish 1965): weighted rows say less than as many equal ones.
  private var effectiveShare: Double {
    guard let weights else { return 1 }
    var (sum, squares) = (0.0, 0.0)
    for row in sample {
      let weight = Double(weights[Int(row)])
      sum += weight
      squares += weight * weight
    }
    return sum * sum / (squares * Double(sample.count))
  }

  /// Sorts the target codes of the sampled rows into groups.
  private mutating func assignGroups() -> TargetGroups {
    var counts = [Int32](repeating: 0, count: 256)
    for row in sample { counts[Int(target.codes[Int(row)])] &+= Int32(weights?[Int(row)] ?? 1) }
    let result = TargetGroups(codeCounts: counts, isUnordered: target.isUnordered)
    for (position, row) in sample.enumerated() { groups[position] = result.groupOfCode[Int(target.codes[Int(row)])] }
    return result
  }

  private func fillHistogram(_ feature: BinnedColumn) {
    feature.codes.withUnsafeBufferPointer { codes in
      sample.withUnsafeBufferPointer { sample in
        groups.withUnsafeBufferPointer { groups in
          guard let codes = codes.baseAddress, let rows = sample.baseAddress, let marks = groups.baseAddress else {
            return
          }
          guard let weights else {
            return histogram.fill(codes: codes, rows: rows, groups: marks, count: sample.count, weights: nil)
          }
          weights.withUnsafeBufferPointer {
            histogram.fill(codes: codes, rows: rows, groups: marks, count: sample.count, weights: $0.baseAddress)
          }
        }
      }
    }
  }

  /// Moves the rows that go left to the front of `range`, keeping their order.
  /// - Returns: where the right side begins; nil where a side would be too small.
  private mutating func cut(_ range: Range<Int>, by split: TreeSplit) -> Int? {
    let feature = features[split.feature]
    var goesLeft = [Bool](repeating: false, count: 256)
    for code in 0..<feature.binCount {
      goesLeft[code] =
        feature.isUnordered ? split.set.contains(UInt8(code)) : UInt16(code) <= split.threshold
    }
    var front = range.lowerBound
    var back = 0
    rows.withUnsafeMutableBufferPointer { rows in
      spare.withUnsafeMutableBufferPointer { spare in
        feature.codes.withUnsafeBufferPointer { codes in
          for position in range {
            let row = rows[position]
            let isLeft = goesLeft[Int(codes[Int(row)])]
            rows[front] = row
            spare[back] = row
            front &+= isLeft ? 1 : 0
            back &+= isLeft ? 0 : 1
          }
          for offset in 0..<back { rows[front + offset] = spare[offset] }
        }
      }
    }
    let isLargeEnough = min(front - range.lowerBound, back) >= settings.leafRows
    return isLargeEnough ? front : nil
  }
}
