import Statistics

/// Rows to learn from what is to be expected: their codes, and what came of them.
struct LookAheadSample {
  /// By feature, then by row.
  var codes: [[UInt8]]
  var features: [(number: Int, isUnordered: Bool)]
  var rows: [Int32]
  /// By row of `codes`.
  var values: [Double]
  /// How many rows each stands for, by row of `codes`.
  var counts: [Double]
  /// Leaves hold the mean of what came; otherwise the root of the mean square, which wastes the fewest rows where what comes
  /// differs by more than codes tell.
  var isEven: Bool

  /// Whether some split on `feature` alone would tell apart what comes of rows, beyond chance.
  func tells(_ feature: (number: Int, isUnordered: Bool)) -> Bool {
    var grower = LookAheadGrower(self)
    guard let split = grower.bestSplit(of: rows.indices, among: [feature]) else { return false }
    return split.gain > Self.leastShare * split.squares
  }

  /// Of the sum of squares, from which on a stage is worth looking ahead at.
  private static let leastShare = 0.01
}

extension LookAheadTree {
  /// Grown by least squares; codes of unordered features are sorted by their means (Fisher 1958). One leaf where nothing helps.
  init(_ sample: LookAheadSample) {
    var grower = LookAheadGrower(sample)
    self = grower.grow()
  }
}

/// Grows one tree; the rows of a node stand side by side.
struct LookAheadGrower {
  /// One way to part a node's rows.
  struct Split {
    var feature: Int
    var codes: LookAheadTree.SplitCodes
    /// By how much the sum of squares falls.
    var gain: Double
    /// The sum of squares before.
    var squares = 0.0
  }

  private static let (leafRows, mostLeaves) = (8, 64)
  /// Share of the mean that every leaf keeps, as no sample proves a place empty; rows from there weigh up to its inverse.
  private static let floor = 0.1
  /// Gains under it, in units of the node's variance, come from chance: a split is the best of many.
  private static let leastGain = 12.0

  private let sample: LookAheadSample
  private var rows: [Int32]
  /// By code: rows, what they stand for, and the sum of their values.
  private var bins = [SIMD4<Double>](repeating: .zero, count: 256)
  private var addends: [SIMD4<Double>] = []

  init(_ sample: LookAheadSample) {
    self.sample = sample
    rows = sample.rows
  }

  mutating func grow() -> LookAheadTree {
    var tree = LookAheadTree()
    var open: [(node: Int, rows: Range<Int>, split: Split?)] = []
    open.append((tree.appendLeaf(), rows.indices, bestSplit(of: rows.indices, among: sample.features)))
    while open.count < Self.mostLeaves {
      let next = open.indices.max { (open[$0].split?.gain ?? 0, $1) < (open[$1].split?.gain ?? 0, $0) }
      guard let next, let split = open[next].split else { break }
      let parts = part(open[next].rows, split)
      let children = tree.split(open[next].node, split.feature, split.codes)
      open.remove(at: next)
      for (node, rows) in [(children.left, parts.left), (children.right, parts.right)] {
        open.append((node, rows, bestSplit(of: rows, among: sample.features)))
      }
    }
    let mean = moments(of: rows.indices).mean
    for leaf in open { tree.setValue(of: leaf.node, max(value(of: leaf.rows), Self.floor * mean, 1e-300)) }
    return tree
  }

  private struct Moments {
    var count = 0.0
    var sum = 0.0
    var squares = 0.0
    var mean: Double { sum / max(1, count) }
  }

  private func moments(of range: Range<Int>) -> Moments {
    var moments = Moments()
    for position in range {
      let row = Int(rows[position])
      let (count, value) = (sample.counts[row], sample.values[row])
      moments.count += count
      moments.sum += count * value
      moments.squares += count * value * value
    }
    return moments
  }

  private func value(of range: Range<Int>) -> Double {
    let moments = moments(of: range)
    return sample.isEven ? moments.mean : (moments.squares / max(1, moments.count)).squareRoot()
  }

  private mutating func part(_ range: Range<Int>, _ split: Split) -> (left: Range<Int>, right: Range<Int>) {
    let codes = sample.codes[split.feature]
    let middle = rows[range].partition { !split.codes.contains(codes[Int($0)]) }
    return (range.lowerBound..<middle, middle..<range.upperBound)
  }

  mutating func bestSplit(of range: Range<Int>, among features: [(number: Int, isUnordered: Bool)]) -> Split? {
    guard range.count >= 2 * Self.leafRows else { return nil }
    let moments = moments(of: range)
    let squares = moments.squares - moments.sum * moments.sum / moments.count
    guard squares > 1e-12 * moments.squares else { return nil }
    var best: Split?
    setAddends(range)
    for feature in features {
      fillBins(range, feature.number)
      let split = bestSplit(feature, moments, rows: range.count)
      if let split, split.gain > best?.gain ?? (Self.leastGain * squares / moments.count) { best = split }
    }
    best?.squares = squares
    return best
  }

  private mutating func fillBins(_ range: Range<Int>, _ feature: Int) {
    sample.codes[feature].withUnsafeBufferPointer { codes in
      rows.withUnsafeBufferPointer { rows in
        addends.withUnsafeBufferPointer { addends in
          bins.withUnsafeMutableBufferPointer { bins in
            bins.update(repeating: .zero)
            for place in 0..<range.count {
              bins[Int(codes[Int(rows[range.lowerBound &+ place])])] += addends[place]
            }
          }
        }
      }
    }
  }

  /// What each row of a node adds to its bins, once for all features.
  private mutating func setAddends(_ range: Range<Int>) {
    addends.removeAll(keepingCapacity: true)
    for row in rows[range] {
      let count = sample.counts[Int(row)]
      addends.append(SIMD4(1, count, count * sample.values[Int(row)], 0))
    }
  }

  private func bestSplit(
    _ feature: (number: Int, isUnordered: Bool), _ all: Moments, rows: Int
  ) -> Split? {
    var order = (0..<256).filter { bins[$0][0] > 0 }
    if feature.isUnordered {
      order.sort { (bins[$0][2] / bins[$0][1], $0) < (bins[$1][2] / bins[$1][1], $1) }
    }
    let base = all.sum * all.sum / all.count
    var (left, best) = (SIMD4<Double>.zero, (gain: 0.0, place: -1))
    for (place, code) in order.enumerated().dropLast() {
      left += bins[code]
      guard left[0] >= Double(Self.leafRows), Double(rows) - left[0] >= Double(Self.leafRows) else { continue }
      let rest = all.sum - left[2]
      let gain = left[2] * left[2] / left[1] + rest * rest / (all.count - left[1]) - base
      if gain > best.gain { best = (gain, place) }
    }
    guard best.place >= 0 else { return nil }
    return Split(feature: feature.number, codes: Self.codes(order, upTo: best.place, feature), gain: best.gain)
  }

  /// Codes that no row of the node has go with their neighbours, where they have an order.
  private static func codes(
    _ order: [Int], upTo place: Int, _ feature: (number: Int, isUnordered: Bool)
  ) -> LookAheadTree.SplitCodes {
    guard feature.isUnordered else { return .upTo(order[place]) }
    var set = CascadeTree.CodeSet()
    for code in order[...place] { set.insert(UInt8(code)) }
    return .set(set)
  }
}
