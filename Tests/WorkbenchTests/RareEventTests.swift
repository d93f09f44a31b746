import Files
import Glibc
import Screen
import Statistics
import Synthesis
import Tables
import Testing

@testable import Workbench

/// Rare events in the workbench: chosen, shown, undone.
@Suite(.serialized) final class WorkbenchRareEventTests {
  private let path: String

  init() throws {
    var template = Array("/tmp/rowsmith-rare-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    path = folder + "/table.csv"
    let stream = RandomStream(seed: 3)
    var text = "amount,shop,fraud\n"
    for row in 0..<UInt64(400) {
      let amount = (stream.uniform(at: row) * 10_000).rounded() / 100
      text += "\(amount),\(["web", "desk", "phone"][Int(stream.bits(at: row) % 3)]),\(row % 20 == 0 ? 1 : 0)\n"
    }
    try DurableFile.write(Array(text.utf8), to: path)
  }

  deinit {
    unlink(path)
    rmdir(PathParts.folder(of: path))
  }

  private func opened() -> HeadlessDriver {
    let state = WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain)
    var driver = HeadlessDriver(state: state, performer: Performer())
    driver.begin()
    return driver
  }

  private func frauds(_ state: WorkbenchState) -> Int64? {
    switch state.synthetic?.value.column(named: "fraud")?.storage {
    case .integers(let values): values.reduce(0, +)
    case .levels(let codes, let levels): Int64(codes.filter { $0 >= 0 && levels[Int($0)] == "1" }.count)
    default: nil
    }
  }

  @Test func aShareIsSetByKeysShownAndUndone() throws {
    var driver = opened()
    let before = driver.state.recipe
    driver.send(.command("go-to-column fraud"))
    driver.press("w")
    #expect(driver.state.screen.contains("fraud = 1") && driver.state.screen.contains("5% of the real rows"))
    driver.press("<ret>25%<ret>")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(driver.state.recipe?.rare.map(\.when) == ["fraud = 1"])
    #expect(frauds(driver.state) == 100)
    #expect(driver.state.status.text.hasPrefix("fraud = 1: 5% → 25%"), "\(driver.state.status.text)")
    #expect(driver.state.screen.contains("▲ 25% fraud = 1"))
    driver.press("u")
    #expect(driver.state.recipe == before)
    #expect((frauds(driver.state) ?? 100) < 60)
    driver.send(.command("redo"))
    #expect(driver.state.recipe?.rare.count == 1)
  }

  @Test func targetsChangeJoinAndGo() {
    var driver = opened()
    driver.send(.command("rare fraud = 1 : 25%"))
    driver.send(.command("rare amount > q(0.9) : 100 rows"))
    driver.send(.command("rare fraud=1:x2"))
    #expect(
      driver.state.recipe?.rareEvents.map { "\($0.when) \($0.target)" } == ["fraud = 1 x2", "amount > q(0.9) 100 rows"])
    #expect(driver.state.screen.contains("▲ 2 rare events"))
    driver.send(.command("model independent"))
    #expect(driver.state.recipe?.rare.count == 2)
    driver.send(.command("clear-rare amount > q(0.9)"))
    #expect(driver.state.recipe?.rare.count == 1)
    driver.send(.command("clear-rare"))
    #expect(driver.state.recipe?.rare.isEmpty == true)
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(
      driver.state.commandLog == [
        "rare fraud = 1 : 25%", "rare amount > q(0.9) : 100 rows", "rare fraud=1:x2", "model independent",
        "clear-rare amount > q(0.9)", "clear-rare",
      ])
  }

  @Test(arguments: [
    ("rare fraud = 1", "no target"), ("rare fruad = 1 : 5%", "did you mean 'fraud'"), ("rare fraud = 7 : 5%", "7"),
    ("rare fraud = 1 : 500%", "at most 100%"), ("rare fraud = 1 : 9000 rows", "1 to 400 rows"),
  ])
  func mistakesAreSaidAndChangeNothing(_ line: String, _ words: String) {
    var driver = opened()
    driver.send(.command(line))
    #expect(driver.problems.contains { $0.contains(words) }, "\(driver.problems)")
    if !line.contains("9000") { #expect(driver.state.recipe?.rare.isEmpty == true) }
  }

  @Test func tailsAndGapsAreOffered() {
    var driver = opened()
    driver.send(.command("go-to-column amount"))
    #expect(driver.state.rareEventLines.map(\.title).contains("amount > q(0.99)"))
    driver.send(.command("go-to-column shop"))
    #expect(driver.state.rareEventLines.count == 3 && driver.state.rareEventLines.allSatisfy { $0.needsArgument })
  }
}
