/// Fits bins to cells.
enum Bins {
  /// The shares of `count` groups of neighbouring bins; a bin that lies across a border is split in proportion.
  /// With no more bins than groups, the bins themselves.
  static func regrouped(_ shares: [Double], into count: Int) -> [Double] {
    guard count > 0, shares.count > count else { return count > 0 ? shares : [] }
    var groups = [Double](repeating: 0, count: count)
    let width = Double(count) / Double(shares.count)
    for (index, share) in shares.enumerated() {
      let start = Double(index) * width
      let group = min(count - 1, Int(start))
      let inside = min(1, (Double(group + 1) - start) / width)
      groups[group] += share * inside
      if inside < 1 && group + 1 < count { groups[group + 1] += share * (1 - inside) }
    }
    return groups
  }

  /// Cells that a bin takes where `count` bins stand in `width` cells: a whole number where that fills most of the width, else
  /// such a part that they fill it.
  static func cells(of count: Int, in width: Int) -> Double {
    guard count > 0, width > count else { return count > 0 ? Double(max(0, width)) / Double(count) : 0 }
    let whole = width / count
    return 4 * whole * count >= 3 * width ? Double(whole) : Double(width) / Double(count)
  }

  /// The bars of the cells of a chart: merged where there are more bins than cells; where a bin takes no whole number of cells,
  /// those on a border stand between their neighbours, so that areas stay shares.
  /// - Returns: heights by group of cells, and how many cells each group takes.
  static func bars(_ shares: [Double], width: Int) -> (heights: [Double], cells: Int) {
    let cells = cells(of: shares.count, in: width)
    guard width > 0, !shares.isEmpty else { return ([], 0) }
    if shares.count >= width { return (regrouped(shares, into: width), 1) }
    if cells == cells.rounded() { return (shares, Int(cells)) }
    let heights = (0..<width).map { cell in
      let (start, end) = (Double(cell) / cells, Double(cell + 1) / cells)
      let (first, last) = (Int(start), min(shares.count - 1, Int(end)))
      return (first...max(first, last)).reduce(0) { sum, bin in
        sum + shares[bin] * max(0, min(end, Double(bin + 1)) - max(start, Double(bin))) * cells
      }
    }
    return (heights, 1)
  }
}
