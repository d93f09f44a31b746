#if canImport(Glibc)
  import Glibc
#endif

/// A short-lived file for another program, that nobody else may read; it goes with this.
package final class TemporaryText {
  package let path: String

  /// In `TMPDIR`, else in `/tmp`.
  package init(_ text: String) throws(FileError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var name = ((folder.isEmpty ? "/tmp" : folder) + "/rowsmith-XXXXXX").utf8CString.map { $0 }
    let file = mkstemp(&name)
    path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard file >= 0 else { throw FileError(.open, path: path, code: errno) }
    defer { SystemCalls.closeQuietly(file) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    do throws(FileError) { try SystemCalls.writeAll(Array(text.utf8), to: file, path: path) } catch {
      SystemCalls.remove(path)
      throw error
    }
  }

  deinit { SystemCalls.remove(path) }
}
