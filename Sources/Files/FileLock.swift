#if canImport(Glibc)
  import Glibc
#endif

/// Holds `PATH.lock` while a session is open, with the holder's process number in it.
///
/// The lock is the kernel's (`flock`): it ends with the process, however that ends, so a left-over file locks nothing.
package final class FileLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// - Throws: EWOULDBLOCK under the action `.lock` where another process holds it (see `holder`).
  package init(of file: String) throws(FileError) {
    path = file + ".lock"
    descriptor = try Self.locked(path)
    _ = ftruncate(descriptor, 0)
    try? SystemCalls.writeAll(Array("\(getpid())\n".utf8), to: descriptor, path: path)
  }

  /// A descriptor of the file that lies at `path`, locked. Its last holder may remove the file between the two calls: the lock of
  /// a file without a name would keep nobody out.
  private static func locked(_ path: String) throws(FileError) -> Int32 {
    while true {
      let opened = try SystemCalls.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600, action: .lock)
      guard SystemCalls.retrying({ Int(flock(opened, LOCK_EX | LOCK_NB)) }) == 0 else {
        let code = errno
        SystemCalls.closeQuietly(opened)
        throw FileError(.lock, path: path, code: code)
      }
      let own = (try? SystemCalls.status(of: opened, path: path)).map(FileIdentity.init)
      let named = FileIdentity(of: path)
      if own?.inode == named?.inode, own?.device == named?.device { return opened }
      SystemCalls.closeQuietly(opened)
    }
  }

  deinit {
    SystemCalls.remove(path)
    SystemCalls.closeQuietly(descriptor)
  }

  /// The process that holds the lock of `file`, as far as its lock file says.
  package static func holder(of file: String) -> Int32? {
    guard let bytes = try? WholeFile.read(file + ".lock", limit: 64) else { return nil }
    return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
