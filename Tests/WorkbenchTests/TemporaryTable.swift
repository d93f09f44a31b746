import Files
import Glibc
import Screen
import Testing

@testable import Workbench

/// A table in a file that goes with it.
final class TemporaryTable {
  let path: String

  init(_ text: String) throws {
    var template = Array("/tmp/rowsmith-workbench-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    path = folder + "/table.csv"
    try DurableFile.write(Array(text.utf8), to: path)
  }

  deinit {
    unlink(path)
    rmdir(PathParts.folder(of: path))
  }

  /// The workbench with the table read, fitted and drawn.
  func opened(_ width: Int = 120, _ height: Int = 40) -> HeadlessDriver {
    let state = WorkbenchState(file: OpenFile(path: path), size: Size(width: width, height: height), theme: .plain)
    var driver = HeadlessDriver(state: state, performer: Performer())
    driver.begin()
    return driver
  }
}
