import Files
import Glibc
import Screen
import TestSupport
import Testing

@testable import Workbench

/// Two programs on one session, and a session whose data has changed.
@Suite struct HoldingTests {
  private let folder = TemporaryFolder()
  private var places: Places { Places(working: folder.path, state: folder["state"]) }

  private func table(rows: Int) throws {
    let lines = (0..<rows).map { "\($0 % 7),\($0 % 3 == 0 ? "web" : "shop")" }
    try DurableFile.write(Array(("n,shop\n" + lines.joined(separator: "\n") + "\n").utf8), to: folder["t.csv"])
  }

  private func driver(_ file: String, locks: SessionLocks? = nil, _ size: (Int, Int) = (80, 24)) -> HeadlessDriver {
    var driver = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: file), size: Size(width: size.0, height: size.1), theme: .plain),
      performer: Performer(places: places, locks: locks))
    driver.begin()
    return driver
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20)]) func theSecondProgramChangesNothing(_ size: (Int, Int)) throws {
    try table(rows: 60)
    var locks: SessionLocks? = SessionLocks()
    var first = driver("t.csv", locks: locks, size)
    #expect(first.state.otherProgram == nil)
    let others = SessionLocks()
    var second = driver("t.csv", locks: others, size)
    #expect(second.state.otherProgram == getpid())
    let before = second.state.recipe
    second.press("j-")
    #expect(second.state.recipe == before)
    #expect(second.state.status.severity == .problem && second.state.status.text.contains("has this session open"))
    second.press("k")
    #expect(second.farewell().isEmpty)
    // The first one goes on as if alone.
    first.press("j-")
    #expect(first.state.recipe != before)
    // When it has ended, the next look at the file finds out.
    locks = nil
    first = driver("t.csv", locks: nil, size)
    let watch = try #require(FileWatch(of: folder["t.csv"]))
    var outcomes: [Outcome] = []
    _ = Performer(places: places, locks: others).perform(.watch(watch, theme: ""), report: { outcomes.append($0) })
    guard case .sessionHeld(nil)? = outcomes.last else { return #expect(Bool(false)) }
    var state = second.state
    #expect(state.take(holder: nil).isEmpty && state.status.text.contains("changes are possible"))
    state.press("j-")
    #expect(state.recipe != before)
  }

  /// A lock file that a killed program left keeps nobody out.
  @Test func aStaleLockIsNoLock() throws {
    try table(rows: 60)
    let path = try #require(places.autosave(for: "t.csv"))
    try Folder.create(PathParts.folder(of: path))
    try DurableFile.write(Array("999999\n".utf8), to: path + ".lock")
    #expect(driver("t.csv", locks: SessionLocks()).state.otherProgram == nil)
  }

  @Test func anotherSessionHasAnotherLock() throws {
    try table(rows: 60)
    try DurableFile.write(Array("a,b\n1,2\n3,4\n".utf8), to: folder["other.csv"])
    let locks = SessionLocks()
    var first = driver("t.csv", locks: locks)
    first.send(.command("open-file other.csv"))
    #expect(first.state.otherProgram == nil)
    #expect(driver("t.csv", locks: SessionLocks()).state.otherProgram == nil)
  }

  private func kept(rows: Int) throws -> String {
    try table(rows: 60)
    var first = driver("t.csv")
    first.press("j-")
    try table(rows: rows)
    return try #require(places.autosave(for: "t.csv"))
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20)]) func otherDataIsFittedWhenTheUserSaysSo(_ size: (Int, Int)) throws {
    var again = driver(try kept(rows: 90), size)
    #expect(again.state.screen.contains("60 → 90 rows"))
    let before = again.state.recipe
    again.press("r")
    #expect(again.state.recipe?.source.rows == 90)
    #expect(again.state.recipe?.columns.map(\.isDropped) == [false, true])
    again.press("u")
    #expect(again.state.recipe == before)
  }

  @Test func orTheOldFitIsKept() throws {
    var again = driver(try kept(rows: 90))
    let before = again.state.recipe
    again.press("xk")
    #expect(again.state.layers.isEmpty && again.state.recipe == before)
  }

  private func driver(_ file: String, _ size: (Int, Int)) -> HeadlessDriver { driver(file, locks: nil, size) }
}
