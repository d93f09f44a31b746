import Files
import Screen
import TestSupport
import Testing

@testable import Workbench

/// A recipe that cannot be drawn: the rows that are shown are of an earlier one, and nobody takes them for its own.
@Suite struct OldRowsTests {
  private let folder = TemporaryFolder()

  private func opened() throws -> HeadlessDriver {
    let rows = (0..<300).map { "\(["Adelie", "Gentoo", "Chinstrap"][$0 % 10 / 4]),\($0 * 7 % 83)\n" }
    try DurableFile.write(Array(("species,size\n" + rows.joined()).utf8), to: folder["birds.csv"])
    let state = WorkbenchState(
      file: OpenFile(path: "birds.csv"), size: Size(width: 120, height: 40), theme: .plain)
    var driver = HeadlessDriver(state: state, performer: Performer(places: Places(working: folder.path)))
    driver.begin()
    return driver
  }

  @Test func theyAreMarkedAndNotWritten() throws {
    var driver = try opened()
    driver.send(.command("go-to-column species"))
    driver.send(.command("rare species = Chinstrap : 50%"))
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    driver.send(.command("generator fake first_name"))
    #expect(driver.state.recipeColumn(0)?.generator == "fake")
    #expect(driver.state.status.text.contains(", not drawn: "), "\(driver.state.status.text)")
    driver.press("j")
    let screen = driver.state.screen
    #expect(screen.contains("! not drawn: ") && screen.contains("! rows of an earlier recipe"), "\(screen)")
    #expect(screen.contains("Rows of an earlier recipe") && !screen.contains("live preview"))
    #expect(screen.prefix { $0 != "\n" }.hasSuffix("not drawn"))
    driver.send(.command("export rows-csv out.csv"))
    #expect(driver.state.status.text.hasPrefix("no rows are written: ") && !Folder.contains(folder["out.csv"]))
    driver.send(.command("save-recipe birds.yaml"))
    #expect(driver.state.status.severity == .problem && driver.state.status.text.contains("but it cannot be drawn"))
    driver.send(.command("undo"))
    #expect(driver.state.drawProblem == nil && driver.state.screen.contains("live preview"))
    driver.send(.command("export rows-csv out.csv"))
    #expect(driver.state.status.text.hasPrefix("wrote the 300 rows to "), "\(driver.state.status.text)")
  }

  /// While rows are drawn, and after that was stopped, the old ones are on the screen as well.
  @Test func rowsThatAreStillDrawnAreNotWrittenEither() throws {
    var state = try opened().state
    _ = state.update(.command("seed 7"))
    _ = state.update(.command("export rows-csv"))
    #expect(state.status.text.contains("still being drawn"))
    state.press("^c")
    #expect(state.screen.contains("! rows of an earlier recipe"))
    _ = state.update(.command("export rows-csv"))
    #expect(state.status.text.contains("was stopped"))
  }

  @Test func whyNothingCanBeFittedStays() throws {
    try DurableFile.write(Array("a,b\n1,2\n".utf8), to: folder["one.csv"])
    var driver = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: "one.csv"), size: Size(width: 120, height: 40), theme: .plain),
      performer: Performer(places: Places(working: folder.path)))
    driver.begin()
    let reason = try #require(driver.state.fitProblem)
    driver.press("j")
    #expect(driver.state.screen.contains(String(reason.prefix(40))))
    driver.press("f")
    #expect(driver.state.status.text == reason)
  }
}
