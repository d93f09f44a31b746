import Files
import Glibc

/// A folder for what a replayed session writes, removed with the files in it.
final class ReplayFolder {
  let path: String

  init() {
    var template = Array("\(TemporaryPlace.folder)/rowsmith-replay-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      // Where none can be made nothing is written.
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
    }
  }

  deinit {
    for name in (try? Folder.names(in: path)) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
