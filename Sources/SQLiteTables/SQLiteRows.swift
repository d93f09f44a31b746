import GRDB
import GRDBSQLite

/// The rows of a statement, taken one by one on one thread at a time.
package final class SQLiteRows {
  private let statement: Statement
  /// Keeps the connection open.
  private let queue: DatabaseQueue

  init(_ statement: Statement, of queue: DatabaseQueue) { (self.statement, self.queue) = (statement, queue) }

  deinit { sqlite3_reset(statement.sqliteStatement) }

  /// - Returns: nil after the last row.
  package func next() throws(SQLiteFailure) -> SQLiteRow? {
    let handle = statement.sqliteStatement
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return SQLiteRow(statement: handle) }
    if code == SQLITE_DONE { return nil }
    let words = sqlite3_db_handle(handle).map { String(cString: sqlite3_errmsg($0)) }
    throw SQLiteFailure(.cannotRead, DatabaseError(resultCode: ResultCode(rawValue: code), message: words))
  }

  /// Begins again from the first row.
  package func restart() { sqlite3_reset(statement.sqliteStatement) }
}
