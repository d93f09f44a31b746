extension QuantileFunction {
  /// The share of rows below `value`: the inverse of `value(at:)` inside a cell that is not an atom; the middle of an atom's
  /// share for its value; 0 or 1 outside.
  /// - Complexity: O(1) where the cells are spread over the range, at worst O(log cells)
  @inline(__always)
  package func uniform(of value: Double) -> Double {
    cells.withUnsafeBufferPointer { cells in
      starts.withUnsafeBufferPointer { starts in
        let place = edges.place(of: value) { cells[$0].upper }
        let cell = cells[place]
        let (start, end) = (starts[place], starts[place &+ 1])
        if cell.isAtom { return value < cell.lower ? start : (value > cell.upper ? end : (start + end) / 2) }
        let part = min(max((value - cell.lower) / (cell.upper - cell.lower), 0), 1)
        return start + part * (end - start)
      }
    }
  }
}
