import CVTerm
import Files
import Glibc
import Screen

/// A program on a pseudo-terminal of its own, seen through a terminal emulator. Everything waits for a condition,
/// never for time.
final class PseudoTerminal {
  enum End: Equatable {
    case status(Int32)
    case signal(Int32)
  }

  struct Failure: Error { var reason: String }

  let process: pid_t
  /// Everything the program wrote.
  private(set) var output: [UInt8] = []
  /// When the last of it came.
  private(set) var lastOutput = 0.0
  private let master: Int32
  /// Kept open, so that the modes can be read after the program's end.
  private let slave: Int32
  private let processDescriptor: Int32
  private let screen: OpaquePointer
  private let modesBefore: [UInt32]
  private(set) var size: Size
  private(set) var end: End?

  /// - Parameters:
  ///   - environment: added to a small one with `TERM=xterm-256color` and UTF-8; an empty value removes.
  ///   - standardOutput: a file instead of the terminal.
  init(
    _ command: [String], size: Size = Size(width: 80, height: 24), environment: [String: String] = [:],
    standardInput: String? = nil, standardOutput: String? = nil
  ) throws {
    self.size = size
    var name = [CChar](repeating: 0, count: 128)
    master = cvt_pty_open(&name, name.count, Int32(size.height), Int32(size.width))
    guard master >= 0 else { throw Failure(reason: "no pseudo-terminal") }
    slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard let screen = cvt_open(Int32(size.height), Int32(size.width)) else { throw Failure(reason: "no emulator") }
    self.screen = screen
    modesBefore = Self.modes(slave)
    let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    process = try Self.spawn(
      command, environment: environment,
      files: [standardInput ?? path, standardOutput ?? path, path])
    processDescriptor = cvt_process_descriptor(process)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if end == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    for descriptor in [master, slave, processDescriptor] { close(descriptor) }
    cvt_close(screen)
  }

  // MARK: What the user does

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) } else if errno != EAGAIN { return } else { drain(100) }
    }
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// A signal that finds the process on another thread than the one it was started with.
  /// - Returns: false where it has no other.
  func signalAnotherThread(_ number: Int32) throws -> Bool {
    let threads = try Folder.names(in: "/proc/\(process)/task").compactMap { pid_t($0) }
    guard let other = threads.last(where: { $0 != process }) else { return false }
    cvt_signal_thread(process, other, number)
    return true
  }

  func resize(_ size: Size) {
    self.size = size
    cvt_resize(screen, Int32(size.height), Int32(size.width))
    cvt_pty_resize(master, Int32(size.height), Int32(size.width))
  }

  // MARK: What the user sees

  /// The rows, trailing blanks cut.
  var text: String {
    (0..<size.height).map { y in
      var line = ""
      var x = 0
      while x < size.width {
        let cell = cvt_cell_at(screen, Int32(x), Int32(y))
        line += Self.text(of: cell)
        x += max(1, Int(cell.width))
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  func cell(_ x: Int, _ y: Int) -> cvt_cell { cvt_cell_at(screen, Int32(x), Int32(y)) }

  var isOnAlternateScreen: Bool { cvt_is_alternate(screen) }
  var isCursorVisible: Bool { cursor.is_visible }
  var cursor: cvt_cursor { cvt_cursor_of(screen) }
  var hasOldModes: Bool { Self.modes(slave) == modesBefore }

  /// Whether `on` was sent and not taken back by `off` later.
  func isOn(_ mode: Int) -> Bool {
    last("\u{1B}[?\(mode)h") > last("\u{1B}[?\(mode)l")
  }

  // MARK: Waiting

  /// Reads until `condition` holds.
  /// - Returns: false when it does not within `seconds`, or the program ended before.
  @discardableResult
  func wait(_ seconds: Double = 30, until condition: (PseudoTerminal) -> Bool) -> Bool {
    let deadline = Self.now + seconds
    while Self.now < deadline {
      if condition(self) { return true }
      if end != nil { return false }
      drain(Int32(max(1, min(200, 1000 * (deadline - Self.now)))))
    }
    return condition(self)
  }

  @discardableResult
  func wait(_ seconds: Double = 30, for text: String) -> Bool {
    wait(seconds) { $0.text.contains(text) }
  }

  /// How the program ended; nil when it does not within `seconds`.
  func waitForEnd(_ seconds: Double = 30) -> End? {
    wait(seconds) { $0.end != nil }
    return end
  }

  /// Seconds on a clock that nobody sets.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Waits at most `milliseconds` for output or the end, and takes what there is.
  private func drain(_ milliseconds: Int32) {
    var descriptors = [
      pollfd(fd: master, events: Int16(POLLIN), revents: 0),
      pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&descriptors, 2, milliseconds) > 0 else { return }
    readAll()
    guard descriptors[1].revents != 0, end == nil else { return }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return }
    readAll()
    end = status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }

  private func readAll() {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(master, &block, block.count)
      guard count > 0 else { return }
      output.append(contentsOf: block[..<count])
      lastOutput = Self.now
      block.withUnsafeBytes { cvt_feed(screen, $0.bindMemory(to: CChar.self).baseAddress, count) }
    }
  }

  private func last(_ text: String) -> Int {
    let pattern = Array(text.utf8)
    guard output.count >= pattern.count else { return -1 }
    for start in stride(from: output.count - pattern.count, through: 0, by: -1)
    where output[start..<start + pattern.count].elementsEqual(pattern) { return start }
    return -1
  }

  private static func modes(_ terminal: Int32) -> [UInt32] {
    var modes = [UInt32](repeating: 0, count: 4)
    return cvt_pty_modes(terminal, &modes) ? modes : []
  }

  private static func text(of cell: cvt_cell) -> String {
    let scalars = [
      cell.scalars.0, cell.scalars.1, cell.scalars.2, cell.scalars.3, cell.scalars.4, cell.scalars.5,
    ].prefix { $0 != 0 && $0 != UInt32.max }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
    return text.isEmpty ? " " : String(text)
  }
}
