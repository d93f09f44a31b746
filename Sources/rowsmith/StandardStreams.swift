import Files
import Glibc

enum StandardInput {
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}

/// Text on standard output, checked: a full disk or a closed pipe is not success.
enum StandardOutput {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  static func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

  static func write(_ bytes: [UInt8]) throws(CommandFailure) {
    do throws(FileError) {
      let output = try OutputFile(path: "-", replacesExisting: true)
      try output.append(bytes)
      try output.finish()
    } catch { throw .output(error) }
  }
}

/// Messages for the user. That they cannot be written is no reason to fail.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// One line, made safe for a terminal.
  static func line(_ text: String) { write(SafeText.visible(text) + "\n") }

  /// Replaces the line the cursor stands on, made safe; what is left of a longer one is erased.
  static func rewrite(_ text: String) { write("\r" + SafeText.visible(text) + "\u{1B}[K") }

  /// Text that is already safe and laid out.
  static func write(_ text: String) {
    var rest = ArraySlice(text.utf8)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
