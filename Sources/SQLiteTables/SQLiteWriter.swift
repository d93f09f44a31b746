import GRDB
import GRDBSQLite
import Glibc

/// Writes one table into a new database, one transaction per batch.
///
/// The database is not safe against a crash while it is being written (no journal, no syncs): whoever makes it keeps it under
/// another name until it is whole.
package final class SQLiteWriter {
  private let queue: DatabaseQueue
  private let table: String
  private let width: Int

  /// - Parameters:
  ///   - path: an empty or missing file.
  ///   - columns: names and declared types; at least one, at most `mostColumns`, with names that SQLite tells apart.
  ///   - note: a comment in the statement that makes the table, which the database keeps; without `*/` and NUL.
  package init(
    path: String, table: String, columns: [(name: String, type: String)], note: String
  ) throws(SQLiteFailure) {
    precondition(!note.contains("*/") && !note.utf8.contains(0), "a note that ends its comment: \(note)")
    (self.table, width) = (table, columns.count)
    do {
      queue = try DatabaseQueue(path: SQLiteReader.plain(path), configuration: Self.configuration)
      let list = columns.map { SQLiteReader.quoted($0.name) + " " + $0.type }.joined(separator: ", ")
      let comment = SQLiteReader.noteMarks.start + note + SQLiteReader.noteMarks.end
      try queue.write { try $0.execute(sql: "CREATE TABLE \(SQLiteReader.quoted(table)) (\(list)\n\(comment))") }
    } catch { throw SQLiteFailure(.cannotWrite, error) }
  }

  package static let mostColumns = 2000

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      for setting in ["journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"] {
        try database.execute(sql: "PRAGMA " + setting)
      }
    }
    return configuration
  }

  /// Inserts rows 0 ..< `count` in one transaction.
  /// - Parameter bind: binds the values of a row.
  package func append(rows count: Int, bind: (Int, SQLiteBinder) -> Void) throws(SQLiteFailure) {
    do {
      try queue.write { database in
        let marks = Array(repeating: "?", count: width).joined(separator: ", ")
        let statement = try database.cachedStatement(
          sql: "INSERT INTO \(SQLiteReader.quoted(table)) VALUES (\(marks))")
        let binder = SQLiteBinder(statement: statement.sqliteStatement)
        for row in 0..<count {
          bind(row, binder)
          try Self.insert(statement.sqliteStatement)
        }
      }
    } catch { throw failure(error) }
  }

  /// With what the system said, where the library only says that something went wrong.
  private func failure(_ error: any Error) -> SQLiteFailure {
    guard (error as? DatabaseError)?.resultCode == .SQLITE_IOERR else { return SQLiteFailure(.cannotWrite, error) }
    let code = queue.unsafeRead { $0.sqliteConnection.map { sqlite3_system_errno($0) } }
    return SQLiteFailure(
      .cannotWrite, code.flatMap { $0 > 0 ? String(cString: strerror($0)) : nil } ?? "disk I/O error")
  }

  private static func insert(_ statement: OpaquePointer) throws {
    let code = sqlite3_step(statement)
    let reset = sqlite3_reset(statement)
    guard code != SQLITE_DONE || reset != SQLITE_OK else { return }
    let words = sqlite3_db_handle(statement).map { String(cString: sqlite3_errmsg($0)) }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: words)
  }

  /// Closes the database; nothing can be appended afterwards.
  package func close() throws(SQLiteFailure) {
    do { try queue.close() } catch { throw SQLiteFailure(.cannotWrite, error) }
  }
}

/// Takes the values of one row. A value that is not bound is the one of the row before.
package struct SQLiteBinder {
  let statement: OpaquePointer

  package func null(at column: Int) { sqlite3_bind_null(statement, place(column)) }
  package func bind(_ value: Int64, at column: Int) { sqlite3_bind_int64(statement, place(column), value) }
  package func bind(_ value: Double, at column: Int) { sqlite3_bind_double(statement, place(column), value) }

  package func bind(_ text: UnsafeBufferPointer<UInt8>, at column: Int) {
    guard let start = text.baseAddress else {
      sqlite3_bind_text(statement, place(column), "", 0, Self.copied)
      return
    }
    UnsafeRawPointer(start).withMemoryRebound(to: CChar.self, capacity: text.count) {
      _ = sqlite3_bind_text(statement, place(column), $0, Int32(clamping: text.count), Self.copied)
    }
  }

  /// SQLITE_TRANSIENT: the library copies the bytes.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  private func place(_ column: Int) -> Int32 { Int32(truncatingIfNeeded: column + 1) }
}
