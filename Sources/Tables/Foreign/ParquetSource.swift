import Files

/// A Parquet file as delimited text, by way of DuckDB's program.
final class ParquetSource: ByteSource {
  let size: Int? = nil
  private(set) var consumed = 0
  let canRestart = true
  private(set) var remarks: [ReadReport.Remark] = []

  private let path: String
  private let file: FileDescriptor
  private let watch: FileWatch?
  private let duckdb: DuckDBProgram
  private let statement: String
  private var program: ChildProcess

  private init(
    path: String, _ file: FileDescriptor, _ duckdb: DuckDBProgram, _ columns: [ParquetColumn]
  ) throws(TableError) {
    (self.path, self.file, self.duckdb) = (path, file, duckdb)
    watch = FileWatch(of: path)
    let kept = columns.filter { !$0.isBinary }
    statement = Self.copyStatement(kept)
    remarks = columns.filter(\.isBinary).map {
      ReadReport.Remark(text: "binary column ‘\($0.name.prefix(60))’ left out", count: 1)
    }
    program = try Self.start(duckdb, statement, file, path)
  }

  /// - Throws: `.cannotRead` where there is no DuckDB, or where it cannot read the file.
  static func open(path: String, _ file: FileDescriptor, _ options: ReadOptions) throws(TableError) -> ForeignTable {
    guard options.table == nil else {
      throw TableError(
        .cannotRead(reason: "a Parquet file is one table; --table chooses among those of a database"), file: path)
    }
    guard let duckdb = DuckDBProgram(given: options.duckdb) else {
      throw TableError(.cannotRead(reason: DuckDBProgram.missing(given: options.duckdb)), file: path)
    }
    let columns = try columns(duckdb, file, path)
    let kept = columns.filter { !$0.isBinary }
    guard !kept.isEmpty else { throw TableError(.cannotRead(reason: "it has no columns that can be read"), file: path) }
    return ForeignTable(
      source: try ParquetSource(path: path, file, duckdb, columns), container: "Parquet", hints: kept.map(\.hint),
      notes: kept.count == columns.count ? columns.compactMap(\.note) : [])
  }

  // MARK: - Bytes

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    do throws(FileError) {
      let count = try program.read(into: memory)
      consumed += count
      if count > 0 { return count }
    } catch { throw TableError(error, file: path) }
    try Self.end(program, path)
    if let change = watch?.change, change == .shorter || change == .rewritten {
      throw TableError(.cannotRead(reason: "the file \(change.words) while it was read"), file: path)
    }
    return 0
  }

  func restart() throws(TableError) {
    program.kill()
    program = try Self.start(duckdb, statement, file, path)
    consumed = 0
  }

  private static func start(
    _ duckdb: DuckDBProgram, _ statement: String, _ file: FileDescriptor, _ path: String
  ) throws(TableError) -> ChildProcess {
    do throws(FileError) {
      return try duckdb.start(statement, direction: .givesBytes(input: file.number), options: ["-csv", "-noheader"])
    } catch { throw TableError(error, file: path) }
  }

  private static func end(_ program: ChildProcess, _ path: String) throws(TableError) {
    let status: Int32
    do throws(FileError) { status = try program.finish() } catch { throw TableError(error, file: path) }
    guard status == 0 else {
      throw TableError(.cannotRead(reason: DuckDBProgram.sentence(program.messages, status: status)), file: path)
    }
  }

  // MARK: - Columns

  private static func columns(
    _ duckdb: DuckDBProgram, _ file: FileDescriptor, _ path: String
  ) throws(TableError) -> [ParquetColumn] {
    let statements = """
      DESCRIBE SELECT * FROM read_parquet('/dev/stdin'); \
      SELECT decode(value) FROM parquet_kv_metadata('/dev/stdin') WHERE decode(key) = '\(ParquetColumns.metadataKey)'
      """
    let program = try start(duckdb, statements, file, path)
    var bytes: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count: Int
      do throws(FileError) { count = try program.read(into: block) } catch { throw TableError(error, file: path) }
      if count == 0 { break }
      bytes += block[..<count]
    }
    try end(program, path)
    let records = PlainRecords.records(in: bytes)
    let described = records.filter { $0.count >= 2 }
    let noted = records.first { $0.count == 1 }?.first ?? ""
    let notes = ColumnNote.notes(in: noted, count: described.count)
    return described.enumerated().map { index, record in
      ParquetColumn(name: record[0], type: record[1], note: notes?[index])
    }
  }

  private static func copyStatement(_ columns: [ParquetColumn]) -> String {
    let list = columns.enumerated().map { index, column in
      // A name such as `date` must not make dates of numbers that are instants already.
      "\(column.expression) AS \(DuckDBProgram.quoted(column.hint?.instants == nil ? column.name : "\u{1}\(index)"))"
    }
    // A row of one missing value would be an empty line.
    let missing = columns.count == 1 ? ", NULLSTR 'NA'" : ""
    return """
      SET TimeZone = 'UTC'; COPY (SELECT \(list.joined(separator: ", ")) FROM read_parquet('/dev/stdin')) \
      TO '/dev/stdout' (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"'\(missing))
      """
  }
}

/// A column of a Parquet file as DuckDB describes it.
struct ParquetColumn {
  let name: String
  /// DuckDB's type.
  let type: String
  /// What Rowsmith noted about it when it wrote the file.
  let note: ColumnNote?

  var isBinary: Bool { type == "BLOB" || type == "BIT" }

  /// What is read of it. Instants come as days or microseconds, whose text has one form.
  var expression: String {
    let name = DuckDBProgram.quoted(name)
    switch type {
    case "DATE": return "CASE WHEN isfinite(\(name)) THEN \(name) - DATE '1970-01-01' END"
    case "TIME": return "epoch_us(\(name))"
    case "TIMESTAMP WITH TIME ZONE": return "CASE WHEN isfinite(\(name)) THEN epoch_us(\(name)) END"
    case _ where type.hasPrefix("TIMESTAMP"):
      return "CASE WHEN isfinite(\(name)) THEN epoch_us(CAST(\(name) AS TIMESTAMP)) END"
    case "BOOLEAN", "DOUBLE", "FLOAT", "VARCHAR": return name
    case _ where type.hasSuffix("INT") || type.hasSuffix("INTEGER"): return name
    default: return "CAST(\(name) AS VARCHAR)"
    }
  }

  var hint: ColumnHint? {
    switch type {
    case "DATE": hint(.date, "yyyy-MM-dd")
    case "TIME": hint(.time, "HH:mm:ss")
    case "TIMESTAMP WITH TIME ZONE": hint(.datetime, "yyyy-MM-dd HH:mm:ss'Z'")
    case _ where type.hasPrefix("TIMESTAMP"): hint(.datetime, "yyyy-MM-dd HH:mm:ss")
    case "BOOLEAN": ColumnHint(kind: .boolean)
    case "DOUBLE", "FLOAT": ColumnHint(kind: .decimal)
    default: note.flatMap { [.categorical, .identifier].contains($0.kind) ? ColumnHint(kind: $0.kind) : nil }
    }
  }
}

extension ParquetColumn {
  private func hint(_ kind: ColumnKind, _ pattern: String) -> ColumnHint {
    ColumnHint(kind: kind, instants: ColumnHint.Instants(name: name, pattern: DatePattern(pattern)))
  }
}

/// Comma-separated records of a program that quotes as RFC 4180 says.
enum PlainRecords {
  static func records(in bytes: [UInt8]) -> [[String]] {
    var (records, record, field): ([[String]], [String], [UInt8]) = ([], [], [])
    var isQuoted = false
    for byte in bytes {
      switch byte {
      // A doubled quote closes and opens again; the second is the quote itself.
      case UInt8(ascii: "\""):
        if !isQuoted, field.last == 0x00 { field[field.count - 1] = byte }
        isQuoted.toggle()
        if !isQuoted { field.append(0x00) }
      case UInt8(ascii: ",") where !isQuoted: end(&field, &record)
      case 0x0D where !isQuoted: break
      case 0x0A where !isQuoted:
        end(&field, &record)
        records.append(record)
        record = []
      default: field.append(byte)
      }
    }
    return records
  }

  private static func end(_ field: inout [UInt8], _ record: inout [String]) {
    if field.last == 0x00 { field.removeLast() }
    record.append(String(decoding: field, as: UTF8.self))
    field = []
  }
}
