#if canImport(Glibc)
  import Glibc
#endif

/// Reads a file into memory, never by mapping it: a file that others cut while it is mapped ends the program.
package enum WholeFile {
  /// Never more than 4 GiB, nor a quarter of the memory that is free now or that the process may still use, because what is
  /// made of the bytes needs room as well and a failed allocation cannot be caught.
  package static var defaultLimit: Int { min(1 << 32, MemoryRoom.available / 4) }

  /// The bytes of a regular file, FIFO, device or (path `-`) standard input.
  /// - Throws: `FileError`; more than `limit` bytes is EFBIG, a directory EISDIR.
  package static func read(_ path: String, limit: Int = defaultLimit) throws(FileError) -> [UInt8] {
    try read(path, limit: limit) { _, _ in true }
  }

  /// - Parameter progress: called after each block and each interrupting signal with the bytes done and expected (0 where
  ///   unknown); returning false cancels.
  /// - Throws: as above; ECANCELED when cancelled; ESTALE with the `change` where a file became shorter or was rewritten meanwhile.
  package static func read(
    _ path: String, limit: Int = defaultLimit, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws(FileError) -> [UInt8] {
    try readNoting(path, limit: limit, progress: progress).bytes
  }

  /// - Returns: also what happened to the file meanwhile and does no harm: what was appended is left out, and of a file that
  ///   another took the place of, the old one is read.
  /// - Throws: as above.
  package static func readNoting(
    _ path: String, limit: Int = defaultLimit, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws(FileError) -> (bytes: [UInt8], change: FileChange?) {
    if path == "-" { return (try read(STDIN_FILENO, path: "standard input", limit: limit, progress: progress), nil) }
    let descriptor = try SystemCalls.openToRead(path)
    defer { SystemCalls.closeQuietly(descriptor) }
    let watch = FileWatch(descriptor: descriptor, path: path).flatMap { $0.size > 0 ? $0 : nil }
    let bytes = try read(descriptor, path: path, limit: limit, progress: progress)
    guard let watch else { return (bytes, nil) }
    let change = watch.change(ofOpen: descriptor)
    switch change {
    case .shorter, .rewritten: throw .changed(change ?? .rewritten, path: path)
    case nil where bytes.count < watch.size: throw .changed(.shorter, path: path)
    default: return (bytes, change)
    }
  }

  private static func read(
    _ descriptor: Int32, path: String, limit: Int, progress: (Int, Int) -> Bool
  ) throws(FileError) -> [UInt8] {
    let status = try SystemCalls.status(of: descriptor, path: path)
    guard !status.isFolder else { throw FileError(.read, path: path, code: EISDIR) }
    let expected = status.isRegular ? Int(status.st_size) : 0
    // An endless device is stopped early; a table of this size has no business there.
    let limit = status.isCharacterDevice ? min(limit, 1 << 26) : limit
    guard expected <= limit else { throw FileError(.read, path: path, code: EFBIG) }
    return try readBlocks(
      Source(descriptor: descriptor, path: path, expected: expected, limit: limit), progress: progress)
  }

  private struct Source {
    var descriptor: Int32
    var path: String
    /// 0 where unknown. The file may shrink or grow while it is read.
    var expected: Int
    var limit: Int
  }

  private static let blockSize = 1 << 22

  private static func readBlocks(_ source: Source, progress: (Int, Int) -> Bool) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.expected + 1)
    var block = [UInt8](repeating: 0, count: min(blockSize, max(source.expected + 1, 1 << 16)))
    while true {
      // What is appended meanwhile is left out.
      let most = source.expected == 0 ? block.count : min(block.count, source.expected - bytes.count)
      guard most > 0 else { return bytes }
      let count = block.withUnsafeMutableBytes { memory -> Int in
        memory.baseAddress.map { SystemCalls.read(source.descriptor, into: $0, count: most) } ?? 0
      }
      if count < 0, errno != EINTR { throw FileError(.read, path: source.path, code: errno) }
      if count == 0 { return bytes }
      guard bytes.count + max(count, 0) <= source.limit else {
        throw FileError(.read, path: source.path, code: EFBIG)
      }
      if count > 0 { bytes.append(contentsOf: block[..<count]) }
      guard progress(bytes.count, source.expected) else {
        throw FileError(.read, path: source.path, code: ECANCELED)
      }
    }
  }
}
