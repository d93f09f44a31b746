/// Rows of one field that hold another delimiter as often as the table has columns: written by another program, or by hand.
struct RowRepair {
  /// Rows that were split, with where they begin.
  private(set) var repaired = CellGrid.Tally()

  private static let delimiters = Array(";,\t|:".utf8)
  /// A table of two columns would be split at the first comma of a sentence.
  private static let leastColumns = 3

  /// - Complexity: O(rows) where there are short rows.
  mutating func repair(_ grid: inout CellGrid, syntax: FieldSyntax) {
    guard grid.shortRows.count > 0, grid.width >= Self.leastColumns, let own = syntax.delimiter else { return }
    for row in 0..<grid.rows where grid[row, 1].isAbsent {
      let cell = grid[row, 0]
      guard !cell.isQuoted, let pieces = Self.pieces(of: cell, in: grid, own: own) else { continue }
      for (column, piece) in pieces.enumerated() { grid.cells[row * grid.width + column] = piece }
      grid.shortRows.remove(cell.start)
      repaired.add(cell.start)
    }
  }

  private static func pieces(of cell: Cell, in grid: CellGrid, own: UInt8) -> [Cell]? {
    let range = cell.start..<cell.start + cell.length
    return delimiters.lazy.filter { $0 != own }.compactMap { delimiter -> [Cell]? in
      let marks = range.filter { grid.bytes[$0] == delimiter }
      guard marks.count == grid.width - 1 else { return nil }
      let starts = [range.lowerBound] + marks.map { $0 + 1 }
      return zip(starts, marks + [range.upperBound]).map { Self.unquoted(grid.bytes, $0..<$1) }
    }.first
  }

  private static func unquoted(_ bytes: [UInt8], _ range: Range<Int>) -> Cell {
    let quote = UInt8(ascii: "\"")
    let isQuoted = range.count >= 2 && bytes[range.lowerBound] == quote && bytes[range.upperBound - 1] == quote
    return isQuoted
      ? Cell(start: range.lowerBound + 1, length: range.count - 2, isQuoted: true)
      : Cell(start: range.lowerBound, length: range.count)
  }
}

extension CellGrid.Tally {
  /// Takes back what was added for `offset`, or for what was not kept.
  mutating func remove(_ offset: Int) {
    count -= 1
    offsets.removeAll { $0 == offset }
  }

  /// Takes back everything from `offset` on.
  mutating func remove(_ removed: Int, from offset: Int) {
    count -= removed
    offsets.removeAll { $0 >= offset }
  }

  /// Takes back what another tally counts.
  mutating func remove(_ other: CellGrid.Tally) {
    count = max(0, count - other.count)
    offsets.removeAll(where: other.offsets.contains)
    if count < offsets.count { offsets.removeLast(offsets.count - count) }
  }
}
