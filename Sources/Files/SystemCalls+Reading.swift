#if canImport(Glibc)
  import Glibc
#endif

extension SystemCalls {
  /// Opens a file for reading; a FIFO that nobody writes to is not waited for longer than a second, and is then at its end.
  static func openToRead(_ path: String) throws(FileError) -> Int32 {
    let descriptor = try open(path, O_RDONLY | O_NONBLOCK)
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFIFO else { return descriptor }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = retrying { Int(poll(&entry, 1, 800)) }
    // From now on reading waits for a writer that is there, however slow, and ends where there is none.
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return descriptor
  }
}
