import Statistics

/// A column cut along its uniform axis as finely as k rows allow: each value of k rows is a cell, rarer values share one.
/// What another column follows from is looked up by these cells.
struct CascadeCells: Sendable {
  /// Cells that a determinant may have at most.
  static let limit = 65_536

  /// The cell of each row.
  let cellOfRow: [Int32]
  /// Upper end of each cell on the uniform axis; the last is 1.
  let upperEdges: [Double]
  /// Whether the cell is one value.
  let isOneValue: [Bool]
  var count: Int { upperEdges.count }

  /// - Returns: nil where less than `share` of the rows lie in cells of one value, or there are too many.
  init?(_ column: CascadeColumn, k: Int, share: Double = 0.95) {
    let total = column.counts.reduce(0, +)
    let settled = column.counts.reduce(0) { $1 >= k ? $0 + $1 : $0 }
    guard column.counts.count > 1, Double(settled) >= share * Double(total) else { return nil }
    var cellOfGroup: [Int32] = []
    var (edges, isOneValue): ([Double], [Bool]) = ([], [])
    var (below, open) = (0, 0)
    for count in column.counts {
      if count >= k || open == 0 {
        edges.append(0)
        isOneValue.append(count >= k)
        open = count >= k ? 0 : count
      } else {
        open += count
      }
      below += count
      cellOfGroup.append(Int32(edges.count - 1))
      edges[edges.count - 1] = Double(below) / Double(total)
      if open >= k { open = 0 }
    }
    guard edges.count > 1, edges.count <= Self.limit else { return nil }
    (upperEdges, self.isOneValue) = (edges, isOneValue)
    cellOfRow = column.groups.map { cellOfGroup[Int($0)] }
  }
}
