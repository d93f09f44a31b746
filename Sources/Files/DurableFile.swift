#if canImport(Glibc)
  import Glibc
#endif

/// Replaces small files so that they are the old or the new one, whole, whatever happens.
///
/// A temporary file in the same folder (`.NAME.PID-RANDOM.tmp`, 0600) is written, synced and renamed over the old one, and the
/// folder synced. After a failed sync the same file is never tried again: its pages may be lost.
package enum DurableFile {
  /// Replaces `path` by `bytes` so that after a crash, a full disk or power loss the file is the old or the new one, whole.
  ///
  /// Symbolic links are followed, so that they stay links. An existing file keeps its permissions; `mode` is for new ones. A
  /// device or FIFO is written to directly.
  /// - Throws: `FileError`, with the temporary file removed. An error of syncing the folder is thrown although the new file is
  ///   in place: it may not survive a power loss.
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o600) throws(FileError) {
    let target = try PathParts.resolvingLinks(path)
    let old = try SystemCalls.status(at: target)
    if let old {
      guard !old.isFolder else { throw FileError(.write, path: path, code: EISDIR) }
      guard old.isRegular else { return try writeDirectly(bytes, to: target) }
    }
    let folder = PathParts.folder(of: target)
    TemporaryNames.sweep(folder: folder, for: PathParts.name(of: target))
    let temporary = folder + "/" + TemporaryNames.make(for: PathParts.name(of: target))
    do throws(FileError) {
      try writeSynced(bytes, to: temporary, mode: old?.permissions ?? mode_t(mode))
      try SystemCalls.rename(temporary, to: target)
    } catch {
      SystemCalls.remove(temporary)
      throw error.naming(path)
    }
    try SystemCalls.syncFolder(folder)
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(FileError) {
    let descriptor = try SystemCalls.open(path, O_WRONLY)
    defer { SystemCalls.closeQuietly(descriptor) }
    try SystemCalls.writeAll(bytes, to: descriptor, path: path)
  }

  private static func writeSynced(_ bytes: [UInt8], to path: String, mode: mode_t) throws(FileError) {
    let descriptor = try SystemCalls.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, action: .create)
    do throws(FileError) {
      if mode != 0o600, SystemCalls.retrying({ Int(fchmod(descriptor, mode)) }) < 0 {
        throw FileError(.create, path: path, code: errno)
      }
      try SystemCalls.writeAll(bytes, to: descriptor, path: path)
      try SystemCalls.sync(descriptor, path: path)
    } catch {
      SystemCalls.closeQuietly(descriptor)
      throw error
    }
    try SystemCalls.close(descriptor, path: path)
  }
}

/// Names of temporary files that tell which process wrote them, so that those of dead ones can be swept.
enum TemporaryNames {
  static func make(for name: String) -> String {
    ".\(name).\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 36)).tmp"
  }

  /// Removes what killed processes left beside `name`. Failure is no matter: the next save tries again.
  static func sweep(folder: String, for name: String) {
    for entry in (try? Folder.names(in: folder)) ?? [] {
      guard let owner = owner(of: entry, for: name), owner != getpid(), kill(owner, 0) != 0, errno == ESRCH else {
        continue
      }
      SystemCalls.remove(folder + "/" + entry)
    }
  }

  private static func owner(of entry: String, for name: String) -> pid_t? {
    let prefix = ".\(name)."
    guard entry.hasPrefix(prefix), entry.hasSuffix(".tmp") else { return nil }
    return entry.dropFirst(prefix.count).split(separator: "-").first.flatMap { pid_t($0) }.flatMap { $0 > 0 ? $0 : nil }
  }
}
