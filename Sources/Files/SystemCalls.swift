#if canImport(Glibc)
  import Glibc
#endif

/// System calls with Swift manners: interrupted calls are repeated, failures become a `FileError`. The only file of the
/// program that opens, reads and writes.
enum SystemCalls {
  /// Repeats `call` while a signal interrupts it.
  static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// The descriptor of `path`, closed on exec. A path with a NUL byte is EINVAL: C would open something else.
  static func open(
    _ path: String, _ flags: Int32, mode: UInt32 = 0, action: FileError.Action = .open
  ) throws(FileError) -> Int32 {
    guard !path.utf8.contains(0) else { throw FileError(action, path: path, code: EINVAL) }
    let descriptor = retrying { Int(Glibc.open(path, flags | O_CLOEXEC, mode)) }
    guard descriptor >= 0 else { throw FileError(action, path: path, code: errno) }
    return Int32(descriptor)
  }

  /// At most `count` bytes; 0 at the end of the file, -1 with `errno` on failure or interruption.
  static func read(_ descriptor: Int32, into memory: UnsafeMutableRawPointer, count: Int) -> Int {
    Glibc.read(descriptor, memory, count)
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(FileError) {
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let written = retrying { Glibc.write(descriptor, base + done, bytes.count - done) }
      guard written >= 0 else { throw FileError(.write, path: path, code: errno) }
      // Zero bytes without an error never ends on its own; treat it as a device without space.
      guard written > 0 else { throw FileError(.write, path: path, code: ENOSPC) }
      done += written
    }
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    let failure = bytes.withUnsafeBytes { (buffer) -> FileError? in
      do throws(FileError) {
        try writeAll(buffer, to: descriptor, path: path)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Forces the file to the disk. Pipes, terminals and some file systems cannot and say so; that is no failure.
  static func sync(_ descriptor: Int32, path: String) throws(FileError) {
    guard retrying({ Int(fsync(descriptor)) }) < 0 else { return }
    let code = errno
    guard ![EINVAL, EROFS, ENOTSUP].contains(code) else { return }
    throw FileError(.sync, path: path, code: code)
  }

  /// Closes once: after EINTR the descriptor is already gone on Linux.
  static func close(_ descriptor: Int32, path: String) throws(FileError) {
    guard Glibc.close(descriptor) < 0, errno != EINTR else { return }
    throw FileError(.close, path: path, code: errno)
  }

  static func closeQuietly(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  static func remove(_ path: String) { _ = unlink(path) }

  static func rename(_ old: String, to new: String) throws(FileError) {
    guard retrying({ Int(Glibc.rename(old, new)) }) >= 0 else { throw FileError(.rename, path: new, code: errno) }
  }

  /// Makes a rename in `folder` last. A folder that may be written but not read cannot be synced; nothing can be done then.
  static func syncFolder(_ folder: String) throws(FileError) {
    let descriptor: Int32
    do { descriptor = try open(folder, O_RDONLY | O_DIRECTORY, action: .sync) } catch {
      if error.code == EACCES { return }
      throw error
    }
    defer { closeQuietly(descriptor) }
    try sync(descriptor, path: folder)
  }

  static func status(of descriptor: Int32, path: String) throws(FileError) -> stat {
    var status = stat()
    guard retrying({ Int(fstat(descriptor, &status)) }) >= 0 else { throw FileError(.stat, path: path, code: errno) }
    return status
  }

  /// What lies at `path`, links followed; nil where nothing does.
  static func status(at path: String) throws(FileError) -> stat? {
    guard !path.utf8.contains(0) else { throw FileError(.stat, path: path, code: EINVAL) }
    var status = stat()
    if retrying({ Int(stat(path, &status)) }) >= 0 { return status }
    let code = errno
    if code == ENOENT { return nil }
    throw FileError(.stat, path: path, code: code)
  }
}

extension stat {
  private var type: mode_t { st_mode & S_IFMT }
  var isRegular: Bool { type == S_IFREG }
  var isFolder: Bool { type == S_IFDIR }
  var isCharacterDevice: Bool { type == S_IFCHR }
  var permissions: mode_t { st_mode & 0o7777 }
}
