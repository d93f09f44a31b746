import CDrawKernels

/// The cells of a quantile function on a grid as straight lines from a uniform to the number of its grid point.
///
/// A line needs no division, and is not exact to the last bit, as the spelled-out way by the cell's share is not: both are off the
/// true place by less than `margin`. So they agree on the grid point wherever the line is farther than that from the border of two
/// points; the few uniforms that are not are drawn the other way.
struct QuantileFunctionLines: Sendable {
  /// One for each cell, and the last once more.
  private let lines: [rs_line]
  private let guide: SliceGuide
  private let margin: Double

  /// nil where the numbers of grid points are so large that many uniforms would be left.
  init?(_ function: QuantileFunction, step: Double) {
    let starts = function.starts
    var lines: [rs_line] = []
    var largest = 0.0
    for (index, cell) in function.cells.enumerated() {
      let isLast = index == function.cells.count - 1
      lines.append(
        rs_line(
          start: starts[index], end: isLast ? 1.0.nextUp : starts[index + 1],
          slope: cell.isAtom ? 0 : (cell.upper - cell.lower) / (starts[index + 1] - starts[index]) / step,
          base: cell.lower / step + 0.5))
      largest = max(largest, (cell.lower.magnitude + cell.upper.magnitude) / step)
    }
    // Two dozen roundings, each of at most 2⁻⁵³ of the largest number on the way; more than twice as much is kept clear.
    margin = (largest + 1) * 0x1p-47
    guard let last = lines.last, margin < 0x1p-10 else { return nil }
    self.lines = lines + [last]
    guide = SliceGuide(ends: starts.dropFirst(), least: 1024)
  }

  typealias Kernel<Value> = (
    _ uniforms: UnsafePointer<Double>, _ guide: rs_guide, _ lines: UnsafePointer<rs_line>, _ margin: Double,
    _ grid: rs_grid, _ target: UnsafeMutablePointer<Value>, _ count: Int, _ left: UnsafeMutablePointer<Int32>
  ) -> Int

  /// - Parameter rest: draws the uniforms that the lines leave, the spelled-out way.
  @inline(__always)
  func fill<Value: Numeric>(
    _ target: UnsafeMutableBufferPointer<Value>, at uniforms: UnsafeBufferPointer<Double>, _ grid: rs_grid,
    _ kernel: Kernel<Value>,
    rest: (_ target: UnsafeMutableBufferPointer<Value>, _ uniforms: UnsafeBufferPointer<Double>) -> Void
  ) {
    guard let first = uniforms.baseAddress, let values = target.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, uniforms.count)) { left in
      guard let rows = left.baseAddress else { return }
      var count = 0
      guide.withGuide { count = kernel(first, $0, lines, margin, grid, values, uniforms.count, rows) }
      guard count > 0 else { return }
      let left = UnsafeBufferPointer(start: rows, count: count)
      var drawn = [Value](repeating: 0, count: count)
      drawn.withUnsafeMutableBufferPointer { drawn in
        left.map { uniforms[Int($0)] }.withUnsafeBufferPointer { rest(drawn, $0) }
      }
      for (row, value) in zip(left, drawn) { values[Int(row)] = value }
    }
  }
}
