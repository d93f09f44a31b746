#if canImport(Glibc)
  import Glibc
#endif

/// A short-lived file for another program, that nobody else may read; it goes with this.
package final class TemporaryText {
  package let path: String

  package init(_ text: String) throws(FileError) {
    // The system puts a name of its own where the six letters stand.
    var name = Array("\(TemporaryPlace.folder)/rowsmith-XXXXXX".utf8CString)
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
