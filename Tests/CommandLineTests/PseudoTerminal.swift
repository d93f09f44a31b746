import Foundation
import Glibc

/// A terminal whose other end the test reads.
final class PseudoTerminal {
  private let master: Int32
  /// What a child opens as its terminal.
  let path: String

  init() throws {
    master = posix_openpt(O_RDWR | O_NOCTTY)
    guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
      throw POSIXError(.ENOTTY)
    }
    path = String(cString: name)
  }

  deinit { close(master) }

  /// What was written so far; a terminal keeps 4 KiB, so children must say little.
  func written() -> [UInt8] {
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 8_192)
    let count = read(master, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
