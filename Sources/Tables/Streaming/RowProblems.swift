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
  var cutFields = 0

  init() {}

  /// - Parameter line: of the first byte of the grid.
  init(_ grid: CellGrid, firstLine line: Int, columns: Int) {
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
    cutFields = grid.extras.reduce(0) { $1.column >= columns ? $0 + 1 : $0 }
  }

  mutating func merge(_ next: RowProblems) {
    shortRows.merge(next.shortRows)
    longRows.merge(next.longRows)
    blankLines.merge(next.blankLines)
    strayQuotes.merge(next.strayQuotes)
    unclosedQuotes.merge(next.unclosedQuotes)
    cutFields += next.cutFields
  }
}
