import Files
import Glibc
import Screen
import TestSupport
import Testing

@testable import Workbench

/// Eight steps in the real screens, checked by the state.
@Suite struct TutorialTests {
  private static let root = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
  private let folder = TemporaryFolder()

  private func driver(_ size: (Int, Int)) -> HeadlessDriver {
    var state = WorkbenchState(file: OpenFile(path: ""), size: Size(width: size.0, height: size.1), theme: .plain)
    state.tutorialPath = Self.root + "/sessions/data/card_fraud.csv"
    let places = Places(working: folder.path, state: folder["state"])
    var driver = HeadlessDriver(state: state, performer: Performer(places: places))
    driver.begin()
    return driver
  }

  private func check(_ state: WorkbenchState, _ name: String) {
    let text = SessionReplay.text(of: state, at: Size(width: 80, height: 24))
    expectSnapshot(text, named: "tutorial-\(name)-80x24")
  }

  @Test func eightSteps() {
    var driver = driver((80, 24))
    driver.press("t")
    func step() -> Int? { driver.state.tutorial?.step }
    #expect(TutorialStep.all.count == 8 && step() == 0)
    check(driver.state, "1")
    driver.press("jjj")
    #expect(step() == 0)
    // By name is as good as by keys.
    driver.send(.command("go-to-column amount"))
    #expect(step() == 1)
    driver.press("v")
    #expect(step() == 1, "another chart, but not the one asked for")
    driver.press("v")
    #expect(step() == 2)
    driver.press("<ret>")
    #expect(step() == 3)
    check(driver.state, "4")
    // Left and taken up again where it was.
    driver.press("<esc>")
    #expect(driver.state.view == "columns" && driver.state.shownTutorial != nil)
    driver.press("<esc>")
    #expect(driver.state.shownTutorial == nil && !driver.state.screen.contains("tutorial 4"))
    driver.send(.command("tutorial"))
    #expect(step() == 3 && driver.state.screen.contains("tutorial 4 of 8"))
    driver.press("funif<ret>")
    #expect(step() == 4)
    driver.press("u")
    #expect(step() == 5)
    driver.press("4<ret>")
    #expect(step() == 5)
    driver.press("<ret>")
    #expect(step() == 6)
    driver.press("5")
    #expect(step() == 7)
    check(driver.state, "8")
    driver.press("s<ret>")
    #expect(step() == 8 && Folder.contains(folder["card-fraud.yaml"]))
    check(driver.state, "end")
    #expect(!Folder.contains(folder["state"]), "practice is not kept")
    driver.press("q")
    #expect(driver.state.tutorial == nil && driver.state.exitStatus == nil)
    #expect(driver.problems.isEmpty)
  }

  @Test func withoutItsTableItIsNotOffered() {
    var state = Sample.fitted()
    state.press(":tutorial<ret>")
    #expect(state.tutorial == nil)
  }

  @Test func anotherFileEndsIt() {
    var state = Sample.fitted()
    state.tutorialPath = "/nowhere/card_fraud.csv"
    state.press(":tutorial<ret>")
    #expect(state.shownTutorial != nil && state.file.path == "/nowhere/card_fraud.csv")
    _ = state.update(.command("open-file other.csv"))
    #expect(state.tutorial == nil)
  }
}
