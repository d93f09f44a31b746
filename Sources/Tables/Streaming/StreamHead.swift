/// What the first rows of a text say about all of it: dialect, names, kinds.
struct StreamHead {
  let finding: DialectDetector.Finding
  /// Fields expected in a row.
  let width: Int
  let names: [String]
  /// The first rows as a table, with what there is to tell of them.
  let table: ReadTable
  let emptyNames: Int
  let repeatedNames: Int
  let spillColumns: Int
  /// Bytes that were looked at.
  let bytes: Int

  /// - Parameters:
  ///   - text: UTF-8; the whole of a text or its beginning.
  ///   - encoding: its name, for the dialect.
  init(_ text: [UInt8], isWhole: Bool, encoding: String, name: String, options: ReadOptions) throws(TableError) {
    bytes = text.count
    var finding = DialectDetector(text: text, start: 0, options: options).find()
    let text = Self.plain(text, finding)
    let sampling: RecordParser.Sampling? = isWhole ? nil : .piece
    var grid = try Self.grid(text, finding, finding.width, sampling, name)
    if grid.longRows.count * 2 > grid.rows, grid.widest <= finding.width * 2 {
      grid = try Self.grid(text, finding, grid.widest, sampling, name)
    }
    guard grid.rows > 0 else { throw Self.noRows(text, isWhole, name) }
    finding.width = grid.width
    var repair = RowRepair()
    repair.repair(&grid, syntax: finding.syntax)
    (self.finding, width) = (finding, grid.width)
    let layout = TableLayout(grid: grid, hasHeader: finding.hasHeader, ragged: options.ragged)
    (names, emptyNames, repeatedNames) = (layout.names, layout.emptyNames, layout.repeatedNames)
    spillColumns = layout.spillColumns
    let typed = TableColumns(layout: layout, syntax: finding.syntax, options: options).read { _, _ in true } ?? []
    var report = ReadReport()
    report.remarks = typed.flatMap(\.notes).map { ReadReport.Remark(text: $0.text, count: $0.count) }
    table = ReadTable(
      table: Table(name: name, columns: typed.map(\.column), rowCount: layout.rowCount),
      dialect: TextReading.dialect(finding, grid, encoding: encoding), report: report)
  }

  /// The text as the plain syntax wants it.
  private static func plain(_ text: [UInt8], _ finding: DialectDetector.Finding) -> [UInt8] {
    guard finding.syntax.loosening.isNeeded else { return text }
    return LooseningSource.loosened(text, from: finding.start, syntax: finding.syntax).bytes
  }

  private static func grid(
    _ text: [UInt8], _ finding: DialectDetector.Finding, _ width: Int, _ sampling: RecordParser.Sampling?,
    _ name: String
  ) throws(TableError) -> CellGrid {
    do throws(RecordParser.Failure) {
      return try RecordParser.parse(text, from: finding.start, syntax: finding.syntax, width: width, sampling: sampling)
    } catch {
      let line = LineNumbers.line(of: Self.offset(of: error), in: text)
      switch error {
      case .fieldTooLong(let offset):
        throw TableError(
          .tooLarge(what: "the field that begins at byte \(offset)", limit: "16 MiB"), file: name, line: line)
      case .tooManyColumns:
        let limit = "\(RecordParser.maximumColumns) fields"
        throw TableError(.tooLarge(what: "a row", limit: limit), file: name, line: line)
      case .tooManyCells, .cancelled:
        throw TableError(.tooLarge(what: "the table", limit: "the memory that is free"), file: name)
      }
    }
  }

  private static func offset(of failure: RecordParser.Failure) -> Int {
    switch failure {
    case .fieldTooLong(let offset), .tooManyColumns(let offset): offset
    case .tooManyCells, .cancelled: 0
    }
  }

  private static func noRows(_ text: [UInt8], _ isWhole: Bool, _ name: String) -> TableError {
    if isWhole { return TableError(.noData, file: name) }
    return TableError(.tooLarge(what: "the first row, or what is blank before it,", limit: firstRowLimit), file: name)
  }

  private static let firstRowLimit = "what is read at once"

  /// Whether more bytes could help.
  static func needsMore(_ error: TableError) -> Bool {
    if case .tooLarge(_, firstRowLimit) = error.kind { return true }
    return false
  }

}
