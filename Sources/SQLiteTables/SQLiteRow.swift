import GRDBSQLite

/// The row that a statement stands on. Valid until the next one.
package struct SQLiteRow {
  package enum Value {
    case null
    case integer(Int64)
    case decimal(Double)
    /// Bytes as they are stored, which need not be valid UTF-8.
    case text(UnsafeBufferPointer<UInt8>)
    case blob
  }

  let statement: OpaquePointer

  package func value(at column: Int) -> Value {
    let place = Int32(truncatingIfNeeded: column)
    switch sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, place))
    case SQLITE_FLOAT: return .decimal(sqlite3_column_double(statement, place))
    case SQLITE_TEXT:
      // The length is asked for after the text: asking may convert it.
      let start = sqlite3_column_text(statement, place)
      return .text(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place))))
    case SQLITE_BLOB: return .blob
    default: return .null
    }
  }
}
