import Files

extension TableStream {
  /// Reads all rows once more, some thousand at a time, as typed tables.
  /// - Parameters:
  ///   - columns: all columns, settled by an earlier pass.
  ///   - take: called on this thread with the rows in order, the bytes done and in all; returning false ends the pass.
  /// - Returns: whether all rows were taken.
  /// - Throws: `TableError`, or what `take` throws.
  /// - Precondition: `canRestart`.
  /// - Complexity: memory does not grow with the file.
  package func rows(
    as columns: [PlannedColumn], take: (_ rows: Table, _ done: Int, _ total: Int) throws -> Bool
  ) throws -> Bool {
    // Besides the text, its cells and what they become.
    let (threads, ahead) = try room(forSummaries: limits.segmentBytes * 4)
    let reader = try segmentReader()
    let (name, syntax, width) = (name, head.finding.syntax, head.width)
    let (hasHeader, spellings) = (head.finding.hasHeader, MissingSpellings(more: options.missingSpellings))
    return try OrderedPipeline.run(
      threads: threads, ahead: ahead, next: { () throws -> Segment? in try reader.next() },
      work: { (segment: Segment) -> (segment: Segment, result: Result<Table, RecordParser.Failure>) in
        let result = Result { () throws(RecordParser.Failure) in
          let grid = try segment.rowGrid(syntax: syntax, width: width)
          let first = segment.firstRow == 0 && hasHeader ? 1 : 0
          return grid.table(named: name, rows: first..<max(first, grid.rows), columns, spellings)
        }
        return (segment, result)
      },
      take: { made throws -> Bool in
        guard case .success(let table) = made.result else {
          if case .failure(let failure) = made.result { throw reader.tableError(failure, in: made.segment) }
          return false
        }
        reader.recycle(made.segment)
        return try take(table, source.consumed, source.size ?? 0)
      })
  }
}

extension Segment {
  /// Its rows as the slow parser sees them, repaired and without what stands behind the table.
  func rowGrid(syntax: FieldSyntax, width: Int) throws(RecordParser.Failure) -> CellGrid {
    var (grid, footer, repair) = (try parsed(syntax, width), TableFooter(), RowRepair())
    if isLast { footer.take(from: &grid) }
    repair.repair(&grid, syntax: syntax)
    return grid
  }

  func parsed(_ syntax: FieldSyntax, _ width: Int) throws(RecordParser.Failure) -> CellGrid {
    if case .parsed(let grid) = form { return grid }
    return try RecordParser.parse(Array(bytes), from: 0, syntax: syntax, width: width, sampling: .whole)
  }
}

extension CellGrid {
  fileprivate func table(
    named name: String, rows: Range<Int>, _ columns: [PlannedColumn], _ spellings: MissingSpellings
  ) -> Table {
    let spilled = SpilledCells(self, columns: columns.count)
    let typed = bytes.withUnsafeBufferPointer { text in
      columns.enumerated().map { index, column in
        column.column(text: text, cells: rows.map { spilled.cell($0, index, of: self) }, spellings: spellings)
      }
    }
    return Table(name: name, columns: typed, rowCount: rows.count)
  }
}
