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
    let (name, spellings) = (name, MissingSpellings(more: options.missingSpellings))
    return try parts { part in
      part.grid.table(named: name, rows: part.rows, columns, spellings)
    } take: { table in
      try take(table, source.consumed, source.size ?? 0)
    }
  }

  /// Whole rows as the slow parser sees them.
  private struct Part {
    let grid: CellGrid
    /// Without the header.
    let rows: Range<Int>
    /// Bytes of the text, in front of fields that had to be unescaped.
    let textBytes: Int
    let firstLine: Int
  }

  /// Parses all rows once more.
  /// - Parameters:
  ///   - make: what a part becomes; called on several threads.
  ///   - take: called on this thread with what the parts became, in order; returning false ends the pass.
  private func parts<Made: Sendable>(
    make: @escaping @Sendable (Part) -> Made, take: (Made) throws -> Bool
  ) throws -> Bool {
    // Besides the text, its cells and what they become.
    let (threads, ahead) = try room(forSummaries: limits.segmentBytes * 4)
    let reader = try segmentReader()
    let (syntax, width, hasHeader) = (head.finding.syntax, head.width, head.finding.hasHeader)
    return try OrderedPipeline.run(
      threads: threads, ahead: ahead, next: { () throws -> Segment? in try reader.next() },
      work: { (segment: Segment) -> (segment: Segment, result: Result<Made, RecordParser.Failure>) in
        let result = Result { () throws(RecordParser.Failure) in
          let grid = try segment.rowGrid(syntax: syntax, width: width)
          let first = segment.firstRow == 0 && hasHeader ? 1 : 0
          return make(
            Part(
              grid: grid, rows: first..<max(first, grid.rows), textBytes: segment.count, firstLine: segment.firstLine))
        }
        return (segment, result)
      },
      take: { made throws -> Bool in
        switch made.result {
        case .failure(let failure): throw reader.tableError(failure, in: made.segment)
        case .success(let result):
          reader.recycle(made.segment)
          return try take(result)
        }
      })
  }

  // MARK: - Explaining

  /// Why a column is of its kind, from all of its cells.
  /// - Parameters:
  ///   - column: its place; `planned`, `sample` and `profile` are what an earlier pass found of it.
  /// - Throws: `TableError`.
  /// - Precondition: `canRestart`.
  /// - Complexity: memory does not grow with the file.
  package func explanation(
    of column: Int, planned: PlannedColumn, sample: Column, profile: ColumnProfile
  ) throws -> ColumnExplanation {
    // As in a table that is held, the first values tell what is tried; those drawn from all of it where there are none.
    let first = firstRows.table.columns[column]
    var whole = explainer(for: first.missingCount < first.count ? first : sample)
    let (empty, spellings) = (whole, MissingSpellings(more: options.missingSpellings))
    let columns = head.names.count
    _ = try parts { part in
      let spilled = SpilledCells(part.grid, columns: columns)
      let cells = part.rows.map { spilled.cell($0, column, of: part.grid) }
      let typed = part.grid.bytes.withUnsafeBufferPointer {
        planned.column(text: $0, cells: cells, spellings: spellings)
      }
      var explainer = empty
      explainer.add(
        ColumnExplainer.Part(
          grid: part.grid, cells: cells, firstRow: part.rows.lowerBound, column: typed, textBytes: part.textBytes,
          firstLine: part.firstLine))
      return explainer
    } take: { part in
      whole.merge(part)
      return true
    }
    return whole.explanation(of: sample, distinct: profile.distinct, distinctError: profile.distinctError)
  }

  private func explainer(for sample: Column) -> ColumnExplainer {
    var (text, ends) = ([UInt8](), [0])
    for row in 0..<sample.count where !sample.isMissing(row) && ends.count <= ColumnExplainer.mostSamples {
      sample.appendText(ofRow: row, to: &text)
      ends.append(text.count)
    }
    return text.withUnsafeBufferPointer { text in
      ColumnExplainer(
        name: sample.name,
        values: zip(ends, ends.dropFirst()).map { UnsafeBufferPointer(rebasing: text[$0..<$1]) })
    }
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
