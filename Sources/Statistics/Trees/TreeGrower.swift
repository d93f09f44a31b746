/// Grows one tree: the target's distribution given earlier columns.
///
/// At each node the target is cut into up to eight groups that fit *this* node (equal shares of its rows for ordered targets,
/// the seven commonest and the rest for levels), and the split with the largest Gini gain over these groups is taken. So
/// location, spread, modes and missingness of the target are followed alike, with no loss to choose.
///
/// - Complexity: O(rows · features · depth) byte reads.
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

  private static let groupLimit = 8

  private let features: [BinnedColumn]
  private let target: BinnedColumn
  private let settings: Settings
  private var rows: [Int32]
  private var spare: [Int32]
  private var groupOfRow: [UInt8]
  private var histogram: [SIMD8<Int32>]
  private var nodes: [CascadeTree.Node] = []
  private var sets: [CascadeTree.CodeSet] = []
  private var leaves: [Range<Int>] = []

  private struct Split {
    var gain = 0.0
    var feature = -1
    var threshold: UInt16 = 0
    var set = CascadeTree.CodeSet()
  }

  package init(target: BinnedColumn, features: [BinnedColumn], settings: Settings) {
    self.features = features
    self.target = target
    self.settings = settings
    rows = (0..<Int32(target.codes.count)).map { $0 }
    spare = rows
    groupOfRow = [UInt8](repeating: 0, count: rows.count)
    histogram = [SIMD8<Int32>](repeating: .zero, count: 256)
  }

  /// - Returns: the tree, and the rows of each leaf: leaf l holds `rows[leaves[l]]`.
  package mutating func grow() -> (tree: CascadeTree, rows: [Int32], leaves: [Range<Int>]) {
    var open: [(node: Int, range: Range<Int>)] = [(appendNode(), 0..<rows.count)]
    while let (node, range) = open.popLast() {
      guard let split = bestSplit(of: range) else {
        nodes[node].left = Int32(leaves.count)
        leaves.append(range)
        continue
      }
      let middle = partition(range, by: split)
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

  private mutating func bestSplit(of range: Range<Int>) -> Split? {
    guard range.count >= 2 * settings.leafRows, !features.isEmpty, sets.count < 65_000 else { return nil }
    let groups = assignGroups(range)
    guard groups.count > 1 else { return nil }
    let total = groups.counts
    let size = Double(range.count)
    let purity = Self.sumOfSquares(total) / size
    var best = Split()
    for (index, feature) in features.enumerated() where feature.binCount > 1 {
      fillHistogram(feature, range)
      if feature.isUnordered {
        scanSets(index, feature, total, range.count, &best)
      } else {
        scanThresholds(index, feature, total, range.count, &best)
      }
    }
    let impurity = size - purity
    guard best.feature >= 0, impurity > 0 else { return nil }
    // n (g - 1) ΔGini / Gini is close to a chi-square with g - 1 degrees of freedom where the feature says nothing.
    let freedom = Double(groups.count - 1)
    let statistic = freedom * size * (best.gain - purity) / impurity
    return statistic > freedom + settings.significance * (2 * freedom).squareRoot() ? best : nil
  }

  /// Sorts the node's target codes into groups; returns how many rows each group has.
  private mutating func assignGroups(_ range: Range<Int>) -> (count: Int, counts: SIMD8<Int32>) {
    var codeCounts = [Int32](repeating: 0, count: 256)
    codeCounts.withUnsafeMutableBufferPointer { counts in
      target.codes.withUnsafeBufferPointer { codes in
        rows.withUnsafeBufferPointer { rows in
          for position in range { counts[Int(codes[Int(rows[position])])] &+= 1 }
        }
      }
    }
    let groupOfCode =
      target.isUnordered ? Self.levelGroups(codeCounts) : Self.orderedGroups(codeCounts, range.count)
    mark(range, groupOfCode)
    var counts = SIMD8<Int32>.zero
    for code in 0..<target.binCount { counts[Int(groupOfCode[code])] &+= codeCounts[code] }
    return ((0..<8).reduce(0) { counts[$1] > 0 ? $0 + 1 : $0 }, counts)
  }

  private mutating func mark(_ range: Range<Int>, _ groupOfCode: [UInt8]) {
    groupOfRow.withUnsafeMutableBufferPointer { groups in
      target.codes.withUnsafeBufferPointer { codes in
        rows.withUnsafeBufferPointer { rows in
          groupOfCode.withUnsafeBufferPointer { groupOfCode in
            for position in range {
              let row = Int(rows[position])
              groups[row] = groupOfCode[Int(codes[row])]
            }
          }
        }
      }
    }
  }

  /// Runs of codes with about equal numbers of rows; a code that alone has more is a group.
  private static func orderedGroups(_ counts: [Int32], _ size: Int) -> [UInt8] {
    var groups = [UInt8](repeating: 0, count: 256)
    var left = Int32(size)
    var inGroup: Int32 = 0
    var group = 0
    for code in 0..<256 where counts[code] > 0 {
      let groupsLeft = Int32(groupLimit - group)
      if groupsLeft > 1, inGroup > 0, inGroup + counts[code] / 2 >= (left + inGroup) / groupsLeft {
        group += 1
        inGroup = 0
      }
      groups[code] = UInt8(group)
      inGroup += counts[code]
      left -= counts[code]
    }
    return groups
  }

  private static func levelGroups(_ counts: [Int32]) -> [UInt8] {
    let order = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $1) > (counts[$1], $0) }
    var groups = [UInt8](repeating: 0, count: 256)
    for (rank, code) in order.enumerated() { groups[code] = UInt8(min(rank, groupLimit - 1)) }
    return groups
  }

  private mutating func fillHistogram(_ feature: BinnedColumn, _ range: Range<Int>) {
    let bins = feature.binCount
    histogram.withUnsafeMutableBytes { bytes in
      let counters = bytes.bindMemory(to: Int32.self)
      for index in 0..<bins * 8 { counters[index] = 0 }
      feature.codes.withUnsafeBufferPointer { codes in
        rows.withUnsafeBufferPointer { rows in
          groupOfRow.withUnsafeBufferPointer { groups in
            for position in range {
              let row = Int(rows[position])
              counters[Int(codes[row]) &* 8 &+ Int(groups[row])] &+= 1
            }
          }
        }
      }
    }
  }

  private func scanThresholds(
    _ index: Int, _ feature: BinnedColumn, _ total: SIMD8<Int32>, _ size: Int, _ best: inout Split
  ) {
    var left = SIMD8<Int32>.zero
    var leftSize: Int32 = 0
    for bin in 0..<feature.binCount - 1 {
      let counts = histogram[bin]
      let inBin = counts.wrappedSum()
      guard inBin > 0 else { continue }
      left &+= counts
      leftSize &+= inBin
      let gain = Self.gain(left, Int(leftSize), total, size, leafRows: settings.leafRows)
      if gain > best.gain { best = Split(gain: gain, feature: index, threshold: UInt16(bin)) }
    }
  }

  /// Orders the node's levels by their mean target group, which makes the best two-way partition a prefix for two groups and a
  /// good one for more.
  private func scanSets(
    _ index: Int, _ feature: BinnedColumn, _ total: SIMD8<Int32>, _ size: Int, _ best: inout Split
  ) {
    let weights = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    var order: [(mean: Float, bin: Int)] = []
    for bin in 0..<feature.binCount {
      let counts = SIMD8<Float>(histogram[bin])
      let inBin = counts.sum()
      if inBin > 0 { order.append(((counts * weights).sum() / inBin, bin)) }
    }
    order.sort { ($0.mean, $0.bin) < ($1.mean, $1.bin) }
    var left = SIMD8<Int32>.zero
    var bestCount = 0
    for (position, entry) in order.dropLast().enumerated() {
      left &+= histogram[entry.bin]
      let gain = Self.gain(left, Int(left.wrappedSum()), total, size, leafRows: settings.leafRows)
      guard gain > best.gain else { continue }
      best = Split(gain: gain, feature: index)
      bestCount = position + 1
    }
    guard bestCount > 0 else { return }
    for entry in order.prefix(bestCount) { best.set.insert(UInt8(entry.bin)) }
  }

  @inline(__always)
  private static func gain(
    _ left: SIMD8<Int32>, _ leftSize: Int, _ total: SIMD8<Int32>, _ size: Int, leafRows: Int
  ) -> Double {
    guard leftSize >= leafRows, size - leftSize >= leafRows else { return 0 }
    return sumOfSquares(left) / Double(leftSize) + sumOfSquares(total &- left) / Double(size - leftSize)
  }

  @inline(__always)
  private static func sumOfSquares(_ counts: SIMD8<Int32>) -> Double {
    let values = SIMD8<Double>(counts)
    return (values * values).sum()
  }

  /// Moves the rows that go left to the front of `range`, keeping their order.
  private mutating func partition(_ range: Range<Int>, by split: Split) -> Int {
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
            if goesLeft[Int(codes[Int(row)])] {
              rows[front] = row
              front &+= 1
            } else {
              spare[back] = row
              back &+= 1
            }
          }
          for offset in 0..<back { rows[front + offset] = spare[offset] }
        }
      }
    }
    return front
  }
}
