#if canImport(Glibc)
  import Glibc
#endif

/// A checked, buffered writer of large output.
///
/// The path `-` is standard output. A regular file is written beside its place as `PATH.part`, synced and renamed by `finish`, so
/// that a file under the wanted name is always whole. Devices and FIFOs are written directly. `PATH.part` is locked: two runs that
/// write the same file do not mix their bytes (EBUSY).
package final class OutputFile {
  private let path: String
  private var descriptor: Int32
  /// Where the bytes go until `finish`, and where they shall be; nil where they go straight out.
  private let renaming: (part: String, target: String)?
  private var buffer: [UInt8] = []
  private var isOpen = true

  private static let bufferSize = 1 << 18
  /// So many bytes at once are not worth a copy.
  private static let directSize = 1 << 16

  /// - Throws: EEXIST where a regular file exists and `replacesExisting` is false; EISDIR; whatever opening says, so that a
  ///   folder that cannot be written is known before the work starts.
  package init(path: String, replacesExisting: Bool) throws(FileError) {
    self.path = path == "-" ? "standard output" : path
    guard path != "-" else {
      (descriptor, renaming) = (STDOUT_FILENO, nil)
      return
    }
    let target = try PathParts.resolvingLinks(path)
    let old = try SystemCalls.status(at: target)
    if let old, !old.isRegular {
      guard !old.isFolder else { throw FileError(.open, path: path, code: EISDIR) }
      (descriptor, renaming) = (try SystemCalls.open(target, O_WRONLY), nil)
      return
    }
    guard old == nil || replacesExisting else { throw FileError(.create, path: path, code: EEXIST) }
    renaming = (target + ".part", target)
    descriptor = try Self.openPart(target + ".part", mode: old?.permissions)
  }

  deinit { abandon() }

  /// - Throws: `FileError`; `isBrokenPipe` tells that the reader of a pipe has gone, which is no fault.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    if bytes.count >= Self.directSize {
      try flush()
      return try SystemCalls.writeAll(bytes, to: descriptor, path: path)
    }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  package func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    try SystemCalls.writeAll(buffer, to: descriptor, path: path)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Flushes, syncs, closes and renames.
  package func finish() throws(FileError) {
    guard isOpen else { return }
    do throws(FileError) {
      try flush()
      try SystemCalls.sync(descriptor, path: path)
      // The lock goes with the descriptor, so the name is taken first.
      if let renaming { try SystemCalls.rename(renaming.part, to: renaming.target) }
    } catch {
      abandon()
      throw error
    }
    isOpen = false
    guard let renaming else { return try closeUnlessStandard() }
    try SystemCalls.close(descriptor, path: path)
    try SystemCalls.syncFolder(PathParts.folder(of: renaming.target))
  }

  private func closeUnlessStandard() throws(FileError) {
    if descriptor != STDOUT_FILENO { try SystemCalls.close(descriptor, path: path) }
  }

  /// Closes and removes the `.part` file.
  package func abandon() {
    guard isOpen else { return }
    isOpen = false
    if let renaming { SystemCalls.remove(renaming.part) }
    if descriptor != STDOUT_FILENO { SystemCalls.closeQuietly(descriptor) }
  }

  /// Opens and locks `part`, left over or new, and empties it.
  private static func openPart(_ part: String, mode: mode_t?) throws(FileError) -> Int32 {
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
