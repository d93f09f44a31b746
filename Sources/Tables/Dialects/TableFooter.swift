/// Lines behind the last row that are none: a source, a note, a count of rows.
struct TableFooter {
  /// How many, and where the first begins.
  private(set) var lines = 0
  private(set) var offset = 0

  private static let mostLines = 10
  private static let leastRows = 4

  /// Takes the footer off the grid.
  ///
  /// A footer is some rows of one field at the end, below rows of all fields, that stand behind a blank line, or are sentences
  /// below a column of values that are none.
  mutating func take(from grid: inout CellGrid) {
    guard grid.width >= 2, grid.shortRows.count > 0 else { return }
    var first = grid.rows
    while first > 0, grid.rows - first <= Self.mostLines, grid[first - 1, 1].isAbsent { first -= 1 }
    let count = grid.rows - first
    guard (1...Self.mostLines).contains(count), first >= Self.leastRows, isFull(first - 1, grid),
      isApart(first, grid) || (first..<grid.rows).allSatisfy({ isSentence($0, grid) }) && !isSentence(first - 1, grid)
    else { return }
    lines = count
    offset = grid[first, 0].start
    grid.shortRows.remove(count, from: offset)
    grid.rows = first
    grid.cells.removeLast(count * grid.width)
  }

  private func isFull(_ row: Int, _ grid: CellGrid) -> Bool { !grid[row, grid.width - 1].isAbsent }

  /// A blank line before the row.
  private func isApart(_ row: Int, _ grid: CellGrid) -> Bool {
    let end = min(grid[row, 0].start, grid.bytes.count)
    var lineFeeds = 0
    for position in stride(from: end - 1, through: max(0, end - 64), by: -1) {
      let byte = grid.bytes[position]
      guard byte == 0x0A || byte == 0x0D || byte.isBlank else { break }
      if byte == 0x0A { lineFeeds += 1 }
    }
    return lineFeeds >= 2
  }

  private func isSentence(_ row: Int, _ grid: CellGrid) -> Bool {
    let text = grid.text(grid[row, 0])
    return text.count >= 8 && text.contains(UInt8(ascii: " ")) && !FieldShape(text, allowsComma: true).isTyped
  }
}
