import Files

/// A table too large to be held, read in passes from front to end.
///
/// Each pass types the columns it is asked for by their plans, checks every cell, and draws rows. Everything that comes of it
/// depends on the file, the options and the seed alone, not on threads.
package final class TableStream {
  /// When a table is small enough to be held, and how much is read at a time; tests make these small.
  package struct Limits: Sendable {
    /// Bytes and lines up to which everything is held and exact.
    package var wholeBytes = 1 << 26
    package var wholeLines = 200_000
    /// Bytes from which dialect and kinds are guessed.
    package var headBytes = 1 << 20
    package var segmentBytes = SegmentReader.usualSize
    package var threads = min(2, WorkerThreads.processors)
    package init() {}
  }

  /// The name of the table, and the file in errors.
  package let name: String
  package let path: String
  let options: ReadOptions
  let limits: Limits
  let head: StreamHead
  let source: any ByteSource
  private let encoding: () -> String
  /// Where the text came from, if it was none.
  var foreign: ForeignTable?
  /// Comment lines left out so far; they come as blank lines.
  private var comments: () -> PlaceTally = { PlaceTally() }
  private var headText: [UInt8]
  private var isFresh = true

  init(
    _ source: any ByteSource, path: String, encoding: @escaping () -> String, options: ReadOptions, limits: Limits
  ) throws(TableError) {
    (self.source, self.path, self.encoding) = (source, path, encoding)
    (self.options, self.limits) = (options, limits)
    name = path == "-" ? "standard input" : PathParts.name(of: path)
    var (text, size) = ([UInt8](), limits.headBytes)
    while true {
      let isWhole = try Self.read(source, upTo: size, into: &text)
      do throws(TableError) {
        head = try StreamHead(text, isWhole: isWhole, encoding: encoding(), name: path, options: options)
        break
      } catch {
        // The first row may be longer, or blank lines come before it.
        guard StreamHead.needsMore(error), size < Self.mostHeadBytes else { throw error }
        size *= 4
      }
    }
    headText = text
  }

  /// Beyond the longest field.
  private static let mostHeadBytes = 1 << 26

  /// - Returns: whether that is everything.
  private static func read(_ source: any ByteSource, upTo size: Int, into text: inout [UInt8]) throws(TableError)
    -> Bool
  {
    let before = text.count
    text += [UInt8](repeating: 0, count: size - before)
    let count = try source.fill(&text, behind: before)
    text.removeLast(size - before - count)
    return text.count + 4 <= size
  }

  /// The first rows, typed by themselves.
  package var firstRows: ReadTable {
    var first = head.table
    first.table.name = name
    return first
  }

  package var names: [String] { head.names }
  /// How the columns are read, as far as the first rows tell.
  package var plans: [ColumnPlan] { head.table.table.columns.map { ColumnPlan($0) } }
  package var canRestart: Bool { source.canRestart }
  /// Its rows can be read as typed tables: it was a text, and can be read again.
  package var givesRows: Bool { canRestart && foreign == nil }

  // MARK: - Passes

  /// What came of one pass.
  package struct Pass<Summary: ColumnSummary> {
    /// One per planned column.
    package var tallies: [ColumnTally]
    package var summaries: [Summary]
    package var rows = 0
    /// The pass was cancelled: these are the rows up to there.
    package var isPartial = false
    var sample: RowSample
    var problems = RowProblems()
    var counts = SegmentReader.Counts()
  }

  /// Reads all rows.
  /// - Parameters:
  ///   - plans: by column; the plans of one column stand side by side.
  ///   - sampleRows, seed: of the rows that are drawn.
  ///   - summaryBytes: of the summaries of all planned columns together, at most.
  ///   - makeSummary: of a planned column for the rows from `firstRow` on.
  ///   - progress: called on this thread with the bytes done and in all (0 where unknown), and how many rows that are; returning
  ///     false ends the pass.
  /// - Throws: `.cannotRead`, `.tooLarge`.
  package func pass<Summary: ColumnSummary>(
    _ plans: [(column: Int, plan: ColumnPlan)], sampleRows: Int, seed: UInt64, summaryBytes: Int = 0,
    makeSummary: @escaping @Sendable (_ item: Int, _ firstRow: Int) -> Summary,
    progress: (_ done: Int, _ total: Int, _ rows: Int) -> Bool
  ) throws(TableError) -> Pass<Summary> {
    let (threads, ahead) = try room(forSummaries: summaryBytes)
    let reader = try segmentReader()
    let work = SegmentWork(
      syntax: head.finding.syntax, width: head.width, columns: head.names.count, hasHeader: head.finding.hasHeader,
      items: plans.map { SegmentWork<Summary>.Item(column: $0.column, plan: $0.plan) },
      spellings: MissingSpellings(more: options.missingSpellings), sampleLimit: sampleRows, seed: seed,
      makeSummary: makeSummary)
    var pass = Pass(
      tallies: plans.map { _ in ColumnTally() }, summaries: plans.indices.map { makeSummary($0, 0) },
      sample: RowSample(limit: sampleRows, seed: seed))
    let isComplete = try OrderedPipeline.run(
      threads: threads, ahead: ahead,
      next: { () throws(TableError) in try reader.next() }, work: { work.result($0) },
      take: { (result: SegmentWork<Summary>.Result) throws(TableError) in
        try take(result, into: &pass, reader)
        return progress(source.consumed, source.size ?? 0, pass.rows)
      })
    pass.isPartial = !isComplete
    pass.sample.prune()
    pass.counts = reader.counts
    pass.problems.setComments(comments(), firstLine: head.finding.skippedLines + 1)
    try refuseFaults(of: pass)
    return pass
  }

  /// Bytes that anything needs besides segments and summaries.
  private static let usualBytes = 24 << 20

  /// How many threads there is memory for, and segments in work: it is asked for before it is taken, because an allocation that
  /// fails ends the program.
  /// - Throws: `.tooLarge` where there is not enough for one.
  func room(forSummaries bytes: Int = 0) throws(TableError) -> (threads: Int, ahead: Int) {
    // Text, positions, and the cells of one that is not regular; and the summaries of its columns.
    let each = limits.segmentBytes * 3 + bytes
    let available = MemoryRoom.available - Self.usualBytes - bytes
    let most = limits.threads + 2
    let count = available / max(1, each) - 2
    if count >= most { return (limits.threads, most) }
    guard count >= 1 else {
      throw TableError(.tooLarge(what: "what is to be kept of the table", limit: "the memory that is free"), file: path)
    }
    return (min(limits.threads, max(1, count - 1)), count)
  }

  /// Whoever is strict wants no table of which something was guessed, padded or left out.
  private func refuseFaults<Summary>(of pass: Pass<Summary>) throws(TableError) {
    guard options.isStrict, let fault = describe(pass).remarks.first(where: \.isFault) else { return }
    throw TableError(.cannotRead(reason: "--strict: \(fault.text)"), file: path, line: fault.firstLines.first)
  }

  /// From the first row on.
  func segmentReader() throws(TableError) -> SegmentReader {
    if !isFresh {
      try source.restart()
      _ = try Self.read(source, upTo: head.bytes, into: &headText)
    }
    isFresh = false
    let start = min(head.finding.start, headText.count)
    var (first, rest): ([UInt8], any ByteSource) = (Array(headText[start...]), source)
    headText = []
    if head.finding.syntax.loosening.isNeeded {
      let loose = LooseningSource(PrefixedSource(first, source), syntax: head.finding.syntax)
      (first, rest, comments) = ([], loose, { loose.comments })
    }
    return SegmentReader(
      rest, head: first, syntax: head.finding.syntax, width: head.width, name: path, offset: start,
      line: head.finding.skippedLines + 1, size: limits.segmentBytes)
  }

  private func take<Summary>(
    _ result: SegmentWork<Summary>.Result, into pass: inout Pass<Summary>, _ reader: SegmentReader
  ) throws(TableError) {
    if let failure = result.failure { throw reader.tableError(failure, in: result.segment) }
    if options.ragged == .error, let line = (result.problems.shortRows.lines + result.problems.longRows.lines).min() {
      throw TableError(.cannotRead(reason: "this row does not have \(head.width) fields"), file: path, line: line)
    }
    for index in pass.tallies.indices where index < result.tallies.count {
      pass.tallies[index].merge(result.tallies[index])
      pass.summaries[index].merge(result.summaries[index])
    }
    pass.rows += result.rows
    pass.problems.merge(result.problems)
    pass.sample.merge(result.sample)
    reader.recycle(result.segment)
  }

  // MARK: - The rows drawn

  /// The rows that a pass drew as a table, each column typed by itself, with remarks on dates that can be read in two ways.
  package func sampleTable<Summary>(of pass: Pass<Summary>) throws(TableError) -> ReadTable {
    let grid = try sampleGrid(pass.sample)
    let layout = TableLayout(grid: grid, hasHeader: true, ragged: .pad)
    let typed = TableColumns(layout: layout, syntax: sampleSyntax, options: options).read { _, _ in true } ?? []
    let table = Table(name: name, columns: typed.map(\.column), rowCount: layout.rowCount)
    var read = ReadTable(table: table, dialect: head.table.dialect, report: ReadReport())
    read.report.remarks = typed.flatMap(\.notes).filter { $0.text.contains("can be read as") }
      .map { ReadReport.Remark(text: $0.text, count: 1) }
    return read
  }

  private var sampleSyntax: FieldSyntax {
    FieldSyntax(delimiter: head.finding.syntax.delimiter, quote: head.finding.syntax.quote)
  }

  private func sampleGrid(_ sample: RowSample) throws(TableError) -> CellGrid {
    let writer = RowLine(syntax: sampleSyntax, columns: head.names.count)
    var text: [UInt8] = []
    for (index, name) in head.names.enumerated() {
      if index > 0, let delimiter = sampleSyntax.delimiter { text.append(delimiter) }
      writer.append(Array(name.utf8)[...], isQuoted: sampleSyntax.quote != nil, to: &text)
    }
    text.append(0x0A)
    text += sample.text()
    do throws(RecordParser.Failure) {
      return try RecordParser.parse(text, from: 0, syntax: sampleSyntax, width: head.names.count)
    } catch { throw TableError(.tooLarge(what: "a row", limit: "the memory that is free"), file: path) }
  }

  /// Another plan for a column of which `pass` met cells that its plan could not read: by the rows drawn, together with those
  /// cells.
  package func replanned<Summary>(_ column: Int, failures: [ByteText], of pass: Pass<Summary>) throws(TableError)
    -> ColumnPlan
  {
    let grid = try sampleGrid(pass.sample)
    var text = grid.bytes
    let more = failures.map { failure in
      text += failure.bytes
      return Cell(start: text.count - failure.bytes.count, length: failure.bytes.count)
    }
    let cells = (1..<grid.rows).map { grid[$0, column] } + more
    let spellings = MissingSpellings(more: options.missingSpellings)
    return text.withUnsafeBufferPointer { text in
      var typer = ColumnTyper(
        name: head.names[column], text: text, cells: cells, spellings: spellings,
        delimiter: head.finding.syntax.delimiter)
      typer.rule = options.textRules[column]
      return ColumnPlan(typer.column())
    }
  }

  /// The table with what its source knows of its columns, where it was no text.
  package func completed(_ read: ReadTable) -> ReadTable { foreign?.completed(read) ?? read }

  /// Everything there is to tell of the rows of a pass, and the dialect as all of them show it.
  package func describe<Summary>(_ pass: Pass<Summary>) -> (dialect: Dialect, remarks: [ReadReport.Remark]) {
    var dialect = head.table.dialect
    dialect.encoding = encoding()
    var grid = CellGrid(width: head.width)
    (grid.lineFeeds, grid.carriageReturns) = (pass.counts.lineFeeds, pass.counts.carriageReturns)
    grid.pairs = pass.counts.pairs
    dialect.lineEnd = grid.lineEnd
    let odd = pass.problems.shortRows.count + pass.problems.longRows.count
    dialect.fit = pass.rows == 0 ? 0 : 1 - Double(odd) / Double(pass.rows)
    dialect.footerLines = pass.problems.footerLines.count
    // What is foreign tells its remarks itself.
    return (dialect, (foreign == nil ? source.remarks : []) + StreamRemarks.remarks(of: pass.problems, grid, head))
  }
}
