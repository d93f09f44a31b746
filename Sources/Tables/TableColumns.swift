import Files

/// Types the columns of a table, several at a time.
struct TableColumns {
  struct Typed: Sendable {
    var column: Column
    var notes: [ColumnTyper.Note]
  }

  let layout: TableLayout
  let syntax: FieldSyntax
  let options: ReadOptions

  /// Columns typed between two calls of `progress`.
  private static let batch = 16

  /// - Parameter progress: columns done and in all; returning false cancels (nil is returned).
  func read(progress: (_ done: Int, _ total: Int) -> Bool) -> [Typed]? {
    let spellings = MissingSpellings(more: options.missingSpellings)
    var typed: [Typed] = []
    typed.reserveCapacity(layout.columnCount)
    var done = 0
    while done < layout.columnCount {
      let end = min(done + Self.batch, layout.columnCount)
      typed += read(done..<end, spellings)
      done = end
      guard progress(done, layout.columnCount) else { return nil }
    }
    return typed
  }

  private func read(_ columns: Range<Int>, _ spellings: MissingSpellings) -> [Typed] {
    var results = [Typed?](repeating: nil, count: columns.count)
    layout.grid.bytes.withUnsafeBufferPointer { text in
      results.withUnsafeMutableBufferPointer { results in
        // Every iteration writes its own member only.
        nonisolated(unsafe) let results = results
        nonisolated(unsafe) let text = text
        let layout = layout
        let (delimiter, rules) = (syntax.delimiter, options.textRules)
        WorkerThreads.perform(columns.count) { index in
          let column = columns.lowerBound + index
          var typer = ColumnTyper(
            name: layout.names[column], text: text, cells: layout.cells(ofColumn: column), spellings: spellings,
            delimiter: delimiter)
          typer.rule = rules[column]
          let result = typer.column()
          results[index] = Typed(column: result, notes: typer.notes)
        }
      }
    }
    return results.compactMap { $0 }
  }
}
