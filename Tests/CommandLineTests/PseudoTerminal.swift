import Foundation
import Glibc

/// A terminal whose other end the test reads.
final class PseudoTerminal {
  private let master: Int32
  /// What a child opens as its terminal.
  let path: String

  init() throws {
    // The standard functions for this are not in Swift's C library module; these are the requests behind them.
    let (unlock, getNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))
    var (locked, number) = (Int32(0), Int32(0))
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard master >= 0, ioctl(master, unlock, &locked) == 0, ioctl(master, getNumber, &number) == 0 else {
      throw POSIXError(.ENOTTY)
    }
    path = "/dev/pts/\(number)"
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
