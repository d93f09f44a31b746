#if canImport(Glibc)
  import Glibc
#endif

/// Which file it is and which version of it: equal identities mean that nothing has changed since.
package struct FileIdentity: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  package var size: Int
  /// Nanoseconds since 1970.
  package var modified: Int64

  /// nil where nothing lies at `path` or it cannot be looked at.
  package init?(of path: String) {
    guard let status = (try? SystemCalls.status(at: path)) ?? nil else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }
}
