/// What is to be told of the rows of a stream, with the first line numbers.
struct RowProblems: Sendable {
  struct Tally: Sendable {
    var count = 0
    var lines: [Int] = []

    mutating func merge(_ next: Tally) {
      count += next.count
      lines += next.lines.prefix(5 - lines.count)
    }
  }

  var shortRows = Tally()
  var longRows = Tally()
  var blankLines = Tally()
  var strayQuotes = Tally()
  var unclosedQuotes = Tally()
  var repairedRows = Tally()
  var footerLines = Tally()
  private(set) var comments = Tally()
  var cutFields = 0

  init() {}

  /// - Parameter line: of the first byte of the grid.
  init(_ grid: CellGrid, firstLine line: Int, columns: Int, repair: RowRepair, footer: TableFooter) {
    func tally(_ tally: CellGrid.Tally) -> Tally {
      guard tally.count > 0 else { return Tally() }
      return Tally(
        count: tally.count, lines: LineNumbers.lines(of: tally.offsets, in: grid.bytes).map { $0 + line - 1 })
    }
    shortRows = tally(grid.shortRows)
    longRows = tally(grid.longRows)
    blankLines = tally(grid.blankLines)
    strayQuotes = tally(grid.strayQuotes)
    unclosedQuotes = tally(grid.unclosedQuotes)
    repairedRows = tally(repair.repaired)
    footerLines = tally(CellGrid.Tally(count: footer.lines, offsets: footer.lines > 0 ? [footer.offset] : []))
    cutFields = grid.extras.reduce(0) { $1.column >= columns ? $0 + 1 : $0 }
  }

  /// Comments were counted as blank lines.
  /// - Parameter line: of the first byte that could be one.
  mutating func setComments(_ places: PlaceTally, firstLine line: Int) {
    guard places.count > 0 else { return }
    comments = Tally(count: places.count, lines: places.lines.map { $0 + line - 1 })
    blankLines.count = max(0, blankLines.count - places.count)
    blankLines.lines.removeAll(where: comments.lines.contains)
    blankLines.lines = Array(blankLines.lines.prefix(blankLines.count))
  }

  mutating func merge(_ next: RowProblems) {
    shortRows.merge(next.shortRows)
    longRows.merge(next.longRows)
    blankLines.merge(next.blankLines)
    strayQuotes.merge(next.strayQuotes)
    repairedRows.merge(next.repairedRows)
    footerLines.merge(next.footerLines)
    unclosedQuotes.merge(next.unclosedQuotes)
    cutFields += next.cutFields
  }
}
