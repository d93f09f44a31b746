#if canImport(Glibc)
  import Glibc
#endif

/// A file that is read from front to end in blocks, never mapped: a file that others cut while it is mapped ends the program.
package final class BlockFile {
  private let descriptor: Int32
  private let path: String
  /// Bytes when it was opened; nil for what is no regular file and can be read once only.
  package let size: Int?
  /// Bytes read so far.
  package private(set) var position = 0
  /// A descriptor that was there before us is not closed.
  private let isOurs: Bool
  /// An endless device is stopped early; a table of this size has no business there.
  private let limit: Int
  /// The file when it was opened; nil where it cannot be watched.
  private let watch: FileWatch?

  /// - Parameter path: `-` is standard input.
  /// - Throws: `FileError`; a folder is EISDIR.
  package init(_ path: String) throws(FileError) {
    let isStandardInput = path == "-"
    let name = isStandardInput ? "standard input" : path
    let descriptor = isStandardInput ? STDIN_FILENO : try SystemCalls.openToRead(path)
    do throws(FileError) {
      let status = try SystemCalls.status(of: descriptor, path: name)
      guard !status.isFolder else { throw FileError(.read, path: name, code: EISDIR) }
      // Standard input may be a file that is not read from its front.
      size = status.isRegular && !isStandardInput ? Int(status.st_size) : nil
      limit = status.isCharacterDevice && !isStandardInput ? 1 << 26 : Int.max
    } catch {
      if !isStandardInput { SystemCalls.closeQuietly(descriptor) }
      throw error
    }
    watch = size.flatMap { $0 > 0 ? FileWatch(descriptor: descriptor, path: name) : nil }
    (self.descriptor, self.path, isOurs) = (descriptor, name, !isStandardInput)
  }

  deinit { if isOurs { SystemCalls.closeQuietly(descriptor) } }

  /// Reads the next bytes; 0 at the end.
  /// What is appended after the file was opened is left out.
  /// - Throws: `FileError`; more than a device may hold is EFBIG; ESTALE with the `change` at the end of a file that became shorter
  ///   or was rewritten, so that no pass is made of two versions.
  package func read(into memory: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard let base = memory.baseAddress, memory.count > 0 else { return 0 }
    let most = watch.map { min(memory.count, $0.size - position) } ?? memory.count
    let count = SystemCalls.retrying {
      size == nil
        ? SystemCalls.read(descriptor, into: base, count: memory.count) : pread(descriptor, base, most, position)
    }
    guard count >= 0 else { throw FileError(.read, path: path, code: errno) }
    position += count
    if count == 0 { try endPass() }
    guard position <= limit else { throw FileError(.read, path: path, code: EFBIG) }
    return count
  }

  /// What happened to the file during the passes so far and does no harm: it grew, or another took its place.
  package private(set) var change: FileChange?

  private func endPass() throws(FileError) {
    guard let watch else { return }
    change = watch.change(ofOpen: descriptor)
    switch change {
    case .shorter, .rewritten: throw .changed(change ?? .rewritten, path: path)
    case nil where position < watch.size: throw .changed(.shorter, path: path)
    default: break
    }
  }

  /// Begins again from the first byte.
  /// - Precondition: `size` is known.
  package func rewind() {
    precondition(size != nil, "\(path) can be read once only")
    position = 0
  }
}
