import Files
import Glibc
import TestSupport
import Testing

struct WholeFileTests {
  let folder = TemporaryFolder()

  @Test func readsWhatWasWritten() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try DurableFile.write(bytes, to: folder["a"])
    #expect(try WholeFile.read(folder["a"]) == bytes)
    #expect(throws: FileError(.read, path: folder["a"], code: EFBIG)) {
      try WholeFile.read(folder["a"], limit: 299_999)
    }
  }

  @Test func whatIsNoFileSaysSo() throws {
    #expect(throws: FileError(.read, path: folder.path, code: EISDIR)) { try WholeFile.read(folder.path) }
    #expect(throws: FileError(.open, path: folder["none"], code: ENOENT)) { try WholeFile.read(folder["none"]) }
    symlink("loop", folder["loop"])
    #expect(throws: FileError(.open, path: folder["loop"], code: ELOOP)) { try WholeFile.read(folder["loop"]) }
    #expect(throws: FileError(.open, path: "/etc/passwd\0.csv", code: EINVAL)) {
      try WholeFile.read("/etc/passwd\0.csv")
    }
  }

  @Test func anEndlessDeviceStopsAtTheLimit() throws {
    #expect(throws: FileError(.read, path: "/dev/zero", code: EFBIG)) {
      try WholeFile.read("/dev/zero", limit: 1 << 20)
    }
    #expect(try WholeFile.read("/dev/null").isEmpty)
  }

  @Test func aFileOfTheKernelWithoutSizeIsReadWhole() throws {
    #expect(try WholeFile.read("/proc/self/status").starts(with: "Name:".utf8))
  }

  @Test func progressCanCancel() throws {
    try DurableFile.write([1, 2, 3], to: folder["a"])
    let error = #expect(throws: FileError.self) { try WholeFile.read(folder["a"]) { _, _ in false } }
    #expect(error?.isCancelled == true)
  }

  @Test func thereIsRoomForSomeFile() {
    #expect(MemoryRoom.available > 1 << 20)
    #expect(WholeFile.defaultLimit <= 1 << 32)
  }
}
