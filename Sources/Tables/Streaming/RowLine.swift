/// The fields of long rows that have a column of their own.
struct SpilledCells {
  private var cells: [Int: Cell] = [:]
  private let width: Int
  private let columns: Int

  init(_ grid: CellGrid, columns: Int) {
    (width, self.columns) = (grid.width, columns)
    guard columns > grid.width else { return }
    for extra in grid.extras where extra.column < columns { cells[extra.row * columns + extra.column] = extra.cell }
  }

  @inline(__always)
  func cell(_ row: Int, _ column: Int, of grid: CellGrid) -> Cell {
    column < width ? grid[row, column] : cells[row * columns + column] ?? .absent
  }
}

/// Writes a parsed row so that it is read the same way by itself: exactly `columns` fields, quotes doubled.
struct RowLine {
  let syntax: FieldSyntax
  let columns: Int

  func line(row: Int, of grid: CellGrid, _ spilled: SpilledCells) -> [UInt8] {
    var line: [UInt8] = []
    for column in 0..<columns {
      if column > 0, let delimiter = syntax.delimiter { line.append(delimiter) }
      let cell = spilled.cell(row, column, of: grid)
      append(grid.text(cell), isQuoted: cell.isQuoted, to: &line)
    }
    return line
  }

  func append(_ field: ArraySlice<UInt8>, isQuoted: Bool, to line: inout [UInt8]) {
    guard let quote = syntax.quote else { return line.append(contentsOf: field) }
    let needsQuotes =
      isQuoted || field.contains { $0 == quote || $0 == syntax.delimiter || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return line.append(contentsOf: field) }
    line.append(quote)
    for byte in field {
      if byte == quote { line.append(quote) }
      line.append(byte)
    }
    line.append(quote)
  }
}
