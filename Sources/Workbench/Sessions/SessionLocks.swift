import Files
import Synchronization

/// Keeps two programs from working on one session: the lock of the session that is open, or the wish for it.
package final class SessionLocks: Sendable {
  private struct Held {
    /// The session's file; nil: none is open.
    var path: String?
    /// nil where another program has it.
    var lock: FileLock?
  }

  private let held = Mutex(Held())

  package init() {}

  /// Gives back the lock of the session before and takes that of another.
  /// - Returns: the other program's process number where it has the session, 0 where that is not known; nil: it is ours. A place
  ///   where no lock can be made keeps nobody out.
  func take(_ path: String?) -> Int32? {
    held.withLock { held in
      if held.path == path, held.lock != nil { return nil }
      held = Held(path: path)
      return Self.lock(&held)
    }
  }

  /// Tries again where another program had the session.
  /// - Returns: as `take`.
  func retry() -> Int32? {
    held.withLock { held in held.lock == nil ? Self.lock(&held) : nil }
  }

  private static func lock(_ held: inout Held) -> Int32? {
    guard let path = held.path else { return nil }
    do throws(FileError) {
      try Folder.create(PathParts.folder(of: path))
      held.lock = try FileLock(of: path)
      return nil
    } catch {
      guard error.isHeldByAnother else { return nil }
      return FileLock.holder(of: path) ?? 0
    }
  }
}
