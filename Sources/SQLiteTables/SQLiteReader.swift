import GRDB
import GRDBSQLite

/// Reads the tables of a database that may be hostile: opened for reading only, no code of its schema is trusted.
package final class SQLiteReader {
  package struct Column: Equatable, Sendable {
    package var name: String
    /// As in CREATE TABLE; empty where none is.
    package var declaredType: String
  }

  private static let longestValue: Int32 = 1 << 24
  private static let mostColumns = 32_767

  private let queue: DatabaseQueue

  /// - Throws: `SQLiteFailure` where the file is no database or cannot be opened.
  package init(path: String) throws(SQLiteFailure) {
    do { queue = try DatabaseQueue(path: Self.plain(path), configuration: Self.configuration) } catch {
      throw SQLiteFailure(.cannotRead, error)
    }
  }

  /// Some names mean something else to SQLite: `:memory:`, `file:...`.
  static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { database in
      for setting in ["trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"] {
        try database.execute(sql: "PRAGMA " + setting)
      }
      guard let connection = database.sqliteConnection else { return }
      sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longestValue)
      sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
      sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, 100)
      sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0)
    }
    return configuration
  }

  /// Names of the tables, in order of creation, and of the views, which are not read.
  package func names() throws(SQLiteFailure) -> (tables: [String], views: [String]) {
    try reading { database in
      var (tables, views): ([String], [String]) = ([], [])
      let sql = """
        SELECT s.name, s.type, coalesce(s.sql, '') FROM sqlite_schema AS s
        WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY s.rowid
        """
      let shadows = try Set(
        String.fetchAll(database, sql: "SELECT name FROM pragma_table_list WHERE type IN ('shadow', 'virtual')"))
      let statement = try database.makeStatement(sql: sql)
      try eachRow(of: statement) { row in
        guard let name = Self.text(row, 0), let type = Self.text(row, 1) else { return true }
        if type == "view" || shadows.contains(name) { views.append(name) } else { tables.append(name) }
        return true
      }
      return (tables, views)
    }
  }

  package func columns(of table: String) throws(SQLiteFailure) -> [Column] {
    try reading { database in
      let statement = try database.makeStatement(sql: "SELECT name, type, hidden FROM pragma_table_xinfo(?)")
      try statement.setArguments([table])
      var columns: [Column] = []
      try eachRow(of: statement) { row in
        // 1 is a hidden column of a virtual table; 2 and 3 are computed ones.
        if case .integer(1) = row.value(at: 2) { return true }
        columns.append(Column(name: Self.text(row, 0) ?? "", declaredType: Self.text(row, 1) ?? ""))
        return columns.count <= Self.mostColumns
      }
      return columns
    }
  }

  /// What stands around a note in the statement that made a table.
  static let noteMarks = (start: "/* ", end: " */")

  /// The comment at the end of the statement that made the table; nil where there is none.
  package func note(of table: String) throws(SQLiteFailure) -> String? {
    try reading { database in
      let statement = try database.makeStatement(sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")
      try statement.setArguments([table])
      var note: String?
      try eachRow(of: statement) { row in
        let sql = Self.text(row, 0) ?? ""
        let end = Self.noteMarks.end + ")"
        guard sql.hasSuffix(end) else { return false }
        let rest = sql.dropLast(end.count)
        note = rest.ranges(of: Self.noteMarks.start).last.map { String(rest[$0.upperBound...]) }
        return false
      }
      return note
    }
  }

  /// The rows of `table` in the order in which they are stored.
  package func rows(of table: String, columns: [Column]) throws(SQLiteFailure) -> SQLiteRows {
    try reading { database in
      let list = columns.map { Self.quoted($0.name) }.joined(separator: ", ")
      return SQLiteRows(try database.makeStatement(sql: "SELECT \(list) FROM \(Self.quoted(table))"), of: queue)
    }
  }

  /// A name as it stands in statements.
  package static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// No transaction: one statement sees one state of the database anyway.
  private func reading<Value>(_ body: (Database) throws -> Value) throws(SQLiteFailure) -> Value {
    do { return try queue.unsafeRead(body) } catch { throw SQLiteFailure(.cannotRead, error) }
  }

  private static func text(_ row: SQLiteRow, _ column: Int) -> String? {
    guard case .text(let bytes) = row.value(at: column) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func eachRow(of statement: Statement, _ body: (SQLiteRow) -> Bool) throws(SQLiteFailure) {
    let rows = SQLiteRows(statement, of: queue)
    while let row = try rows.next(), body(row) {}
  }
}
