#if canImport(Glibc)
  import Glibc
#endif

/// A regular file that is open for reading, as long as somebody holds it.
package final class FileDescriptor {
  package let number: Int32
  private let path: String

  /// nil where nothing regular lies at `path`: FIFOs and devices may be read once only, so they are not looked into.
  package init?(regular path: String) throws(FileError) {
    guard let status = try SystemCalls.status(at: path), status.isRegular else { return nil }
    self.path = path
    // Without waiting: a FIFO may have taken its place meanwhile.
    number = try SystemCalls.open(path, O_RDONLY | O_NONBLOCK)
  }

  deinit { SystemCalls.closeQuietly(number) }

  /// The first bytes, at most `count`.
  package func head(_ count: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = bytes.withUnsafeMutableBytes { memory in
      SystemCalls.retrying { memory.baseAddress.map { pread(number, $0, count, 0) } ?? 0 }
    }
    guard found >= 0 else { throw FileError(.read, path: path, code: errno) }
    return Array(bytes[..<found])
  }
}
