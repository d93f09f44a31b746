/// Finds between which edges a number of [0, 1] lies, mostly without a search.
package struct EdgeLookup: Sendable, Equatable {
  package let upperEdges: [Double]
  /// For each of equally wide slices of [0, 1]: the interval that holds the slice's lower end.
  private let guide: [Int32]
  private let slices: Double

  /// - Parameter upperEdges: at least one, increasing, the last 1: interval i ends before `upperEdges[i]`.
  package init(upperEdges: [Double]) {
    self.upperEdges = upperEdges
    let sliceCount = max(1_024, 2 * upperEdges.count)
    slices = Double(sliceCount)
    var interval = 0
    guide = (0...sliceCount).map { slice in
      while interval < upperEdges.count - 1 && upperEdges[interval] <= Double(slice) / Double(sliceCount) {
        interval += 1
      }
      return Int32(interval)
    }
  }

  /// The intervals of a block of uniforms, at most 256 of them.
  package func fill(_ target: UnsafeMutablePointer<UInt8>, at uniforms: UnsafeBufferPointer<Double>) {
    for row in 0..<uniforms.count { target[row] = UInt8(truncatingIfNeeded: index(of: uniforms[row])) }
  }

  /// The intervals of a block of uniforms.
  package func fill(_ target: UnsafeMutablePointer<Int32>, at uniforms: UnsafeBufferPointer<Double>) {
    for row in 0..<uniforms.count { target[row] = Int32(truncatingIfNeeded: index(of: uniforms[row])) }
  }

  /// - Parameter uniform: in [0, 1].
  @inline(__always)
  package func index(of uniform: Double) -> Int {
    guide.withUnsafeBufferPointer { guide in
      upperEdges.withUnsafeBufferPointer { edges in
        var index = Int(guide[Int(uniform * slices)])
        while index < edges.count &- 1 && edges[index] <= uniform { index &+= 1 }
        return index
      }
    }
  }
}
