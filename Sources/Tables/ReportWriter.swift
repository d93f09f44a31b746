/// Collects what is to be told about a file, with line numbers instead of byte offsets.
struct ReportWriter {
  private struct Entry {
    var text: String
    var count: Int
    var offsets: [Int]
    var isFault = false
  }

  private let text: DecodedText
  private var entries: [Entry] = []

  init(text: DecodedText, grid: CellGrid) {
    self.text = text
    for problem in text.problems { add(problem.text, problem.count, problem.offsets, isFault: problem.isFault) }
    add(Self.unclosedQuote, grid.unclosedQuotes, isFault: true)
    add(Self.strayQuote, grid.strayQuotes, isFault: true)
    add(Self.shortRow, grid.shortRows, isFault: true)
    add(Self.longRow, grid.longRows, isFault: true)
    add(Self.blankLine, grid.blankLines)
    if grid.lineEnd == .mixed {
      let least = min(grid.lineFeeds, grid.carriageReturns + grid.pairs)
      add(Self.mixedLineEnds(grid), max(1, least), [], isFault: true)
    }
  }

  static let unclosedQuote = "quote that never closes, or closes in a later line before other text: taken as a letter"
  static let strayQuote = "text after a closing quote, kept in the field"
  static let shortRow = "row with too few fields, padded with missing values"
  static let longRow = "row with too many fields"
  static let blankLine = "blank line left out"
  static let repairedRow = "row with another delimiter, read by that one"
  static let comment = "comment line left out"
  static let footer = "line behind the table left out"

  static func mixedLineEnds(_ grid: CellGrid) -> String {
    "line ends are mixed (LF \(grid.lineFeeds), CRLF \(grid.pairs), CR \(grid.carriageReturns))"
  }

  private mutating func add(_ text: String, _ tally: CellGrid.Tally, isFault: Bool = false) {
    add(text, tally.count, tally.offsets, isFault: isFault)
  }

  private mutating func add(_ text: String, _ count: Int, _ offsets: [Int], isFault: Bool = false) {
    if count > 0 { entries.append(Entry(text: text, count: count, offsets: offsets, isFault: isFault)) }
  }

  mutating func add(comments: CellGrid.Tally, footer: TableFooter, repair: RowRepair) {
    add(Self.repairedRow, repair.repaired, isFault: true)
    add(Self.comment, comments)
    add(Self.footer, footer.lines, footer.lines > 0 ? [footer.offset] : [])
  }

  mutating func add(finding: DialectDetector.Finding, layout: TableLayout) {
    if finding.skippedLines > 0 {
      add("line before the table left out", finding.skippedLines, [text.start])
    }
    if layout.spillColumns > 0 {
      let names = layout.names.suffix(layout.spillColumns).prefix(3).joined(separator: ", ")
      add("column added for the extra fields of long rows (\(names))", layout.spillColumns, [])
    }
    if finding.headerLines > 1 {
      add(
        "the header seems to have \(finding.headerLines) lines; only the first names columns, the others are rows", 1,
        [finding.start])
    }
    if let other = finding.otherTable {
      add("another table, of \(other.width) fields, seems to begin here", 1, [other.offset], isFault: true)
    }
    add("extra field of a long row cut", layout.cutFields, [], isFault: true)
    add("empty column name replaced", layout.emptyNames, [])
    add("repeated column name numbered", layout.repeatedNames, [])
  }

  mutating func add(_ notes: [ColumnTyper.Note]) {
    for note in notes { add(note.text, note.count, note.offsets) }
  }

  func finished() -> ReadReport {
    let lines = LineNumbers.lines(of: entries.flatMap(\.offsets), in: text.bytes)
    var next = lines.startIndex
    var report = ReadReport()
    for entry in entries {
      let own = Array(lines[next..<next + entry.offsets.count])
      next += entry.offsets.count
      report.remarks.append(
        ReadReport.Remark(text: entry.text, count: entry.count, firstLines: own, isFault: entry.isFault))
    }
    return report
  }
}
