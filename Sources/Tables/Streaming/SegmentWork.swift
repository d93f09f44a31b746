/// What one pass does with each segment: types the planned columns and draws rows.
struct SegmentWork<Summary: ColumnSummary>: Sendable {
  /// What came of one segment.
  struct Result: Sendable {
    var tallies: [ColumnTally] = []
    var summaries: [Summary] = []
    var sample: RowSample
    var problems = RowProblems()
    var rows = 0
    var failure: RecordParser.Failure?
    let segment: Segment
  }

  /// A column and how it is read; the same column may be planned twice.
  struct Item: Sendable {
    var column: Int
    var plan: ColumnPlan
  }

  let syntax: FieldSyntax
  let width: Int
  /// Of the table: the expected fields and those for extra ones.
  let columns: Int
  let hasHeader: Bool
  let items: [Item]
  let spellings: MissingSpellings
  let sampleLimit: Int
  let seed: UInt64
  /// Whether the last segment is long enough to tell a footer.
  var takesFooter = true
  let makeSummary: @Sendable (_ item: Int, _ firstRow: Int) -> Summary

  func result(_ segment: Segment) -> Result {
    var result = Result(sample: RowSample(limit: sampleLimit, seed: seed), segment: segment)
    switch segment.form {
    case .regular: readRegular(segment, rows(segment.rows, of: segment), &result)
    case .parsed, .ragged:
      do throws(RecordParser.Failure) {
        readGrid(try segment.parsed(syntax, width), segment, &result)
      } catch { result.failure = error }
    }
    return result
  }

  /// Without the header.
  private func rows(_ count: Int, of segment: Segment) -> Range<Int> {
    (segment.firstRow == 0 && hasHeader ? min(1, count) : 0)..<count
  }

  // MARK: - Regular segments

  private func readRegular(_ segment: Segment, _ rows: Range<Int>, _ result: inout Result) {
    draw(rows, of: segment, into: &result.sample) { row in
      let start = row == 0 ? 0 : segment.start(after: Int(segment.positions[row * width - 1]))
      let end = Int(segment.positions[(row + 1) * width - 1])
      return UnsafeBufferPointer(start: segment.text + start, count: end - start)
    }
    read(rows, of: segment, into: &result) { columns, rows, fields in
      let (first, there) = (columns.lowerBound, columns.clamped(to: 0..<width))
      guard !there.isEmpty else {
        fields.takeNothing(first, rows.count)
        return first..<first + 1
      }
      fields.take(there, width: width, rows: rows, of: segment, quote: syntax.quote)
      return there
    }
  }

  private func draw<Line: Sequence>(
    _ rows: Range<Int>, of segment: Segment, into sample: inout RowSample, _ line: (Int) -> Line
  ) where Line.Element == UInt8 {
    guard sampleLimit > 0 else { return }
    let threshold = RowSample.threshold(limit: sampleLimit, rows: segment.firstRow + segment.rows)
    for row in rows {
      let place = segment.firstRow + row
      let key = RowSample.key(of: place, seed: seed)
      guard key <= threshold else { continue }
      sample.add(key: key, row: place, line: Array(line(row)) + [0x0A])
    }
  }

  // MARK: - Other segments

  private func readGrid(_ parsed: CellGrid, _ segment: Segment, _ result: inout Result) {
    var (grid, footer, repair) = (parsed, TableFooter(), RowRepair())
    if segment.isLast, takesFooter { footer.take(from: &grid) }
    repair.repair(&grid, syntax: syntax)
    result.problems = RowProblems(grid, firstLine: segment.firstLine, columns: columns, repair: repair, footer: footer)
    let rows = rows(grid.rows, of: segment)
    if segment.firstRow == 0, hasHeader { result.problems.cutFields -= headerExtras(grid) }
    var padded = grid
    padded.bytes += [UInt8](repeating: 0, count: Segment.slack)
    let spilled = SpilledCells(padded, columns: columns)
    let writer = RowLine(syntax: syntax, columns: columns)
    draw(rows, of: segment, into: &result.sample) { writer.line(row: $0, of: padded, spilled) }
    padded.bytes.withUnsafeMutableBufferPointer { [padded] bytes in
      guard let text = bytes.baseAddress else { return }
      read(rows, of: segment, into: &result) { columns, rows, fields in
        let column = columns.lowerBound
        fields.take(column, rows.lazy.map { spilled.cell($0, column, of: padded) }, count: rows.count, of: text)
        return column..<column + 1
      }
    }
  }

  private func headerExtras(_ grid: CellGrid) -> Int {
    grid.extras.reduce(0) { $1.row == 0 && $1.column >= columns ? $0 + 1 : $0 }
  }

  // MARK: - Columns

  /// Bytes of rows after which the next columns' turn comes, so that they and what is found in them stay near the processor.
  private static var blockBytes: Int { 1 << 17 }

  /// Takes the fields of columns that begin with the first of a range.
  /// - Returns: which columns were taken, one at least.
  private typealias Take = (_ columns: Range<Int>, _ rows: Range<Int>, _ fields: inout FieldBlock) -> Range<Int>

  private func read(_ rows: Range<Int>, of segment: Segment, into result: inout Result, _ take: Take) {
    result.rows = rows.count
    let firstRow = segment.firstRow
    let step = max(512, Self.blockBytes * max(1, rows.count) / max(1, segment.count))
    let room = min(step, max(1, rows.count))
    var fields = FieldBlock(capacity: room)
    defer { fields.deallocate() }
    let neighbours = items.indices.map { columns(from: $0) }
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: room) { integers in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { decimals in
        guard let integers = integers.baseAddress, let decimals = decimals.baseAddress else { return }
        let scratch = CellScratch(spellings: spellings, integers: integers, decimals: decimals)
        var readers = items.map { ColumnReader(plan: $0.plan, scratch) }
        var summaries = items.indices.map { makeSummary($0, firstRow) }
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
          let block = start..<min(rows.upperBound, start + step)
          var taken = 0..<0
          for (index, columns) in neighbours.enumerated() {
            if !taken.contains(columns.lowerBound) { taken = take(columns, block, &fields) }
            let run = fields.run(columns.lowerBound)
            readers[index].read(run, firstRow: firstRow + block.lowerBound, into: &summaries[index])
          }
        }
        result.tallies = readers.map { $0.finished() }
        for index in summaries.indices { summaries[index].settle() }
        result.summaries = summaries
      }
    }
  }

  /// The column of an item and those that follow it in the table and among the items.
  private func columns(from index: Int) -> Range<Int> {
    let first = items[index].column
    var end = first + 1
    // Items of the same column stand side by side; its fields are taken once.
    for item in items[index...] where end - first < FieldBlock.mostColumns {
      guard item.column == end || item.column + 1 == end else { break }
      end = max(end, item.column + 1)
    }
    return first..<end
  }
}
