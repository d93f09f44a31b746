import GRDB

/// Statements as another program would run them, to make the databases that tests read.
enum SQLiteScript {
  /// - Parameter path: a database, or where one is to be.
  static func run(_ statements: [String], path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in for statement in statements { try database.execute(sql: statement) } }
    try queue.close()
  }
}
