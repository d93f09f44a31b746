import Statistics

/// A small regression tree over the codes of a cascade's stages: what is to be expected of a row that has come so far.
struct LookAheadTree: Sendable {
  struct Node: Sendable {
    /// -1: a leaf, with its number in `left`.
    var feature: Int32
    /// Codes that go left.
    var codes: CascadeTree.CodeSet
    var left: Int32
    var right: Int32
  }

  private(set) var nodes: [Node] = []
  /// By leaf, above 0.
  private(set) var values: [Double] = []

  /// Collects the leaves that a row can reach, whatever its code of the feature `free`.
  /// - Complexity: O(nodes)
  @inline(__always)
  func reach(
    _ codes: UnsafeBufferPointer<UInt8>, row: Int, rowCount: Int, free: Int32, into leaves: inout [Int32]
  ) {
    leaves.removeAll(keepingCapacity: true)
    var stack = SIMD32<Int32>(repeating: 0)
    var depth = 1
    nodes.withUnsafeBufferPointer { nodes in
      while depth > 0 {
        depth &-= 1
        var node = nodes[Int(stack[depth])]
        while node.feature >= 0 {
          if node.feature == free {
            stack[depth] = node.right
            depth &+= 1
            node = nodes[Int(node.left)]
          } else {
            let code = codes[Int(node.feature) &* rowCount &+ row]
            node = nodes[Int(node.codes.contains(code) ? node.left : node.right)]
          }
        }
        leaves.append(node.left)
      }
    }
  }

  /// For each leaf the codes of `feature` that can lead to it; nil where any can.
  func codes(of feature: Int32) -> [[Bool]?] {
    var result = [[Bool]?](repeating: nil, count: values.count)
    collect(0, feature, nil, into: &result)
    return result
  }

  private func collect(_ index: Int, _ feature: Int32, _ codes: [Bool]?, into result: inout [[Bool]?]) {
    let node = nodes[index]
    guard node.feature >= 0 else {
      result[Int(node.left)] = codes
      return
    }
    guard node.feature == feature else {
      collect(Int(node.left), feature, codes, into: &result)
      return collect(Int(node.right), feature, codes, into: &result)
    }
    let all = codes ?? Array(repeating: true, count: 256)
    let goesLeft = (0..<256).map { node.codes.contains(UInt8($0)) }
    collect(Int(node.left), feature, zip(all, goesLeft).map { $0 && $1 }, into: &result)
    collect(Int(node.right), feature, zip(all, goesLeft).map { $0 && !$1 }, into: &result)
  }
}

extension LookAheadTree {
  /// Rows to learn from: by feature the code of every row, and what came of the row.
  struct Sample {
    var codes: (_ feature: Int, _ row: Int) -> UInt8
    var features: [(number: Int, isUnordered: Bool)]
    var rows: [Int32]
    var values: [Double]
    /// Leaves hold the mean of what came; otherwise the root of the mean square, which wastes the fewest rows where what comes
    /// differs by more than codes tell.
    var isEven: Bool
  }

  private static let (leafRows, mostLeaves) = (8, 16)
  /// Share of the mean that every leaf keeps, as no sample proves a place empty.
  private static let floor = 0.02

  /// Grown by least squares; codes of unordered features are sorted by their means (Fisher 1958). One leaf where nothing helps.
  init(_ sample: Sample) {
    let mean = Self.mean(sample, sample.rows)
    var open: [(node: Int, rows: [Int32], split: Split?)] = []
    nodes = [Node(feature: -1, codes: CascadeTree.CodeSet(), left: 0, right: 0)]
    open.append((0, sample.rows, Split.best(sample, sample.rows, leafRows: Self.leafRows)))
    while open.count < Self.mostLeaves {
      let next = open.indices.max { (open[$0].split?.gain ?? 0, $1) < (open[$1].split?.gain ?? 0, $0) }
      guard let next, let split = open[next].split else { break }
      let (left, right) = Self.parted(sample, open[next].rows, split)
      let node = open[next].node
      nodes[node] = Node(
        feature: Int32(split.feature), codes: split.codes, left: Int32(nodes.count), right: Int32(nodes.count + 1))
      open.remove(at: next)
      for rows in [left, right] {
        open.append((nodes.count, rows, Split.best(sample, rows, leafRows: Self.leafRows)))
        nodes.append(Node(feature: -1, codes: CascadeTree.CodeSet(), left: 0, right: 0))
      }
    }
    for leaf in open {
      nodes[leaf.node].left = Int32(values.count)
      values.append(max(Self.value(sample, leaf.rows), Self.floor * mean, 1e-300))
    }
  }

  /// Of the sum of squares, from which on a stage is worth looking ahead at.
  private static let leastShare = 0.01

  private static func mean(_ sample: Sample, _ rows: [Int32]) -> Double {
    rows.reduce(0) { $0 + sample.values[Int($1)] } / Double(max(1, rows.count))
  }

  private static func value(_ sample: Sample, _ rows: [Int32]) -> Double {
    guard !sample.isEven else { return mean(sample, rows) }
    let squares = rows.reduce(0) { $0 + sample.values[Int($1)] * sample.values[Int($1)] }
    return (squares / Double(max(1, rows.count))).squareRoot()
  }

  private static func parted(_ sample: Sample, _ rows: [Int32], _ split: Split) -> (left: [Int32], right: [Int32]) {
    var (left, right): ([Int32], [Int32]) = ([], [])
    for row in rows {
      if split.codes.contains(sample.codes(split.feature, Int(row))) { left.append(row) } else { right.append(row) }
    }
    return (left, right)
  }

  /// Whether some split on `feature` alone would tell apart what comes of rows, beyond chance.
  static func tells(_ feature: (number: Int, isUnordered: Bool), _ sample: Sample) -> Bool {
    var alone = sample
    alone.features = [feature]
    guard let split = Split.best(alone, sample.rows, leafRows: leafRows) else { return false }
    return split.gain > leastShare * split.squares
  }

  /// One way to part a node's rows.
  private struct Split {
    var feature: Int
    var codes: CascadeTree.CodeSet
    /// By how much the sum of squares falls.
    var gain: Double
    /// The sum of squares before.
    var squares = 0.0

    /// Gains under it, in units of the node's variance, come from chance: a split is the best of many.
    private static let leastGain = 12.0

    static func best(_ sample: Sample, _ rows: [Int32], leafRows: Int) -> Split? {
      guard rows.count >= 2 * leafRows else { return nil }
      let (sum, squares) = rows.reduce((0.0, 0.0)) {
        let value = sample.values[Int($1)]
        return ($0.0 + value, $0.1 + value * value)
      }
      let variance = (squares - sum * sum / Double(rows.count)) / Double(rows.count)
      guard variance > 1e-12 * squares / Double(rows.count) else { return nil }
      var best: Split?
      for feature in sample.features {
        let split = Self.best(feature, sample, rows, sum: sum, leafRows: leafRows)
        if let split, split.gain > best?.gain ?? (leastGain * variance) { best = split }
      }
      best?.squares = variance * Double(rows.count)
      return best
    }

    private static func best(
      _ feature: (number: Int, isUnordered: Bool), _ sample: Sample, _ rows: [Int32], sum: Double, leafRows: Int
    ) -> Split? {
      var counts = [Int](repeating: 0, count: 256)
      var sums = [Double](repeating: 0, count: 256)
      for row in rows {
        let code = Int(sample.codes(feature.number, Int(row)))
        counts[code] += 1
        sums[code] += sample.values[Int(row)]
      }
      var order = (0..<256).filter { counts[$0] > 0 }
      if feature.isUnordered {
        order.sort { (sums[$0] / Double(counts[$0]), $0) < (sums[$1] / Double(counts[$1]), $1) }
      }
      let base = sum * sum / Double(rows.count)
      var (left, leftSum, best) = (0, 0.0, (gain: 0.0, place: -1))
      for (place, code) in order.enumerated().dropLast() {
        left += counts[code]
        leftSum += sums[code]
        let right = rows.count - left
        guard left >= leafRows, right >= leafRows else { continue }
        let rest = sum - leftSum
        let gain = leftSum * leftSum / Double(left) + rest * rest / Double(right) - base
        if gain > best.gain { best = (gain, place) }
      }
      guard best.place >= 0 else { return nil }
      return Split(feature: feature.number, codes: codes(order, upTo: best.place, feature), gain: best.gain)
    }

    /// Codes that no row of the node has go with their neighbours.
    private static func codes(_ order: [Int], upTo place: Int, _ feature: (number: Int, isUnordered: Bool))
      -> CascadeTree.CodeSet
    {
      var set = CascadeTree.CodeSet()
      let members = feature.isUnordered ? Array(order[...place]) : Array(0...order[place])
      for code in members { set.insert(UInt8(code)) }
      return set
    }
  }
}
