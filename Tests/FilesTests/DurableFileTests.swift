import Files
import Glibc
import TestSupport
import Testing

struct DurableFileTests {
  let folder = TemporaryFolder()

  @Test func newFilesArePrivateAndOldOnesKeepTheirMode() throws {
    try DurableFile.write([1], to: folder["a"])
    #expect(folder.permissions(of: "a") == 0o600)
    chmod(folder["a"], 0o644)
    try DurableFile.write([2], to: folder["a"])
    #expect(folder.permissions(of: "a") == 0o644)
    #expect(try WholeFile.read(folder["a"]) == [2])
    #expect(try Folder.names(in: folder.path) == ["a"])
  }

  @Test func symbolicLinksStayLinks() throws {
    try DurableFile.write([1], to: folder["target"])
    symlink("target", folder["link"])
    symlink("absent", folder["dangling"])
    try DurableFile.write([2], to: folder["link"])
    try DurableFile.write([3], to: folder["dangling"])
    #expect(try WholeFile.read(folder["target"]) == [2])
    #expect(try WholeFile.read(folder["absent"]) == [3])
    var status = stat()
    lstat(folder["link"], &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func aFailedSaveLeavesTheOldFileAndNothingElse() throws {
    try DurableFile.write([1], to: folder["a"])
    #expect(throws: FileError(.write, path: folder.path, code: EISDIR)) { try DurableFile.write([2], to: folder.path) }
    #expect(throws: FileError(.create, path: folder["no/such"], code: ENOENT)) {
      try DurableFile.write([2], to: folder["no/such"])
    }
    #expect(throws: FileError(.write, path: "/dev/full", code: ENOSPC)) { try DurableFile.write([2], to: "/dev/full") }
    #expect(try Folder.names(in: folder.path) == ["a"])
  }

  @Test func temporaryFilesOfDeadProcessesAreSwept() throws {
    // No process has this number: it is above the kernel's largest.
    try DurableFile.write([], to: folder[".a.999999999-x.tmp"])
    try DurableFile.write([], to: folder[".a.\(getpid())-x.tmp"])
    try DurableFile.write([], to: folder[".b.999999999-x.tmp"])
    try DurableFile.write([1], to: folder["a"])
    #expect(try Folder.names(in: folder.path) == [".a.\(getpid())-x.tmp", ".b.999999999-x.tmp", "a"])
  }
}
