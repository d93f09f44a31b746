#if canImport(Glibc)
  import Glibc
#endif

/// A file that is made beside its place as `PATH.part` and gets its name when it is whole.
///
/// `PATH.part` is locked: two runs that write the same file do not mix their bytes (EBUSY). Other programs may write into it by
/// its name as long as they write into the same file and do not replace it.
package final class PartFile {
  /// Where the file lies until `finish`.
  package let part: String
  /// Open for writing until `finish`.
  package let descriptor: Int32
  private let path: String
  private let target: String
  private var isOpen = true

  /// - Throws: EEXIST where a file exists and `replacesExisting` is false; EISDIR; ENOTSUP for devices and FIFOs, which have
  ///   no place beside them; whatever opening says, so that a folder that cannot be written is known before the work starts.
  package init(path: String, replacesExisting: Bool) throws(FileError) {
    self.path = path
    target = try PathParts.resolvingLinks(path)
    let old = try SystemCalls.status(at: target)
    if let old, !old.isRegular {
      throw FileError(.open, path: path, code: old.isFolder ? EISDIR : ENOTSUP)
    }
    guard old == nil || replacesExisting else { throw FileError(.create, path: path, code: EEXIST) }
    part = target + ".part"
    descriptor = try Self.open(part, mode: old?.permissions)
  }

  deinit { abandon() }

  /// Syncs, renames and closes. After an error the file under the wanted name is what it was.
  package func finish() throws(FileError) {
    guard isOpen else { return }
    do throws(FileError) {
      try SystemCalls.sync(descriptor, path: path)
      // The lock goes with the descriptor, so the name is taken first.
      try SystemCalls.rename(part, to: target)
    } catch {
      abandon()
      throw error
    }
    isOpen = false
    try SystemCalls.close(descriptor, path: path)
    try SystemCalls.syncFolder(PathParts.folder(of: target))
  }

  /// Closes and removes the unfinished file.
  package func abandon() {
    guard isOpen else { return }
    isOpen = false
    SystemCalls.remove(part)
    SystemCalls.closeQuietly(descriptor)
  }

  /// Opens and locks `part`, left over or new, and empties it.
  private static func open(_ part: String, mode: mode_t?) throws(FileError) -> Int32 {
    for _ in 0..<16 {
      let descriptor = try SystemCalls.open(part, O_WRONLY | O_CREAT | O_NOFOLLOW, mode: 0o666, action: .create)
      do throws(FileError) {
        guard try lock(descriptor, part: part) else {
          SystemCalls.closeQuietly(descriptor)
          continue
        }
        if let mode, SystemCalls.retrying({ Int(fchmod(descriptor, mode)) }) < 0 {
          throw FileError(.create, path: part, code: errno)
        }
        guard SystemCalls.retrying({ Int(ftruncate(descriptor, 0)) }) == 0 else {
          throw FileError(.create, path: part, code: errno)
        }
        return descriptor
      } catch {
        SystemCalls.closeQuietly(descriptor)
        throw error
      }
    }
    throw FileError(.lock, path: part, code: EBUSY)
  }

  /// False where another run renamed the file between opening and locking it: then it is that run's result.
  private static func lock(_ descriptor: Int32, part: String) throws(FileError) -> Bool {
    guard SystemCalls.retrying({ Int(flock(descriptor, LOCK_EX | LOCK_NB)) }) == 0 else {
      throw FileError(.lock, path: part, code: errno == EWOULDBLOCK ? EBUSY : errno)
    }
    let mine = try SystemCalls.status(of: descriptor, path: part)
    guard let named = try SystemCalls.status(at: part) else { return false }
    return named.st_ino == mine.st_ino && named.st_dev == mine.st_dev
  }
}
