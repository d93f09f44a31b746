/// The sentences on a stream's rows, the same as those on a table that is read whole.
enum StreamRemarks {
  static func remarks(of problems: RowProblems, _ grid: CellGrid, _ head: StreamHead) -> [ReadReport.Remark] {
    var remarks: [ReadReport.Remark] = []
    func add(_ text: String, _ count: Int, _ lines: [Int] = [], isFault: Bool = false) {
      if count > 0 {
        remarks.append(ReadReport.Remark(text: text, count: count, firstLines: lines, isFault: isFault))
      }
    }
    func add(_ text: String, _ tally: RowProblems.Tally, isFault: Bool = false) {
      add(text, tally.count, tally.lines, isFault: isFault)
    }
    add(ReportWriter.unclosedQuote, problems.unclosedQuotes, isFault: true)
    add(ReportWriter.strayQuote, problems.strayQuotes, isFault: true)
    add(ReportWriter.shortRow, problems.shortRows, isFault: true)
    add(ReportWriter.longRow, problems.longRows, isFault: true)
    add(ReportWriter.blankLine, problems.blankLines)
    if grid.lineEnd == .mixed {
      let least = min(grid.lineFeeds, grid.carriageReturns + grid.pairs)
      add(ReportWriter.mixedLineEnds(grid), max(1, least), isFault: true)
    }
    add(ReportWriter.repairedRow, problems.repairedRows, isFault: true)
    add(ReportWriter.comment, problems.comments)
    add(ReportWriter.footer, problems.footerLines)
    add("line before the table left out", head.finding.skippedLines, [1])
    if head.spillColumns > 0 {
      let names = head.names.suffix(head.spillColumns).prefix(3).joined(separator: ", ")
      add("column added for the extra fields of long rows (\(names))", head.spillColumns)
    }
    add("extra field of a long row cut", problems.cutFields)
    add("empty column name replaced", head.emptyNames)
    add("repeated column name numbered", head.repeatedNames)
    return remarks
  }
}
