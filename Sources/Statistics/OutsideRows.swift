import CDrawKernels

/// The few of many numbers that lie outside of a range.
package enum OutsideRows {
  private static let run = 512

  /// Calls `body` with the places of numbers below `low` or above `high`, in increasing order.
  @inline(__always)
  package static func each(
    of numbers: UnsafeBufferPointer<Double>, below low: Double, above high: Double, _ body: (Int) -> Void
  ) {
    guard let first = numbers.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: run) { rows in
      guard let rows = rows.baseAddress else { return }
      for start in stride(from: 0, to: numbers.count, by: run) {
        let found = rs_find_outside(first + start, low, high, rows, min(run, numbers.count - start))
        for index in 0..<found { body(start + Int(rows[index])) }
      }
    }
  }
}
