import GRDB

/// Why a database cannot be read or written, as a sentence without the file's name.
package struct SQLiteFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    case cannotRead
    case cannotWrite
  }

  package var kind: Kind
  package var description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// The library's error in words of ours where its own do not say what to do.
  init(_ kind: Kind, _ error: any Error) {
    if let failure = error as? SQLiteFailure {
      self = failure
    } else if let error = error as? DatabaseError {
      self.init(kind, Self.sentence(for: error))
    } else {
      self.init(kind, String(describing: error))
    }
  }

  private static func sentence(for error: DatabaseError) -> String {
    let words = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_NOTADB: "the database is damaged or encrypted"
    case .SQLITE_CORRUPT: "the database is damaged (\(words))"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another program is writing to the database; try again later"
    case .SQLITE_FULL: "No space left on device"
    case .SQLITE_TOOBIG: "a value is larger than 16 MiB"
    case .SQLITE_CANTOPEN: "\(words); a database with a write-ahead log needs a folder that may be written"
    case .SQLITE_NOMEM: "there is not enough memory"
    default: words
    }
  }
}
