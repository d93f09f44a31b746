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
}
