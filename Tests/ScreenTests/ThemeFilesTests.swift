import Files
import Screen
import TestSupport
import Testing

@Suite struct ThemeFilesTests {
  @Test func savingAddingAndRemovingAreNoticedOnce() throws {
    let folder = TemporaryFolder()
    try write("inherits: auto\n", to: folder["one.yaml"])
    let files = ThemeFiles(in: [folder.path, "/nonexistent"])
    #expect(!files.haveChanged)
    try write("inherits: mono\n\n", to: folder["one.yaml"])
    #expect(files.haveChanged)
    #expect(!files.haveChanged)
    try write("inherits: auto\n", to: folder["two.yaml"])
    #expect(files.haveChanged)
    try write("no theme", to: folder["notes.txt"])
    #expect(!files.haveChanged)
  }

  private func write(_ text: String, to path: String) throws {
    let output = try OutputFile(path: path, replacesExisting: true)
    try output.append(Array(text.utf8))
    try output.finish()
  }
}
