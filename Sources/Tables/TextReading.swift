import Files

/// From decoded text to a table: dialect, rows, names, columns, report.
struct TextReading {
  let text: DecodedText
  let name: String
  let options: ReadOptions

  func read(progress: (_ done: Int, _ total: Int) -> Bool) throws(TableError) -> ReadTable {
    let total = text.bytes.count
    guard text.bytes[text.start...].contains(where: { $0 != 0x0A && $0 != 0x0D }) else {
      throw TableError(.noData, file: name)
    }
    let finding = DialectDetector(text: text.bytes, start: text.start, options: options).find()
    let plain = loosened(finding)
    var grid = try rows(finding, plain.text) { progress($0 / 2, total) }
    grid.blankLines.remove(plain.comments)
    guard grid.rows > 0 else { throw TableError(.noData, file: name) }
    var footer = TableFooter()
    footer.take(from: &grid)
    var repair = RowRepair()
    repair.repair(&grid, syntax: finding.syntax)
    try refuseRagged(grid)
    let layout = TableLayout(grid: grid, hasHeader: finding.hasHeader, ragged: options.ragged)
    guard
      let columns = TableColumns(layout: layout, syntax: finding.syntax, options: options)
        .read(progress: { progress(total / 2 + total / 2 * $0 / max(1, $1), total) })
    else { throw TableError(.cannotRead(reason: "cancelled"), file: name) }
    let table = Table(name: name, columns: columns.map(\.column), rowCount: layout.rowCount)
    var report = ReportWriter(text: plain.text, grid: grid)
    report.add(finding: finding, layout: layout)
    report.add(comments: plain.comments, footer: footer, repair: repair)
    report.add(columns.flatMap(\.notes))
    var finished = report.finished()
    finished.explanation = explanation(layout, columns.map(\.column), plain.text)
    if options.digestsCells { finished.cellsDigest = CellsDigest.hexadecimal(of: grid) }
    var dialect = dialect(finding, grid)
    dialect.footerLines = footer.lines
    try refuseFaults(finished)
    return ReadTable(table: table, dialect: dialect, report: finished)
  }

  private func explanation(_ layout: TableLayout, _ columns: [Column], _ text: DecodedText) -> ColumnExplanation? {
    guard let name = options.explainedColumn, let index = columns.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    return ColumnExplainer.explanation(of: columns[index], at: index, in: layout, textBytes: text.bytes.count)
  }

  /// The text as the plain syntax wants it, with the comments that were left out.
  private func loosened(_ finding: DialectDetector.Finding) -> (text: DecodedText, comments: CellGrid.Tally) {
    guard finding.syntax.loosening.isNeeded else { return (text, CellGrid.Tally()) }
    let made = LooseningSource.loosened(text.bytes, from: finding.start, syntax: finding.syntax)
    var plain = text
    plain.bytes = made.bytes
    // Offsets of problems are those of the text as it was decoded; their lines are the same.
    let offsets = made.comments.offsets.map { $0 + finding.start }
    return (plain, CellGrid.Tally(count: made.comments.count, offsets: offsets))
  }

  /// Whoever is strict wants no table of which something was guessed, padded or left out.
  private func refuseFaults(_ report: ReadReport) throws(TableError) {
    guard options.isStrict, let fault = report.remarks.first(where: \.isFault) else { return }
    throw TableError(.cannotRead(reason: "--strict: \(fault.text)"), file: name, line: fault.firstLines.first)
  }

  /// Rows by the expected width; a second time where most rows turned out to be wider than the first ones.
  private func rows(
    _ finding: DialectDetector.Finding, _ text: DecodedText, progress: (Int) -> Bool
  ) throws(TableError) -> CellGrid {
    let grid = try parse(finding, text, width: finding.width, progress)
    guard grid.longRows.count * 2 > grid.rows, grid.widest <= finding.width * 2 else { return grid }
    return try parse(finding, text, width: grid.widest, progress)
  }

  private func parse(
    _ finding: DialectDetector.Finding, _ text: DecodedText, width: Int, _ progress: (Int) -> Bool
  ) throws(TableError) -> CellGrid {
    // Eight bytes here, up to eight in the column, and room for what is made of them.
    let mostCells = MemoryRoom.available / 64
    do throws(RecordParser.Failure) {
      return try RecordParser.parse(
        text.bytes, from: finding.start, syntax: finding.syntax, width: width, maximumCells: mostCells,
        progress: progress)
    } catch {
      throw tableError(error)
    }
  }

  private func tableError(_ failure: RecordParser.Failure) -> TableError {
    func line(_ offset: Int) -> Int { LineNumbers.line(of: offset, in: text.bytes) }
    switch failure {
    case .fieldTooLong(let offset):
      return TableError(
        .tooLarge(what: "the field that begins at byte \(offset)", limit: "16 MiB"), file: name, line: line(offset))
    case .tooManyColumns(let offset):
      let limit = "\(RecordParser.maximumColumns) fields"
      return TableError(.tooLarge(what: "a row", limit: limit), file: name, line: line(offset))
    case .tooManyCells:
      return TableError(.tooLarge(what: "the table", limit: "the memory that is free"), file: name)
    case .cancelled: return TableError(.cannotRead(reason: "cancelled"), file: name)
    }
  }

  private func refuseRagged(_ grid: CellGrid) throws(TableError) {
    guard options.ragged == .error, let offset = (grid.shortRows.offsets + grid.longRows.offsets).min() else { return }
    throw TableError(
      .cannotRead(reason: "this row does not have \(grid.width) fields"), file: name,
      line: LineNumbers.line(of: offset, in: text.bytes))
  }

  private func dialect(_ finding: DialectDetector.Finding, _ grid: CellGrid) -> Dialect {
    Self.dialect(finding, grid, encoding: text.encoding)
  }

  static func dialect(_ finding: DialectDetector.Finding, _ grid: CellGrid, encoding: String) -> Dialect {
    var dialect = Dialect()
    let syntax = finding.syntax
    dialect.delimiter = syntax.delimiterBytes.first ?? UInt8(ascii: ",")
    dialect.longDelimiter = syntax.loosening.longDelimiter
    dialect.mergesBlanks = syntax.loosening.mergesBlanks
    (dialect.quote, dialect.escape, dialect.comment) = (syntax.quote, syntax.escape, syntax.loosening.comment)
    dialect.headerLines = finding.headerLines
    dialect.hasHeader = finding.hasHeader
    dialect.lineEnd = grid.lineEnd
    dialect.encoding = encoding
    dialect.skippedLines = finding.skippedLines
    let odd = grid.shortRows.count + grid.longRows.count
    dialect.fit = grid.rows == 0 ? 0 : 1 - Double(odd) / Double(grid.rows)
    dialect.confidence = finding.confidence
    dialect.runnerUp = finding.runnerUp
    return dialect
  }
}
