import Files
import Glibc
import TestSupport
import Testing

struct FolderTests {
  let folder = TemporaryFolder()

  @Test func foldersAreMadePrivateWithTheirParents() throws {
    try Folder.create(folder["x/y"])
    defer {
      rmdir(folder["x/y"])
      rmdir(folder["x"])
    }
    #expect(folder.permissions(of: "x/y") == 0o700)
    try Folder.create(folder["x/y"])
    try DurableFile.write([], to: folder["file"])
    #expect(throws: FileError(.create, path: folder["file"], code: ENOTDIR)) { try Folder.create(folder["file"]) }
  }

  @Test func removingWhatIsNotThereIsNoFailure() throws {
    try DurableFile.write([], to: folder["a"])
    try Folder.remove(file: folder["a"])
    try Folder.remove(file: folder["a"])
    #expect(!Folder.contains(folder["a"]))
  }

  @Test func identityChangesWithTheFile() throws {
    try DurableFile.write([1], to: folder["a"])
    let before = FileIdentity(of: folder["a"])
    #expect(before == FileIdentity(of: folder["a"]))
    try DurableFile.write([2], to: folder["a"])
    #expect(before != FileIdentity(of: folder["a"]))
    #expect(FileIdentity(of: folder["none"]) == nil)
  }

  @Test func aLockIsHeldOnceAndNamesItsHolder() throws {
    var lock: FileLock? = try FileLock(of: folder["a"])
    #expect(FileLock.holder(of: folder["a"]) == getpid())
    #expect(throws: FileError(.lock, path: folder["a.lock"], code: EWOULDBLOCK)) { try FileLock(of: folder["a"]) }
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(throws: Never.self) { try FileLock(of: folder["a"]) }
  }

  @Test func partsOfPaths() {
    #expect(PathParts.folder(of: "/a/b.csv") == "/a")
    #expect(PathParts.folder(of: "/b.csv") == "/")
    #expect(PathParts.folder(of: "b.csv") == ".")
    #expect(PathParts.name(of: "/a/b.csv") == "b.csv")
    #expect(PathParts.name(of: "b.csv") == "b.csv")
  }
}
