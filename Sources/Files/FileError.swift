#if canImport(Glibc)
  import Glibc
#endif

/// A system call on a file failed.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Action: String, Sendable { case open, read, write, sync, rename, close, stat, lock, create }
  package var action: Action
  package var path: String
  package var code: Int32
  /// What happened to the file while it was read.
  package var change: FileChange?

  package init(_ action: Action, path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The system's words for the error, such as "No space left on device".
  package var reason: String {
    change.map { "the file \($0.words) while it was read" } ?? String(cString: strerror(code))
  }
  package var description: String { "\(path): cannot \(action.rawValue): \(reason)" }

  /// The reader of our pipe has gone: the program ends quietly.
  package var isBrokenPipe: Bool { code == EPIPE }
  /// Another process holds the lock.
  package var isHeldByAnother: Bool { action == .lock && code == EWOULDBLOCK }
  /// The work was cancelled by the caller's own progress function.
  package var isCancelled: Bool { code == ECANCELED }

  /// The same failure, said of the file that the user named instead of a temporary one.
  func naming(_ path: String) -> FileError { FileError(action, path: path, code: code) }
}
