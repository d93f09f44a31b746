/// Which cells belong to which column of a table.
struct TableLayout {
  let grid: CellGrid
  let hasHeader: Bool
  /// Columns beyond the expected ones that hold the extra fields of long rows.
  let spillColumns: Int
  /// Extra fields beyond the spill columns.
  let cutFields: Int
  let names: [String]
  let emptyNames: Int
  let repeatedNames: Int

  /// One bad row must not make a table a thousand columns wider.
  private static let mostSpillColumns = 256

  init(grid: CellGrid, hasHeader: Bool, ragged: ReadOptions.Ragged) {
    self.grid = grid
    self.hasHeader = hasHeader
    let firstRow = hasHeader ? 1 : 0
    let extras = grid.extras.filter { $0.row >= firstRow }
    let widest = extras.reduce(grid.width) { max($0, $1.column + 1) }
    // A few long rows in a large file are accidents, not columns; they are cut, and told.
    let isCommon = grid.longRows.count * 1000 >= grid.rows
    spillColumns =
      ragged == .spill || (ragged == .pad && isCommon) ? min(widest - grid.width, Self.mostSpillColumns) : 0
    let end = grid.width + spillColumns
    cutFields = extras.reduce(0) { $1.column >= end ? $0 + 1 : $0 }
    let found: [[UInt8]?] = (0..<grid.width).map { hasHeader ? Array(grid.text(grid[0, $0])) : nil }
    let named = ColumnNames.unique(found, spillColumns: spillColumns)
    (names, emptyNames, repeatedNames) = (named.names, named.empty, named.repeated)
  }

  var rowCount: Int { grid.rows - (hasHeader ? 1 : 0) }
  var columnCount: Int { grid.width + spillColumns }

  /// The cells of one column, header left out.
  func cells(ofColumn column: Int) -> [Cell] {
    let firstRow = hasHeader ? 1 : 0
    if column < grid.width {
      return [Cell](unsafeUninitializedCapacity: rowCount) { memory, count in
        var index = firstRow * grid.width + column
        for row in 0..<rowCount {
          memory.initializeElement(at: row, to: grid.cells[index])
          index += grid.width
        }
        count = rowCount
      }
    }
    var cells = [Cell](repeating: .absent, count: rowCount)
    for extra in grid.extras where extra.column == column && extra.row >= firstRow {
      cells[extra.row - firstRow] = extra.cell
    }
    return cells
  }
}
