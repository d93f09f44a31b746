extension QuantileFunction {
  /// The share of rows that are `value` or less (of a lower side: less than `value`), where an atom counts whole.
  /// - Complexity: O(cells)
  package func share(upTo value: Double, upper: Bool = true) -> Double {
    for (index, cell) in cells.enumerated() where cell.upper > value || !upper && cell.upper == value {
      guard cell.lower < value else { return starts[index] }
      let part = (value - cell.lower) / (cell.upper - cell.lower)
      return starts[index] + part * (starts[index + 1] - starts[index])
    }
    return 1
  }

  /// The edge between two cells nearest to the end of one side, with at least `share` of the rows beyond it: where a tail law can
  /// take over without a jump. On a grid it lies between two points.
  /// - Returns: nil where no edge has so much beyond it and something before it.
  package func edge(withBeyond share: Double, upper: Bool, grid: QuantileFunctionGrid?) -> Double? {
    let order = upper ? Array(cells.indices.dropFirst().reversed()) : Array(cells.indices.dropLast())
    guard let index = order.first(where: { (upper ? 1 - starts[$0] : starts[$0 + 1]) >= share }) else { return nil }
    let cell = cells[index]
    guard cell.isAtom else { return upper ? cell.lower : cell.upper }
    if let grid {
      let point = grid.index(of: cell.lower)
      return grid.edge(aboveIndex: upper ? point - 1 : point)
    }
    let neighbour = upper ? cells[index - 1].upper : cells[index + 1].lower
    return cell.lower / 2 + neighbour / 2
  }

  /// The function with all distances beyond `threshold` multiplied: a fatter end for a factor above 1. Values stay on the grid,
  /// and a column that lies on one side of 0 stays there, for which the factor is lowered.
  package func stretched(beyond threshold: Double, by factor: Double, upper: Bool, grid: QuantileFunctionGrid?)
    -> QuantileFunction
  {
    let factor = allowed(factor, beyond: threshold, upper: upper)
    // Whole numbers of steps stay exact.
    let reach = grid.map { 9e15 * $0.step } ?? Double.greatestFiniteMagnitude / 4
    func moved(_ value: Double, isAtom: Bool) -> Double {
      guard upper ? value > threshold : value < threshold else { return value }
      let far = threshold + factor * (value - threshold)
      let limited = min(max(far, -reach), reach)
      guard let grid else { return limited }
      return isAtom ? grid.rounded(limited) : grid.edge(aboveIndex: (limited / grid.step - 0.5).rounded())
    }
    var edge = -Double.infinity
    return QuantileFunction(
      cells: cells.map { cell in
        let lower = max(moved(cell.lower, isAtom: cell.isAtom), edge)
        let upper = max(moved(cell.upper, isAtom: cell.isAtom), lower)
        edge = upper
        return Cell(lower: lower, upper: upper, share: cell.share)
      })
  }

  private func allowed(_ factor: Double, beyond threshold: Double, upper: Bool) -> Double {
    if upper, highest <= 0, highest > threshold { return min(factor, threshold / (threshold - highest)) }
    if !upper, lowest >= 0, lowest < threshold { return min(factor, threshold / (threshold - lowest)) }
    return factor
  }
}
