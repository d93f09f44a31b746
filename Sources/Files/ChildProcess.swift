#if canImport(Glibc)
  import Glibc
#endif

/// A program of the user that takes bytes on its standard input or gives some on its standard output.
///
/// Both of its outputs are read whenever this side waits, so that neither side can wait for the other for ever. It runs in a
/// process group of its own: ^C reaches Rowsmith, which ends it.
package final class ChildProcess {
  private let program: String
  private let process: pid_t
  /// Ends of pipes; -1 where closed.
  private var input: Int32
  private var output: Int32
  private var errors: Int32
  private var status: Int32?
  /// What the program needs as long as it runs.
  private let held: AnyObject?
  /// What it said on standard error, the first 64 KiB.
  package private(set) var messages: [UInt8] = []

  private static let mostMessages = 1 << 16

  /// What it does with our bytes. The other of its two streams is an open file, or nothing: programs that start another one, as
  /// the launchers of package managers do, hand on these streams and no others.
  package enum Direction {
    case takesBytes(output: Int32? = nil)
    case givesBytes(input: Int32? = nil)
  }

  /// - Parameters:
  ///   - program: an absolute path; no shell and no search is involved.
  ///   - arguments: without the program's name.
  ///   - holding: something that the program needs, let go with this.
  package init(
    _ program: String, arguments: [String], direction: Direction, holding held: AnyObject? = nil
  ) throws(FileError) {
    (self.program, self.held) = (program, held)
    var pipes = try Pipes(direction, program)
    do throws(FileError) { process = try pipes.spawn(program, arguments) } catch {
      pipes.closeAll()
      throw error
    }
    (input, output, errors) = pipes.keepOurs()
  }

  deinit { kill() }

  // MARK: - Bytes

  /// Feeds standard input.
  /// - Throws: EPIPE where the program takes no more; it has said why, or will when waited for.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    var done = 0
    while done < bytes.count {
      guard input >= 0 else { throw FileError(.write, path: program, code: EPIPE) }
      let ready = try wait(for: [(input, Int16(POLLOUT)), (output, Int16(POLLIN)), (errors, Int16(POLLIN))])
      if ready[1] { drain(&output, keeping: false) }
      if ready[2] { drain(&errors, keeping: true) }
      guard ready[0] else { continue }
      let count = bytes.withUnsafeBytes { memory in
        memory.baseAddress.map { Glibc.write(input, $0 + done, min(bytes.count - done, 1 << 16)) } ?? 0
      }
      if count < 0, ![EAGAIN, EINTR].contains(errno) { throw FileError(.write, path: program, code: errno) }
      done += max(0, count)
    }
  }

  /// The next bytes of standard output; 0 at its end.
  package func read(into memory: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard let base = memory.baseAddress, memory.count > 0 else { return 0 }
    while output >= 0 {
      let ready = try wait(for: [(output, Int16(POLLIN)), (errors, Int16(POLLIN))])
      if ready[1] { drain(&errors, keeping: true) }
      guard ready[0] else { continue }
      let count = SystemCalls.read(output, into: base, count: memory.count)
      if count > 0 { return count }
      if count == 0 { close(&output) }
      if count < 0, ![EAGAIN, EINTR].contains(errno) { throw FileError(.read, path: program, code: errno) }
    }
    return 0
  }

  // MARK: - The end

  /// Closes its standard input, takes what it still says, and waits for its end.
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  package func finish() throws(FileError) -> Int32 {
    close(&input)
    while output >= 0 || errors >= 0 {
      let ready = try wait(for: [(output, Int16(POLLIN)), (errors, Int16(POLLIN))])
      if ready[0] { drain(&output, keeping: false) }
      if ready[1] { drain(&errors, keeping: true) }
    }
    return reap()
  }

  /// Ends the program and what it has started; nothing happens where it has ended.
  package func kill() {
    for end in [input, output, errors] where end >= 0 { SystemCalls.closeQuietly(end) }
    (input, output, errors) = (-1, -1, -1)
    guard status == nil else { return }
    Glibc.kill(-process, SIGKILL)
    _ = reap()
  }

  private func reap() -> Int32 {
    if let status { return status }
    var word: Int32 = 0
    let ended = SystemCalls.retrying { Int(waitpid(process, &word, 0)) }
    let signal = word & 0x7F
    let result = ended < 0 ? 255 : signal == 0 ? (word >> 8) & 0xFF : 128 + signal
    status = result
    return result
  }

  private func close(_ end: inout Int32) {
    if end >= 0 { SystemCalls.closeQuietly(end) }
    end = -1
  }

  private func drain(_ end: inout Int32, keeping: Bool) {
    var block = [UInt8](repeating: 0, count: 1 << 14)
    let count = block.withUnsafeMutableBytes { memory in
      memory.baseAddress.map { SystemCalls.read(end, into: $0, count: memory.count) } ?? 0
    }
    if count == 0 { return close(&end) }
    if count < 0, ![EAGAIN, EINTR].contains(errno) { return close(&end) }
    if keeping { messages += block[..<max(0, count)].prefix(max(0, Self.mostMessages - messages.count)) }
  }

  /// - Returns: for each descriptor whether something can be done with it or it has failed; closed ones never are.
  private func wait(for ends: [(end: Int32, events: Int16)]) throws(FileError) -> [Bool] {
    var entries = ends.map { pollfd(fd: $0.end, events: $0.events, revents: 0) }
    let count = poll(&entries, nfds_t(entries.count), -1)
    if count < 0, errno != EINTR { throw FileError(.read, path: program, code: errno) }
    return entries.map { count > 0 && $0.fd >= 0 && $0.revents != 0 }
  }
}

/// The pipes to and from a child, both ends.
private struct Pipes {
  private var theirs: [Int32] = []
  private var ours: [Int32] = [-1, -1, -1]

  init(_ direction: ChildProcess.Direction, _ program: String) throws(FileError) {
    do throws(FileError) {
      switch direction {
      case .takesBytes(let output):
        try addPipe(0, theyRead: true, program)
        if let output { try add(output, program) } else { try addPipe(1, theyRead: false, program) }
      case .givesBytes(let input):
        if let input { try add(input, program) } else { theirs.append(try SystemCalls.open("/dev/null", O_RDONLY)) }
        try addPipe(1, theyRead: false, program)
      }
      try addPipe(2, theyRead: false, program)
    } catch {
      closeAll()
      throw error
    }
  }

  /// A file of the caller's, who keeps it open.
  private mutating func add(_ file: Int32, _ program: String) throws(FileError) {
    let copy = fcntl(file, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw FileError(.open, path: program, code: errno) }
    theirs.append(copy)
  }

  private mutating func addPipe(_ number: Int, theyRead: Bool, _ program: String) throws(FileError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw FileError(.open, path: program, code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    theirs.append(theyRead ? ends[0] : ends[1])
    ours[number] = theyRead ? ends[1] : ends[0]
    // Only this side: the program expects ends that wait.
    _ = fcntl(ours[number], F_SETFL, O_NONBLOCK)
  }

  mutating func keepOurs() -> (Int32, Int32, Int32) {
    for end in theirs { SystemCalls.closeQuietly(end) }
    theirs = []
    return (ours[0], ours[1], ours[2])
  }

  mutating func closeAll() {
    for end in theirs + ours where end >= 0 { SystemCalls.closeQuietly(end) }
    (theirs, ours) = ([], [-1, -1, -1])
  }

  func spawn(_ program: String, _ arguments: [String]) throws(FileError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, end) in theirs.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (usual, none) = (sigset_t(), sigset_t())
    sigfillset(&usual)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var process: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    let code = posix_spawn(&process, program, &actions, &attributes, words + [nil], environ)
    guard code == 0 else { throw FileError(.open, path: program, code: code) }
    return process
  }
}
