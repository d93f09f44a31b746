#if canImport(Glibc)
  import Glibc
#endif

/// A checked, buffered writer of large output.
///
/// The path `-` is standard output. A regular file is a `PartFile` until `finish`, so that a file under the wanted name is always
/// whole. Devices and FIFOs are written directly.
package final class OutputFile {
  private let path: String
  private let descriptor: Int32
  /// nil where the bytes go straight out.
  private let part: PartFile?
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
      (descriptor, part) = (STDOUT_FILENO, nil)
      return
    }
    let target = try PathParts.resolvingLinks(path)
    if let old = try SystemCalls.status(at: target), !old.isRegular, !old.isFolder {
      (descriptor, part) = (try SystemCalls.open(target, O_WRONLY), nil)
      return
    }
    let part = try PartFile(path: path, replacesExisting: replacesExisting)
    (descriptor, self.part) = (part.descriptor, part)
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
      if part == nil { try SystemCalls.sync(descriptor, path: path) }
    } catch {
      abandon()
      throw error
    }
    isOpen = false
    if let part { return try part.finish() }
    if descriptor != STDOUT_FILENO { try SystemCalls.close(descriptor, path: path) }
  }

  /// Closes and removes the `.part` file.
  package func abandon() {
    guard isOpen else { return }
    isOpen = false
    if let part { return part.abandon() }
    if descriptor != STDOUT_FILENO { SystemCalls.closeQuietly(descriptor) }
  }
}
