import Files
import Glibc
import Screen
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// A table that others change while it is open.
struct WatchTests {
  let folder = TemporaryFolder()
  private var path: String { folder["table.csv"] }

  private func write(rows: Int, header: String = "amount,shop") throws {
    let body = (0..<rows).map { "\($0 * 7 % 90).5,\(["web", "desk"][$0 % 2])\n" }.joined()
    try DurableFile.write(Array((header + "\n" + body).utf8), to: path)
  }

  private func opened(rows: Int = 120) throws -> HeadlessDriver {
    try write(rows: rows)
    var driver = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain),
      performer: Performer())
    driver.begin()
    return driver
  }

  /// Looks once, as the loop does every two seconds.
  private func look(_ driver: inout HeadlessDriver) throws {
    var state = driver.state
    let effect = try #require(state.watchAgain().first)
    driver = HeadlessDriver(state: state, performer: Performer())
    driver.send(.done(effect.ticket, Performer().perform(effect.work)))
  }

  @Test func nothingIsSaidWhereNothingHasChanged() throws {
    var driver = try opened()
    try look(&driver)
    #expect(driver.state.fileChange == nil && driver.problems.isEmpty)
    #expect(!driver.state.screen.contains("F5 reloads"))
  }

  @Test func theTitleSaysWhatHasBecomeOfTheFile() throws {
    let changes: [(words: String, change: (String) -> Void)] = [
      ("became shorter", { truncate($0, 100) }),
      (
        "grew by 9 bytes",
        { path in
          let file = fopen(path, "a")
          fputs("1.5,desk\n", file)
          fclose(file)
        }
      ),
      (
        "was replaced by another file",
        { path in
          try? DurableFile.write([1], to: path + ".new")
          rename(path + ".new", path)
        }
      ),
      ("was removed or renamed", { unlink($0) }),
    ]
    for (words, change) in changes {
      var driver = try opened()
      change(path)
      try look(&driver)
      #expect(driver.state.screen.contains("\(words), F5 reloads"), "\(words)\n\(driver.state.screen)")
      #expect(
        driver.problems.last?.contains(words) == true && driver.problems.last?.contains("F5 reads it again") == true)
      #expect(driver.state.table?.value.table.rowCount == 120)
      // Said once, shown for as long as it is so.
      try look(&driver)
      #expect(driver.problems.count <= 1 && driver.state.fileChange != nil)
    }
  }

  @Test func reloadingReadsTheFileAgainAndKeepsTheDesign() throws {
    var driver = try opened()
    driver.send(.command("generator normal"))
    try write(rows: 200)
    try look(&driver)
    driver.press("<f5>")
    #expect(driver.state.table?.value.table.rowCount == 200)
    #expect(driver.state.status.text.hasPrefix("reload: 120 → 200 rows"), "\(driver.state.status.text)")
    #expect(driver.state.recipe?.columns[0].generator == "normal")
    #expect(driver.state.fileChange == nil && driver.state.jobs[.load] == nil && !driver.state.isReloading)
    try look(&driver)
    #expect(driver.state.fileChange == nil)
    driver.press("<f5>")
    #expect(driver.state.status.text == "table.csv read again: 200 rows, which give the same recipe")
    driver.send(.command("undo"))
    #expect(driver.state.recipe?.columns[0].generator == "normal")
  }

  @Test func otherColumnsAreFittedAnew() throws {
    var driver = try opened()
    driver.send(.command("generator normal"))
    try write(rows: 150, header: "price,place")
    driver.press("<f5>")
    #expect(driver.state.recipe?.columns.map(\.name) == ["price", "place"])
    #expect(driver.state.synthetic?.value.rowCount == 150 && driver.state.comparisons.count == 2)
  }

  /// The table that is shown stays, with the words on its file, and work goes on.
  @Test func aFileThatCannotBeReadAgainChangesNothing() throws {
    var driver = try opened()
    let recipe = driver.state.recipe
    for change in [{ unlink($0) }, { truncate($0, 0) }] as [(String) -> Int32] {
      try write(rows: 120)
      driver = try opened()
      _ = change(path)
      try look(&driver)
      driver.press("<f5>")
      #expect(driver.state.exitStatus == nil && driver.state.recipe == recipe)
      #expect(driver.state.table?.value.table.rowCount == 120 && !driver.state.isReloading)
      try look(&driver)
      #expect(driver.state.fileChange != nil, "what is shown is still not what lies there")
    }
  }

  @Test func standardInputIsNotWatched() throws {
    var state = WorkbenchState(file: OpenFile(path: "-"), size: Size(width: 80, height: 24), theme: .plain)
    #expect(state.watchAgain().isEmpty)
  }
}
