/// Finds between which edges a number of [0, 1] lies, mostly without a search.
package struct EdgeLookup: Sendable, Equatable {
  package let upperEdges: [Double]
  private let guide: SliceGuide

  /// - Parameter upperEdges: at least one, non-decreasing: interval i ends before `upperEdges[i]`, the last takes all above.
  package init(upperEdges: [Double]) {
    self.upperEdges = upperEdges
    guide = SliceGuide(ends: upperEdges)
  }

  /// The intervals of a block of uniforms, at most 256 of them.
  package func fill(_ target: UnsafeMutablePointer<UInt8>, at uniforms: UnsafeBufferPointer<Double>) {
    eachInterval(of: uniforms) { target[$0] = UInt8(truncatingIfNeeded: $1) }
  }

  /// The intervals of a block of uniforms.
  package func fill(_ target: UnsafeMutablePointer<Int32>, at uniforms: UnsafeBufferPointer<Double>) {
    eachInterval(of: uniforms) { target[$0] = Int32(truncatingIfNeeded: $1) }
  }

  @inline(__always)
  private func eachInterval(of uniforms: UnsafeBufferPointer<Double>, _ body: (_ row: Int, _ interval: Int) -> Void) {
    upperEdges.withUnsafeBufferPointer { edges in
      guide.withPlaces { guide in
        let last = edges.count &- 1
        for row in 0..<uniforms.count {
          let uniform = uniforms[row]
          var interval = guide.start(for: uniform)
          while interval < last, edges[interval] <= uniform { interval &+= 1 }
          body(row, interval)
        }
      }
    }
  }

  /// - Parameter uniform: in [0, 1].
  package func index(of uniform: Double) -> Int {
    var interval = guide.withPlaces { $0.start(for: uniform) }
    while interval < upperEdges.count - 1, upperEdges[interval] <= uniform { interval += 1 }
    return interval
  }
}
