/// A column reduced to at most 255 bins along its uniform axis, ready to grow trees on.
///
/// Every column, numeric or of levels, is seen through *groups* of equal values in the order of u (missing first). A bin is a
/// run of neighbouring groups; a group with many rows is a bin of its own, so that atoms stay apart.
package struct BinnedColumn: Sendable {
  /// The bin of each row.
  package let codes: [UInt8]
  /// Upper end of each bin on the uniform axis; the last is 1.
  package let upperEdges: [Double]
  /// Levels: bins have no meaningful order, a split may take any set of them.
  package let isUnordered: Bool

  package var binCount: Int { upperEdges.count }

  /// - Parameters:
  ///   - groups: for each row the index of its group of equal values, in the order of u.
  ///   - groupCounts: rows in each group, all positive; their sum is the number of rows.
  ///   - minimumRows: rows a bin has at least (unless all have fewer), so that no edge rests on a few.
  ///   - maximumBins: 2...255.
  /// - Complexity: O(rows + groups)
  package init(groups: [Int32], groupCounts: [Int], isUnordered: Bool, minimumRows: Int = 1, maximumBins: Int = 255) {
    let (binOfGroup, edges) = Self.bins(groupCounts, minimumRows: minimumRows, maximum: maximumBins)
    codes = groups.map { binOfGroup[Int($0)] }
    upperEdges = edges
    self.isUnordered = isUnordered
  }

  /// A column that has its bins already.
  package init(codes: [UInt8], upperEdges: [Double], isUnordered: Bool) {
    self.codes = codes
    self.upperEdges = upperEdges
    self.isUnordered = isUnordered
  }

  /// Fills bins with neighbouring groups up to an equal share of what is left; a group that alone exceeds it gets its own bin.
  private static func bins(
    _ counts: [Int], minimumRows: Int, maximum: Int
  ) -> (binOfGroup: [UInt8], upperEdges: [Double]) {
    let total = counts.reduce(0, +)
    var binOfGroup = [UInt8](repeating: 0, count: counts.count)
    var edges: [Double] = []
    var left = total
    var inBin = 0
    for (index, count) in counts.enumerated() {
      let binsLeft = maximum - edges.count
      let isFull =
        inBin >= max(1, minimumRows)
        && (counts.count - index >= binsLeft ? inBin + count / 2 >= max(1, (left + inBin) / binsLeft) : true)
      if isFull && binsLeft > 1 {
        edges.append(Double(total - left) / Double(total))
        inBin = 0
      }
      binOfGroup[index] = UInt8(edges.count)
      inBin += count
      left -= count
    }
    if inBin < minimumRows, !edges.isEmpty {
      // Too few rows are left for a bin of their own.
      edges.removeLast()
      for index in binOfGroup.indices { binOfGroup[index] = min(binOfGroup[index], UInt8(edges.count)) }
    }
    edges.append(1)
    return (binOfGroup, edges)
  }
}
