import Files
import SQLiteTables

/// A table of a database as delimited text.
final class SQLiteSource: ByteSource {
  let size: Int? = nil
  let consumed = 0
  let canRestart = true

  private let path: String
  private let columns: [SQLiteReader.Column]
  private let rows: SQLiteRows
  private let areBooleans: [Bool]
  private var text: DelimitedText
  private var pending = PendingBytes()
  private var tallies: [Tally]
  private var hasHeader = false
  private var isAtEnd = false

  /// What was met in a column.
  private struct Tally {
    var numbers = 0
    var texts = 0
    var blobs = 0
    var repaired = 0
  }

  private static let portion = 1 << 18

  init(path: String, columns: [SQLiteReader.Column], rows: SQLiteRows) {
    (self.path, self.columns, self.rows) = (path, columns, rows)
    areBooleans = columns.map { SQLiteType.hint($0.declaredType)?.kind == .boolean }
    text = DelimitedText(columns: columns.count)
    tallies = Array(repeating: Tally(), count: columns.count)
  }

  /// - Throws: `.cannotRead`: no database, no such table, several tables and none chosen.
  static func open(path: String, _ options: ReadOptions) throws(TableError) -> ForeignTable {
    let database = try attempt(path) { () throws(SQLiteFailure) in try SQLiteReader(path: path) }
    let names = try attempt(path) { () throws(SQLiteFailure) in try database.names() }
    let table = try chosen(options.table, tables: names.tables, views: names.views, path)
    let columns = try attempt(path) { () throws(SQLiteFailure) in try database.columns(of: table) }
    guard !columns.isEmpty else {
      throw TableError(.cannotRead(reason: "its table ‘\(table)’ has no columns"), file: path)
    }
    let rows = try attempt(path) { () throws(SQLiteFailure) in try database.rows(of: table, columns: columns) }
    let note = try attempt(path) { () throws(SQLiteFailure) in try database.note(of: table) }
    return ForeignTable(
      source: SQLiteSource(path: path, columns: columns, rows: rows), container: "SQLite table ‘\(table)’",
      hints: columns.map { SQLiteType.hint($0.declaredType) },
      notes: note.flatMap { ColumnNote.notes(in: $0, count: columns.count) } ?? [])
  }

  private static func attempt<Value>(
    _ path: String, _ body: () throws(SQLiteFailure) -> Value
  ) throws(TableError) -> Value {
    do throws(SQLiteFailure) { return try body() } catch {
      throw TableError(.cannotRead(reason: error.description), file: path)
    }
  }

  /// By its name, letter for letter, or the only one.
  private static func chosen(
    _ wanted: String?, tables: [String], views: [String], _ path: String
  ) throws(TableError) -> String {
    let list = tables.prefix(12).map { "‘\($0)’" }.joined(separator: ", ") + (tables.count > 12 ? ", …" : "")
    guard let wanted else {
      if tables.count == 1, let only = tables.first { return only }
      let reason = tables.isEmpty ? "the database holds no table" : "choose one of its tables with --table: \(list)"
      throw TableError(.cannotRead(reason: reason), file: path)
    }
    if let found = tables.first(where: { Array($0.utf8) == Array(wanted.utf8) }) { return found }
    guard !views.contains(wanted) else {
      let reason =
        "‘\(wanted)’ is a view, which is a program, and only stored tables are read; "
        + "keep its rows first: CREATE TABLE … AS SELECT * FROM \(SQLiteReader.quoted(wanted))"
      throw TableError(.cannotRead(reason: reason), file: path)
    }
    let known = tables.isEmpty ? "the database holds no table" : "there are \(list)"
    throw TableError(.cannotRead(reason: "no table is called ‘\(wanted)’; \(known)"), file: path)
  }

  // MARK: - Bytes

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    if pending.isEmpty, !isAtEnd { try makeRows() }
    return pending.take(into: memory)
  }

  func restart() {
    rows.restart()
    pending.clear()
    tallies = Array(repeating: Tally(), count: columns.count)
    (hasHeader, isAtEnd) = (false, false)
  }

  private func makeRows() throws(TableError) {
    text.clear()
    if !hasHeader { text.addHeader(columns.map(\.name)) }
    hasHeader = true
    do throws(SQLiteFailure) {
      while text.bytes.count < Self.portion {
        guard let row = try rows.next() else {
          isAtEnd = true
          break
        }
        for column in columns.indices { add(row.value(at: column), column) }
        text.endRow()
      }
    } catch { throw TableError(.cannotRead(reason: error.description), file: path) }
    pending.refill(text.bytes)
  }

  private func add(_ value: SQLiteRow.Value, _ column: Int) {
    switch value {
    case .null: text.missing()
    case .integer(let number) where areBooleans[column] && (number == 0 || number == 1):
      text.add((number == 1 ? "true" : "false").utf8)
    case .integer(let number):
      tallies[column].numbers += 1
      text.add(number)
    case .decimal(let number):
      tallies[column].numbers += 1
      // Infinity is the only number that SQLite keeps and a column of numbers does not.
      if number.isFinite { text.add(number) } else { text.add((number < 0 ? "-inf" : "inf").utf8) }
    case .text(let bytes): add(bytes, column)
    case .blob:
      tallies[column].blobs += 1
      text.missing()
    }
  }

  private func add(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Int) {
    tallies[column].texts += 1
    guard !bytes.allSatisfy({ $0 < 0x80 }), String(validating: bytes, as: UTF8.self) == nil else {
      return text.add(bytes)
    }
    tallies[column].repaired += 1
    text.add(String(decoding: bytes, as: UTF8.self).utf8)
  }

  var remarks: [ReadReport.Remark] {
    zip(columns, tallies).flatMap { column, tally -> [ReadReport.Remark] in
      let name = "‘\(column.name.prefix(60))’"
      var found: [ReadReport.Remark] = []
      func add(_ text: String, _ count: Int) {
        if count > 0 { found.append(ReadReport.Remark(text: text, count: count)) }
      }
      add("binary value (blob) of \(name) left out", tally.blobs)
      add("text of \(name) is no UTF-8: bytes without meaning became U+FFFD", tally.repaired)
      if tally.numbers > 0 {
        add("\(name) mixes numbers (\(tally.numbers)) and texts (\(tally.texts))", min(tally.texts, 1))
      }
      return found
    }
  }
}
