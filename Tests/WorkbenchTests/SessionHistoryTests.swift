import Files
import Screen
import Statistics
import Synthesis
import TestSupport
import Testing

@testable import Workbench

/// What can be undone is there after the program was left and opened again.
@Suite struct SessionHistoryTests {
  private let folder = TemporaryFolder()
  private var places: Places { Places(working: folder.path, state: folder["state"]) }

  private func driver(_ file: String) -> HeadlessDriver {
    var driver = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: file), size: Size(width: 120, height: 40), theme: .plain),
      performer: Performer(places: places))
    driver.begin()
    return driver
  }

  private func worked() throws -> HeadlessDriver {
    let lines = (0..<80).map { "\($0 % 7).5,\($0 % 3 == 0 ? "web" : "shop"),\($0 % 11)" }
    try DurableFile.write(Array(("n,shop,m\n" + lines.joined(separator: "\n") + "\n").utf8), to: folder["t.csv"])
    var driver = driver("t.csv")
    for line in [
      "go-to-column n", "generator normal", "go-to-column shop", "drop-column", "seed 7", "model independent",
    ] {
      driver.send(.command(line))
    }
    driver.press("u")
    return driver
  }

  @Test func undoAndRedoGoOnAfterARestart() throws {
    var before = try worked()
    #expect(before.problems.isEmpty, "\(before.problems)")
    let kept = try #require(places.autosave(for: "t.csv"))
    var after = driver(kept)
    #expect(after.problems.isEmpty, "\(after.problems)")
    #expect(after.state.history.undoSteps == before.state.history.undoSteps)
    #expect(after.state.history.redoSteps == before.state.history.redoSteps)
    #expect(after.state.unsavedChanges == before.state.unsavedChanges && after.state.unsavedChanges == 3)
    #expect(after.state.screen.contains("seed 7"))
    // To the first recipe and to the last one, as without the restart.
    for keys in ["uuu", "^r^r^r^r", "u"] {
      before.press(keys)
      after.press(keys)
      #expect(
        after.state.recipe == before.state.recipe && after.state.hasUnsavedRecipe == before.state.hasUnsavedRecipe)
    }
    // The list goes on to what was taken back as well.
    let now = after.state.recipe
    after.press("uU<up><up><ret>")
    #expect(after.state.recipe != now && after.state.status.text.contains("redone"), "\(after.state.status.text)")
    after.press("U<down><ret>")
    #expect(after.problems.isEmpty, "\(after.problems)")
    after.press("U")
    #expect(after.state.screen.contains("drop shop") && after.state.screen.contains("n: empirical → normal"))
  }

  @Test func whatDoesNotFollowFromTheRecipeIsLeftOut() throws {
    let before = try worked()
    var session = try #require(SessionFile(before.state))
    session.history = SessionHistory(before.state.history)
    #expect(session.history.undo.count == 3 && session.history.redo.count == 1)
    session.history.undo[1].patch = "=1\n-2\n"
    let recipe = try #require(before.state.recipe)
    let read = session.history.history(of: recipe)
    #expect(read.undoSteps.map(\.label) == [before.state.history.undoSteps.last?.label])
    #expect(read.redoSteps == before.state.history.redoSteps)
    session.steps = nil
    let again = try SessionFile.parse(session.text, file: "s.yaml")
    #expect(again.history == session.history)
  }

  /// Patches of random texts of few different lines, and of those with an end cut off or doubled.
  @Test(arguments: 0..<200) func patchesMakeTheOtherText(_ seed: UInt64) {
    let stream = RandomStream(seed: seed)
    func text(_ name: String) -> [UInt8] {
      let own = stream.stream(named: name)
      let count = Int(own.bits(at: 0) % 40)
      return (0..<count).flatMap {
        Array("\(["a", "", "  b: 1", "=3", "-1", "+x"][Int(own.bits(at: UInt64($0 + 1)) % 6)])\n".utf8)
      }
    }
    let (old, new) = (text("old"), text("new"))
    let patch = LinePatch.text(from: old, to: new)
    #expect(LinePatch.apply(patch, to: old) == new)
    #expect(LinePatch.apply(LinePatch.text(from: old, to: old), to: old) == old)
    #expect(LinePatch.apply(patch + "=1\n", to: old) == nil)
  }

  @Test func aSmallChangeIsASmallPatch() {
    let lines = (0..<500).map { "line \($0)" }
    let old = Array((lines.joined(separator: "\n") + "\n").utf8)
    let new =
      Array((lines.filter { $0 != "line 100" && $0 != "line 400" } + ["end"]).joined(separator: "\n").utf8) + [10]
    #expect(LinePatch.text(from: old, to: new) == "=100\n-1\n=299\n-1\n=99\n+end\n")
  }
}
