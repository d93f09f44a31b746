import Foundation
import Glibc

/// A child process with its streams in files, so that no pipe can fill up.
struct Child {
  let executable: String
  let arguments: [String]
  let folder: String
  let environment: [String]
  let input: String
  let output: String
  let errors: String

  /// Waits for the end. - Returns: the exit status, or 128 and the signal's number.
  func run() throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var process: pid_t = 0
    // The shell goes to the folder, which not every C library offers for posix_spawn, and ends what would never end.
    let shell = ["/bin/bash", "-c", "ulimit -t 60; cd \"$FOLDER\" && exec \"$0\" \"$@\"", executable] + arguments
    let code = withCStrings(shell) { argv in
      withCStrings(environment + ["FOLDER=" + folder]) { posix_spawn(&process, "/bin/bash", &actions, nil, argv, $0) }
    }
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    return try wait(for: process)
  }

  private func wait(for process: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}
