import Statistics

/// A column cut along its uniform axis as finely as k rows allow: each value of k rows is a cell, rarer values share one.
/// What another column follows from is looked up by these cells.
struct CascadeCells: Sendable {
  /// Cells that a determinant may have at most.
  static let limit = 65_536

  /// The cell of each row.
  let cellOfRow: [Int32]
  /// Upper end of each cell on the uniform axis, the last is 1; empty where cells are no intervals of it.
  let upperEdges: [Double]
  /// Whether the cell is one value.
  let isOneValue: [Bool]
  var count: Int { isOneValue.count }

  /// Cells that are known by themselves, each of one value.
  init(cellOfRow: [Int32], count: Int) {
    (self.cellOfRow, upperEdges) = (cellOfRow, [])
    isOneValue = Array(repeating: true, count: count)
  }

  /// - Returns: nil where less than `share` of the rows lie in cells of one value, or there are too many.
  init?(_ column: CascadeColumn, k: Int, share: Double = 0.95) {
    let total = column.counts.reduce(0, +)
    let settled = column.counts.reduce(0) { $1 >= k ? $0 + $1 : $0 }
    guard column.counts.count > 1, Double(settled) >= share * Double(total) else { return nil }
    let (cellOfGroup, cells) = Self.cells(column, k: k)
    guard cells.count > 1, cells.count <= Self.limit else { return nil }
    var below = 0
    upperEdges = cells.map { cell in
      below += cell.rows
      return Double(below) / Double(total)
    }
    isOneValue = cells.map(\.isOneValue)
    cellOfRow = column.groups.map { cellOfGroup[Int($0)] }
  }

  private struct Cell {
    var rows: Int
    /// But for a few rows of neighbouring values that are too few for a cell.
    var isOneValue: Bool
  }

  /// A value of k rows is a cell, and so are rarer neighbours that have k rows together; fewer join the cell before or behind.
  private static func cells(_ column: CascadeColumn, k: Int) -> (cellOfGroup: [Int32], cells: [Cell]) {
    var cells: [Cell] = []
    var cellOfGroup: [Int32] = []
    var (waiting, waitingRows) = (0, 0)
    for (group, count) in column.counts.enumerated() {
      waiting += 1
      waitingRows += count
      guard count >= k || waitingRows >= k else { continue }
      let isValue = count >= k
      if isValue, waiting > 1, !cells.isEmpty {
        cells[cells.count - 1].rows += waitingRows - count
        cellOfGroup += [Int32](repeating: Int32(cells.count - 1), count: waiting - 1)
        (waiting, waitingRows) = (1, count)
      }
      cellOfGroup += [Int32](repeating: Int32(cells.count), count: waiting)
      cells.append(Cell(rows: waitingRows, isOneValue: isValue && group != column.pooledGroup))
      (waiting, waitingRows) = (0, 0)
    }
    if waiting > 0, !cells.isEmpty {
      cells[cells.count - 1].rows += waitingRows
      cellOfGroup += [Int32](repeating: Int32(cells.count - 1), count: waiting)
    }
    return (cellOfGroup, cells)
  }
}
