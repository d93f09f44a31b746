/// The intervals of (0, 1) that levels own, one behind the other, each as wide as its level's share.
package struct ShareIntervals: Equatable, Sendable {
  /// The upper end of each interval, up to the last that is not empty.
  private let ends: EdgeLookup

  /// - Parameter shares: at least one, none below 0, some above; they need not sum to 1.
  package init(shares: [Double]) {
    let total = shares.reduce(0, +)
    let last = shares.lastIndex { $0 > 0 } ?? 0
    var sum = 0.0
    ends = EdgeLookup(
      upperEdges: shares[...last].map { share in
        sum += share
        return sum / total
      })
  }

  /// For each of `uniforms` the first level whose interval ends above it; a level of share 0 has none.
  /// - Parameter uniforms: each in (0, 1).
  /// - Precondition: `target` has as many places.
  /// - Complexity: O(uniforms) on average
  package func fill(_ target: UnsafeMutableBufferPointer<Int32>, at uniforms: UnsafeBufferPointer<Double>) {
    precondition(target.count == uniforms.count, "\(target.count) places for \(uniforms.count) uniforms")
    if let first = target.baseAddress { ends.fill(first, at: uniforms) }
  }
}
