extension QuantileFunction {
  /// The share of rows below `value`: the inverse of `value(at:)` inside a cell that is not an atom; the middle of an atom's
  /// share for its value; 0 or 1 outside.
  /// - Complexity: O(log cells)
  @inline(__always)
  package func uniform(of value: Double) -> Double {
    var low = 0
    var high = cells.count - 1
    while low < high {
      let middle = (low + high) >> 1
      if cells[middle].upper >= value { high = middle } else { low = middle + 1 }
    }
    let cell = cells[low]
    let (start, end) = (starts[low], starts[low + 1])
    if cell.isAtom { return value < cell.lower ? start : (value > cell.upper ? end : (start + end) / 2) }
    let part = min(max((value - cell.lower) / (cell.upper - cell.lower), 0), 1)
    return start + part * (end - start)
  }
}
