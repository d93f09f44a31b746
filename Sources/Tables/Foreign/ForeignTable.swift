import Files

/// A table in a file that is no text. It becomes delimited text on its way to the reader, which then treats all tables alike; what
/// the file knows of its columns is put on top.
package struct ForeignTable {
  package let source: any ByteSource
  /// What the table lies in, for the user: `SQLite table ‘prices’`.
  let container: String
  /// One per column.
  let hints: [ColumnHint?]
  /// One per column, or none at all.
  var notes: [ColumnNote] = []
  /// By the place of the column.
  var textRules: [Int: TextRule] = [:]

  /// Looks into a regular file.
  /// - Returns: nil where it is taken for text.
  /// - Throws: `.cannotRead` where the file is such a table, but cannot be read as one.
  package static func open(path: String, options: ReadOptions) throws(TableError) -> ForeignTable? {
    let head: [UInt8]
    let file: FileDescriptor
    do throws(FileError) {
      guard path != "-", let opened = try FileDescriptor(regular: path) else { return nil }
      file = opened
      head = try file.head(16)
    } catch { throw TableError(error, file: path) }
    if head.starts(with: Array("SQLite format 3\u{0}".utf8)) { return try SQLiteSource.open(path: path, options) }
    if head.starts(with: Array("PAR1".utf8)) { return try ParquetSource.open(path: path, file, options) }
    guard options.table == nil else {
      throw TableError(
        .cannotRead(reason: "it is one table; --table chooses among the tables of a database"), file: path)
    }
    return nil
  }

  /// How its text is to be read: nothing is left to be guessed but kinds.
  package func options(_ given: ReadOptions) -> ReadOptions {
    var options = ReadOptions()
    (options.missingSpellings, options.digestsCells) = (given.missingSpellings, given.digestsCells)
    (options.delimiter, options.quote, options.escape) = (UInt8(ascii: ","), .byte(UInt8(ascii: "\"")), .doubled)
    (options.hasHeader, options.skippedLines, options.encoding) = (true, 0, .utf8)
    options.textRules = textRules
    for (index, note) in notes.enumerated() where note.isText { options.textRules[index] = .nothingElse }
    return options
  }

  /// The table as read from the text, with what the file knew.
  package func completed(_ read: ReadTable) -> ReadTable {
    var read = read
    for (index, hint) in zip(read.table.columns.indices, hints) {
      guard let hint else { continue }
      let (column, doubt) = read.table.columns[index].following(hint)
      read.table.columns[index] = column
      if let doubt { read.report.remarks.append(ReadReport.Remark(text: doubt, count: 1)) }
    }
    // A single column needs a spelling on the way, because an empty line is no row.
    if hints.count == 1, read.table.columns.count == 1 { read.table.columns[0].look.missingSpelling = "" }
    if notes.count == read.table.columns.count {
      for (index, note) in notes.enumerated() {
        read.table.columns[index] = note.applied(to: read.table.columns[index])
      }
    }
    read.dialect.container = container
    read.report.remarks += source.remarks
    return read
  }
}

extension Column {
  /// The column as the kind that its source declares.
  /// - Returns: the column as it was, with a sentence for the user, where its values do not allow it.
  fileprivate func following(_ hint: ColumnHint) -> (Column, doubt: String?) {
    if let instants = hint.instants { return (self.instants(hint.kind, instants), nil) }
    var column = self
    if kind != hint.kind {
      // Codes may be called identifiers by their values alone; text that could be levels stays text where nothing says more.
      let (converted, failures) = converted(to: hint.kind)
      guard let converted else {
        let values = failures.prefix(3).map { "‘\($0.prefix(40))’" }.joined(separator: ", ")
        return (self, "‘\(name.prefix(60))’ is declared as \(hint.kind.rawValue), but holds \(values)")
      }
      column = converted
    }
    if hint.kind == .decimal {
      if let decimals = hint.decimals, column.isExact(decimals) {
        column.look.decimals = .fixed(decimals)
      } else {
        column.look.minimumDecimals = 0
        if case .fixed(let decimals) = column.look.decimals { column.look.decimals = .upTo(decimals) }
      }
    }
    return (column, nil)
  }

  /// Whether so many decimals lose nothing of any value.
  private func isExact(_ decimals: Int) -> Bool {
    var look = Look()
    look.decimals = .fixed(decimals)
    return isExact(by: look)
  }

  /// Days or microseconds that were read as integers.
  private func instants(_ kind: ColumnKind, _ instants: ColumnHint.Instants) -> Column {
    var column = self
    column.name = instants.name
    let values: [Int64]
    switch storage {
    case .integers(let found): values = found
    // Nothing but missing values.
    default: values = [Int64](repeating: 0, count: count)
    }
    (column.kind, column.storage) = (kind, .instants(values))
    column.look = Look()
    column.look.datePattern = instants.pattern.fraction(for: values)
    return column
  }
}

extension DatePattern {
  /// With so many digits behind `ss` as the values need.
  fileprivate func fraction(for values: [Int64]) -> DatePattern {
    let digits = values.allSatisfy { $0 % 1_000_000 == 0 } ? 0 : values.allSatisfy { $0 % 1000 == 0 } ? 3 : 6
    return digits == 0 ? self : DatePattern(text.replacing("ss", with: "ss." + String(repeating: "S", count: digits)))
  }
}
