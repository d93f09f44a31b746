import Files

/// Parquet by way of DuckDB's program: rows are piped to it as text with explicit types, and it writes the file.
package struct ParquetFormat: TableFormat {
  package static let name = "parquet"
  package static let pathExtensions = ["parquet", "pq"]

  package init() {}

  package func piece(of block: Table) -> TablePiece {
    var bytes: [UInt8] = []
    CSVFormat().appendRows(of: ParquetColumns.asText(block), to: &bytes)
    return TablePiece(rows: block.rowCount, content: .bytes(bytes))
  }

  package func writer(to target: TableTarget, columns: [Column]) throws(TableError) -> any TableWriter {
    try ParquetWriter(target, columns: columns)
  }
}

private final class ParquetWriter: TableWriter {
  let remarks: [String]
  private let path: String
  private let part: PartFile
  private let program: ChildProcess

  init(_ target: TableTarget, columns: [Column]) throws(TableError) {
    path = target.path
    guard target.path != "-" else {
      throw TableError(.cannotWrite(reason: "Parquet needs a file, not standard output"), file: "standard output")
    }
    guard !columns.isEmpty else {
      throw TableError(.cannotWrite(reason: "a table without columns is no Parquet file"), file: target.path)
    }
    guard let duckdb = DuckDBProgram(given: target.duckdb) else {
      throw TableError(.cannotWrite(reason: DuckDBProgram.missing(given: target.duckdb)), file: target.path)
    }
    let named = ColumnNames.forDatabase(columns.map(\.name))
    remarks = named.remarks
    do throws(FileError) {
      part = try PartFile(path: target.path, replacesExisting: target.replacesExisting)
      program = try duckdb.start(
        ParquetColumns.copyStatement(named.names, columns), direction: .takesBytes(output: part.descriptor))
    } catch { throw TableError(.notWritten(error), file: target.path) }
  }

  func append(_ piece: TablePiece) throws(TableError) {
    guard case .bytes(let bytes) = piece.content else { preconditionFailure("Parquet is fed with bytes") }
    do throws(FileError) { try program.write(bytes) } catch {
      guard error.isBrokenPipe else { throw TableError(.notWritten(error), file: path) }
      try end()
      throw TableError(.cannotWrite(reason: "DuckDB took only a part of the rows"), file: path)
    }
  }

  /// Waits for the program; its failure is ours.
  private func end() throws(TableError) {
    let status: Int32
    do throws(FileError) { status = try program.finish() } catch { throw TableError(.notWritten(error), file: path) }
    guard status == 0 else {
      throw TableError(
        .cannotWrite(reason: DuckDBProgram.sentence(program.messages, status: status)), file: path)
    }
  }

  func finish() throws(TableError) {
    try end()
    do throws(FileError) { try part.finish() } catch { throw TableError(.notWritten(error), file: path) }
  }

  func abandon() {
    program.kill()
    part.abandon()
  }
}

/// How columns stand in the text that DuckDB reads, and their types there.
enum ParquetColumns {
  /// The key in the file's metadata under which the notes on the columns stand.
  static let metadataKey = "rowsmith"

  /// The block in one plain spelling, with an empty column behind: so that a row of one missing value is no empty line.
  static func asText(_ block: Table) -> Table {
    let none = [Bool](repeating: true, count: block.rowCount)
    let end = Column(
      name: "", kind: .categorical,
      storage: .levels(codes: [Int32](repeating: -1, count: block.rowCount), levels: []), missing: none)
    return Table(name: block.name, columns: block.columns.map(plain) + [end], rowCount: block.rowCount)
  }

  private static func plain(_ column: Column) -> Column {
    var column = column
    column.look = column.look.plain
    column.look.quoting = .whenNeeded
    column.look.missingSpelling = ""
    switch column.storage {
    case .decimals:
      column.look.decimals = .shortest
      column.look = column.look.plain
      column.look.minimumDecimals = 0
    case .instants:
      let spelling = InstantSpelling(column)
      column.look.datePattern = DatePattern(spelling.pattern + (spelling.zone == "Z" ? "'Z'" : ""))
    case .levels(let codes, _) where column.kind == .boolean:
      column.storage = .levels(codes: codes, levels: column.truths.map { $0 ? "true" : "false" })
    // An empty level would be taken for a missing value.
    case .levels(_, let levels) where levels.contains(where: \.isEmpty): column.storage = .text(column.packed())
    default: break
    }
    return column
  }

  static func type(of column: Column) -> String {
    switch column.storage {
    case .integers: column.look.zeroPaddedWidth == nil ? "BIGINT" : "VARCHAR"
    case .decimals: "DOUBLE"
    case .levels: column.kind == .boolean ? "BOOLEAN" : "VARCHAR"
    case .text: "VARCHAR"
    case .instants:
      switch column.kind {
      case .date: "DATE"
      case .time: "TIME"
      default: InstantSpelling(column).zone == "Z" ? "TIMESTAMPTZ" : "TIMESTAMP"
      }
    }
  }

  static func copyStatement(_ names: [String], _ columns: [Column]) -> String {
    let types = columns.enumerated().map { "'c\($0)':'\(type(of: $1))'" } + ["'end':'VARCHAR'"]
    let list = names.enumerated().map { "c\($0) AS \(DuckDBProgram.quoted($1))" }
    return """
      COPY (SELECT \(list.joined(separator: ", ")) FROM read_csv('/dev/stdin', auto_detect=false, header=false, \
      delim=',', quote='"', escape='"', nullstr='', allow_quoted_nulls=false, new_line='\\n', strict_mode=true, \
      max_line_size=\(1 << 27), buffer_size=\(1 << 28), parallel=false, \
      columns={\(types.joined(separator: ", "))})) \
      TO '/dev/stdout' (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, \
      KV_METADATA {\(metadataKey): \(DuckDBProgram.literal(ColumnNote.text(of: columns)))})
      """
  }
}
