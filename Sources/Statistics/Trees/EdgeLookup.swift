import CDrawKernels

/// Finds between which edges a number of [0, 1] lies, mostly without a search.
package struct EdgeLookup: Sendable, Equatable {
  package let upperEdges: [Double]
  /// The edges with an endless last one, so that a search ends there.
  private let ends: [Double]
  private let guide: SliceGuide

  /// - Parameter upperEdges: at least one, non-decreasing: interval i ends before `upperEdges[i]`, the last takes all above.
  package init(upperEdges: [Double]) {
    self.upperEdges = upperEdges
    ends = upperEdges.dropLast() + [.infinity]
    guide = SliceGuide(ends: upperEdges, least: 512)
  }

  /// The intervals of a block of uniforms, at most 256 of them.
  package func fill(_ target: UnsafeMutablePointer<UInt8>, at uniforms: UnsafeBufferPointer<Double>) {
    guard let first = uniforms.baseAddress else { return }
    guide.withGuide { rs_find_few_ends(first, $0, ends, target, uniforms.count) }
  }

  /// The intervals of a block of uniforms.
  package func fill(_ target: UnsafeMutablePointer<Int32>, at uniforms: UnsafeBufferPointer<Double>) {
    guard let first = uniforms.baseAddress else { return }
    guide.withGuide { rs_find_ends(first, $0, ends, target, uniforms.count) }
  }

  /// - Parameter uniform: in [0, 1].
  package func index(of uniform: Double) -> Int {
    var interval = guide.withPlaces { $0.start(for: uniform) }
    while interval < upperEdges.count - 1, upperEdges[interval] <= uniform { interval += 1 }
    return interval
  }
}
