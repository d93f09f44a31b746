/// The bars of a histogram: bins with open outer ends, and where it helps a bar of its own for zero at the left.
///
/// Every finite number falls into exactly one bar: bin i is [edges[i], edges[i + 1]), but the first reaches down to -∞ and
/// the last up to +∞, so that values beyond the range that the bins were made for never vanish.
/// - Invariant: at least two edges, finite, strictly rising.
package struct Binning: Equatable, Sendable {
  package let edges: [Double]
  /// Bins are equally wide on a logarithmic scale.
  package let isLogarithmic: Bool
  /// The first bar holds the zeros and nothing else.
  package let hasZeroBar: Bool

  package init(edges: [Double], isLogarithmic: Bool = false, hasZeroBar: Bool = false) {
    precondition(edges.count >= 2, "\(edges.count) edges")
    precondition(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }, "edges must rise: \(edges)")
    self.edges = edges
    self.isLogarithmic = isLogarithmic
    self.hasZeroBar = hasZeroBar
  }

  package var binCount: Int { edges.count - 1 }
  package var barCount: Int { binCount + (hasZeroBar ? 1 : 0) }

  /// The bar of one value, by search. NaN counts in the first bin.
  package func bar(of value: Double) -> Int {
    if hasZeroBar && value == 0 { return 0 }
    let inner = edges[1..<(edges.count - 1)]
    return inner.count { $0 <= value } + (hasZeroBar ? 1 : 0)
  }

  /// How many values fall into each bar.
  ///
  /// Equally wide bins are found by one multiplication and corrected by their edges, others by a branch-free search; both
  /// agree with `bar(of:)` on every value.
  /// - Parameter missing: empty, or one member per value; missing rows are not counted.
  /// - Complexity: O(n), O(n log bins) on other than equally wide bins.
  package func counts(of values: [Double], missing: [Bool] = []) -> [Int] {
    precondition(missing.isEmpty || missing.count == values.count, "\(missing.count) marks for \(values.count) values")
    var counts = [Int](repeating: 0, count: binCount + 1)
    // The zero bar is counted behind the bins and then moved to the front.
    let zeroPlace = hasZeroBar ? binCount : -1
    BinFinder.use(edges) { finder in
      counts.withUnsafeMutableBufferPointer { counts in
        for (row, value) in values.enumerated() where missing.isEmpty || !missing[row] {
          counts[zeroPlace >= 0 && value == 0 ? zeroPlace : finder.bin(of: value)] &+= 1
        }
      }
    }
    let zeros = counts.removeLast()
    return hasZeroBar ? [zeros] + counts : counts
  }

  /// The shares of `counts`; all 0 where nothing was counted.
  package static func shares(_ counts: [Int]) -> [Double] {
    let total = counts.reduce(0, +)
    return counts.map { total > 0 ? Double($0) / Double(total) : 0 }
  }
}

/// Finds bins by arithmetic or by search, on raw memory.
private struct BinFinder {
  /// The edges with the outer ones at infinity.
  let bounds: UnsafeBufferPointer<Double>
  let last: Int
  let first: Double
  /// Bins per unit; 0 where the bins are not equally wide.
  let density: Double

  static func use(_ edges: [Double], _ body: (BinFinder) -> Void) {
    var bounds = edges
    bounds[0] = -.infinity
    bounds[bounds.count - 1] = .infinity
    bounds.withUnsafeBufferPointer {
      body(BinFinder(bounds: $0, last: edges.count - 2, first: edges[0], density: density(edges)))
    }
  }

  /// Equally wide to a hundredth of a bin, so that a guess is never more than one bin off.
  private static func density(_ edges: [Double]) -> Double {
    let bins = Double(edges.count - 1)
    let density = bins / (edges[edges.count - 1] - edges[0])
    guard density.isNormal else { return 0 }
    let isUniform = edges.enumerated().allSatisfy { abs(($1 - edges[0]) * density - Double($0)) < 0.01 }
    return isUniform ? density : 0
  }

  @inline(__always)
  func bin(of value: Double) -> Int { density > 0 ? guessed(value) : searched(value) }

  @inline(__always)
  private func guessed(_ value: Double) -> Int {
    let position = (value - first) * density
    let guess = position > 0 ? (position < Double(last) ? Int(position) : last) : 0
    let lower = value < bounds[guess] ? 1 : 0
    let upper = value >= bounds[guess &+ 1] && guess < last ? 1 : 0
    return guess &- lower &+ upper
  }

  @inline(__always)
  private func searched(_ value: Double) -> Int {
    var low = 0
    var count = last &+ 1
    while count > 1 {
      let half = count >> 1
      low = value >= bounds[low &+ half] ? low &+ half : low
      count &-= half
    }
    return low
  }
}
