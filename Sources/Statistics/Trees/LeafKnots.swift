import CDrawKernels

/// Where uniforms lie among the knots of leaves, for many rows at once.
package enum LeafKnots {
  /// For each row the knot of its leaf whose rows hold the uniform, and how far it lies among them, from 0 to 1.
  ///
  /// The lists must be sound: leaf l has the knots `starts[l] ..< starts[l + 1]`, at least one; `cumulative` is above 0 and increases
  /// within a leaf.
  /// - Parameter values: of the knots, which the caller looks at next: they are fetched along.
  /// - Precondition: as many leaves as uniforms, and as much room in `knots` and `fractions`.
  @inline(__always)
  package static func find(
    _ uniforms: UnsafeBufferPointer<Double>, leaves: UnsafePointer<Int32>, starts: UnsafePointer<Int32>,
    cumulative: UnsafePointer<Int32>, values: UnsafePointer<Int64>, knots: UnsafeMutablePointer<Int32>,
    fractions: UnsafeMutablePointer<Double>
  ) {
    guard let first = uniforms.baseAddress else { return }
    rs_find_knots(first, leaves, starts, cumulative, values, uniforms.count, knots, fractions)
  }
}
