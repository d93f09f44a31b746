import Glibc
import TestSupport
import Testing

@testable import Files

/// What is noticed of a file that others change.
struct FileWatchTests {
  let folder = TemporaryFolder()

  private func write(_ bytes: [UInt8], to name: String = "a") throws { try DurableFile.write(bytes, to: folder[name]) }

  /// Writes into the file that is there, as `dd conv=notrunc` does, and sets its time of change: clocks of file systems are too
  /// coarse to tell two writes of one test apart.
  private func change(_ name: String = "a", at second: Int = 1_000, _ body: (Int32) -> Void) {
    let descriptor = open(folder[name], O_WRONLY)
    body(descriptor)
    close(descriptor)
    setTime(name, second)
  }

  private func setTime(_ name: String, _ second: Int) {
    let time = timespec(tv_sec: second, tv_nsec: 0)
    _ = utimensat(AT_FDCWD, folder[name], [time, time], 0)
  }

  private func watched(_ bytes: [UInt8]) throws -> FileWatch {
    try write(bytes)
    setTime("a", 1)
    return try #require(FileWatch(of: folder["a"]))
  }

  private static let long = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 * 31) }

  @Test func whatNobodyTouchesHasNotChanged() throws {
    let watch = try watched(Self.long)
    #expect(watch.change == nil && watch.size == 20_000)
  }

  @Test func aFileThatBecomesShorter() throws {
    let watch = try watched(Self.long)
    truncate(folder["a"], 100)
    #expect(watch.change == .shorter)
    truncate(folder["a"], 0)
    #expect(watch.change == .shorter)
  }

  @Test func aFileThatGrows() throws {
    let watch = try watched(Self.long)
    change { descriptor in
      lseek(descriptor, 0, SEEK_END)
      Glibc.write(descriptor, "x,y\n", 4)
    }
    #expect(watch.change == .longer(by: 4))
    #expect(watch.change?.words == "grew by 4 bytes")
  }

  /// Grown, but with another beginning: no one appended to it.
  @Test func aFileThatGrowsWithOtherBytes() throws {
    let watch = try watched(Self.long)
    change { pwrite($0, "?", 1, 0) }
    change { pwrite($0, "more", 4, 20_000) }
    #expect(watch.change == .rewritten)
  }

  @Test(arguments: [0, 10_000, 19_999])
  func aFileThatIsWrittenInPlace(offset: Int) throws {
    let watch = try watched(Self.long)
    change { pwrite($0, "?", 1, offset) }
    #expect(watch.change == .rewritten)
  }

  /// Editors save so: another file of the same size, and of the same bytes even.
  @Test func aFileThatAnotherTakesThePlaceOf() throws {
    let watch = try watched(Self.long)
    try write(Self.long, to: "b")
    setTime("b", 1)
    rename(folder["b"], folder["a"])
    #expect(watch.change == .replaced)
  }

  @Test func aFileThatIsRemovedOrRenamed() throws {
    let watch = try watched(Self.long)
    rename(folder["a"], folder["b"])
    #expect(watch.change == .gone)
    rename(folder["b"], folder["a"])
    #expect(watch.change == nil)
    unlink(folder["a"])
    #expect(watch.change == .gone)
  }

  @Test func onlyRegularFilesAreWatched() throws {
    mkfifo(folder["pipe"], 0o600)
    #expect(FileWatch(of: folder["pipe"]) == nil)
    #expect(FileWatch(of: folder.path) == nil)
    #expect(FileWatch(of: "/dev/zero") == nil)
    #expect(FileWatch(of: "-") == nil)
    #expect(FileWatch(of: folder["none"]) == nil)
  }

  // MARK: - While it is read

  /// Reads in blocks of 1000 bytes; `change` happens behind the third.
  private func read(_ change: () -> Void) throws -> (bytes: [UInt8], file: BlockFile) {
    try write(Self.long)
    setTime("a", 1)
    let file = try BlockFile(folder["a"])
    var (bytes, block) = ([UInt8](), [UInt8](repeating: 0, count: 1000))
    while true {
      if bytes.count == 3000 { change() }
      let count = try block.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return (bytes, file) }
      bytes += block[..<count]
    }
  }

  private func expectStale(_ expected: FileChange, _ body: () throws -> Void, line: Int = #line) {
    let error = #expect(throws: FileError.self) { try body() }
    #expect(error?.change == expected && error?.code == ESTALE, "line \(line): \(String(describing: error))")
  }

  @Test func noPassIsMadeOfTwoVersions() throws {
    expectStale(.shorter) { _ = try read { truncate(folder["a"], 5000) } }
    expectStale(.shorter) { _ = try read { truncate(folder["a"], 0) } }
    expectStale(.rewritten) { _ = try read { change { pwrite($0, "?", 1, 100) } } }
    expectStale(.rewritten) { _ = try read { change { pwrite($0, "?", 1, 15_000) } } }
  }

  /// Cut and filled up again between two blocks.
  @Test func aFileThatIsWrittenAnewMeanwhile() throws {
    expectStale(.rewritten) {
      _ = try read {
        change { descriptor in
          ftruncate(descriptor, 0)
          pwrite(descriptor, [UInt8](repeating: 7, count: 20_000), 20_000, 0)
        }
      }
    }
  }

  @Test func whatIsAppendedMeanwhileIsLeftOut() throws {
    let (bytes, file) = try read { change { pwrite($0, "more", 4, 20_000) } }
    #expect(bytes == Self.long && file.change == .longer(by: 4))
  }

  @Test func theOldFileIsReadToItsEndWhereAnotherTakesItsPlace() throws {
    let (bytes, file) = try read {
      try? write([1, 2, 3], to: "b")
      rename(folder["b"], folder["a"])
    }
    #expect(bytes == Self.long && file.change == .replaced)
  }

  @Test func wholeFilesAreWatchedAsWell() throws {
    func whole(_ change: @escaping () -> Void) throws -> (bytes: [UInt8], change: FileChange?) {
      try write(Self.long)
      setTime("a", 1)
      return try WholeFile.readNoting(folder["a"], limit: 1 << 20) { _, _ in
        change()
        return true
      }
    }
    expectStale(.shorter) { _ = try whole { truncate(folder["a"], 10) } }
    expectStale(.rewritten) { _ = try whole { change { pwrite($0, "?", 1, 100) } } }
    let grown = try whole { change { pwrite($0, "more", 4, 20_000) } }
    #expect(grown.bytes == Self.long && grown.change == .longer(by: 4))
    let gone = try whole { unlink(folder["a"]) }
    #expect(gone.bytes == Self.long && gone.change == .replaced)
  }
}
