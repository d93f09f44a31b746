import Files
import Glibc
import TestSupport
import Testing

struct OutputFileTests {
  let folder = TemporaryFolder()

  @Test func theNameAppearsOnlyWhenAllIsThere() throws {
    let file = try OutputFile(path: folder["a"], replacesExisting: false)
    let block = [UInt8](repeating: 7, count: 100_000)
    for _ in 0..<5 { try file.append(block) }
    #expect(try Folder.names(in: folder.path) == ["a.part"])
    try file.finish()
    #expect(try Folder.names(in: folder.path) == ["a"])
    #expect(try WholeFile.read(folder["a"]).count == 500_000)
  }

  @Test func anAbandonedFileIsGone() throws {
    do {
      let file = try OutputFile(path: folder["a"], replacesExisting: false)
      try file.append([1])
      file.abandon()
      _ = try OutputFile(path: folder["b"], replacesExisting: false)
    }
    #expect(try Folder.names(in: folder.path).isEmpty)
  }

  @Test func anExistingFileIsReplacedOnlyWhenAsked() throws {
    try DurableFile.write([1], to: folder["a"])
    chmod(folder["a"], 0o640)
    #expect(throws: FileError(.create, path: folder["a"], code: EEXIST)) {
      try OutputFile(path: folder["a"], replacesExisting: false)
    }
    let file = try OutputFile(path: folder["a"], replacesExisting: true)
    try file.append([2])
    #expect(try WholeFile.read(folder["a"]) == [1])
    try file.finish()
    #expect(try WholeFile.read(folder["a"]) == [2])
    #expect(folder.permissions(of: "a") == 0o640)
  }

  @Test func twoWritersOfOneFileDoNotMix() throws {
    let first = try OutputFile(path: folder["a"], replacesExisting: false)
    #expect(throws: FileError(.lock, path: folder["a.part"], code: EBUSY)) {
      try OutputFile(path: folder["a"], replacesExisting: false)
    }
    try first.finish()
  }

  @Test func aStalePartFileIsTakenOver() throws {
    try DurableFile.write([9, 9, 9], to: folder["a.part"])
    let file = try OutputFile(path: folder["a"], replacesExisting: false)
    try file.append([1])
    try file.finish()
    #expect(try WholeFile.read(folder["a"]) == [1])
  }

  @Test func errorsOfDevicesAreSeen() throws {
    #expect(throws: FileError(.open, path: folder.path, code: EISDIR)) {
      try OutputFile(path: folder.path, replacesExisting: true)
    }
    let full = try OutputFile(path: "/dev/full", replacesExisting: false)
    try full.append([1])
    #expect(throws: FileError(.write, path: "/dev/full", code: ENOSPC)) { try full.finish() }
    let null = try OutputFile(path: "/dev/null", replacesExisting: false)
    try null.append([UInt8](repeating: 0, count: 1 << 20))
    try null.finish()
  }
}
