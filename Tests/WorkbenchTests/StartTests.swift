import Files
import Glibc
import Screen
import TestSupport
import Testing

@testable import Workbench

/// What is seen without a file, and how work is taken up again.
@Suite struct StartTests {
  private let folder = TemporaryFolder()

  private static let sizes = [(120, 40), (80, 24), (60, 20)]

  private var performer: Performer {
    Performer(places: Places(working: folder.path, state: folder["state"], sessions: folder["sessions"]))
  }

  private func table(_ name: String = "shops.csv", rows: Int = 60) throws {
    let lines = (0..<rows).map { "\($0 % 7),\($0 % 3 == 0 ? "web" : "shop")" }
    try DurableFile.write(Array(("n,shop\n" + lines.joined(separator: "\n") + "\n").utf8), to: folder[name])
  }

  private func driver(_ file: String = "", _ size: (Int, Int) = (80, 24)) -> HeadlessDriver {
    var state = WorkbenchState(file: OpenFile(path: file), size: Size(width: size.0, height: size.1), theme: .plain)
    state.demos = [Demo(name: "penguins", path: "/nowhere/penguins.yaml")]
    var driver = HeadlessDriver(state: state, performer: performer)
    driver.begin()
    return driver
  }

  @Test(arguments: sizes) func theScreenWithoutAFile(_ size: (Int, Int)) throws {
    var state = WorkbenchState(file: OpenFile(path: ""), size: Size(width: size.0, height: size.1), theme: .plain)
    let demos = ["card-fraud", "penguins"].map { Demo(name: $0, path: "\($0).yaml") }
    state.demos = demos
    state.tutorialPath = "/nowhere/card_fraud.csv"
    let effects = state.begin()
    #expect(state.screen.contains("looking for"))
    let kept = KeptSession(
      path: "/s/a.yaml", name: "card-fraud-20", data: "card_fraud.csv", when: "yesterday 17:42", isUnsaved: false,
      changes: 3)
    var unsaved = kept
    (unsaved.name, unsaved.when, unsaved.isUnsaved, unsaved.changes) = ("clinic-intake", "2 days ago", true, 4)
    var lists = StartLists(
      sessions: [kept, unsaved], files: [NearbyFile(name: "a\u{1B}[2J.csv", bytes: 2_100_000)], demos: demos)
    lists.demos[0].title = "Card fraud"
    _ = state.update(.done(effects[0].ticket, .startListed(lists)))
    state.press("j")
    #expect(state.screen.contains("4 changes not saved"))
    state.press("G")
    #expect(state.start.selected == .demo(demos[1]))
    state.press("gg")
    #expect(state.start.selected == .session(kept))
  }

  @Test(arguments: sizes) func aPathIsCompleted(_ size: (Int, Int)) throws {
    try table("shops.csv")
    try table("sales.tsv")
    try Folder.create(folder["state"])
    var driver = driver("", size)
    driver.press("os")
    expectSnapshot(driver.state.screen, named: "open-file-\(size.0)x\(size.1)")
    driver.press("h<tab>")
    guard case .path(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.field.text == "shops.csv")
    driver.press("x<ret>")
    #expect(driver.state.screen.contains("holds no table"))
    driver.press("<bs><ret>")
    #expect(driver.state.recipe?.columns.map(\.name) == ["n", "shop"])
    #expect(driver.state.view == "columns")
  }

  @Test func whatCannotBeOpenedLeadsBack() throws {
    try DurableFile.write(Array("rowsmith: [\n".utf8), to: folder["bad.yaml"])
    var driver = driver()
    driver.press("obad<ret>")
    #expect(driver.state.exitStatus == nil && driver.state.view == "start")
    #expect(driver.state.status.severity == .problem && driver.state.status.text.contains("bad.yaml"))
    driver.press("q")
    #expect(driver.state.exitStatus == 0)
  }

  /// What is open is not given up for what is not there.
  @Test func whatCannotBeOpenedLeavesWhatIsOpen() throws {
    try table()
    try DurableFile.write([], to: folder["empty.csv"])
    try DurableFile.write(Array("rowsmith: [\n".utf8), to: folder["bad.yaml"])
    try table("other.csv", rows: 30)
    var driver = driver("shops.csv")
    driver.press("j-")
    let (recipe, rows) = (driver.state.recipe, driver.state.synthetic)
    for path in ["nope.csv", ".", "empty.csv", "bad.yaml", "nope.yaml"] {
      driver.send(.command("open-file \(path)"))
      #expect(driver.state.status.severity == .problem, "\(path)")
      #expect(driver.state.recipe == recipe && driver.state.synthetic == rows && driver.state.view == "columns")
    }
    driver.press("u")
    #expect(driver.state.recipe != recipe)
    driver.send(.command("open-file other.csv"))
    #expect(driver.state.realRows == 30)
  }

  @Test func noViewIsShownOfNothing() {
    var driver = driver()
    driver.press(":show-pair nope<ret>")
    #expect(driver.state.view == "start")
    driver.press("<esc>:rule")
    #expect(driver.state.screen.contains("rule: nothing is open"), "\(driver.state.screen)")
  }

  @Test func theTutorialIsOfferedWhereItIsInstalled() {
    let driver = driver()
    #expect(!driver.state.screen.contains("tutorial"), "\(driver.state.screen)")
  }

  /// What was undone stays undone, however soon one leaves.
  @Test func theLastUndoIsKept() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-")
    #expect(performer.unsavedSession(of: "shops.csv") != nil)
    var state = first.state
    state.press("uq")
    #expect(state.exitStatus == 0)
    for effect in state.farewell() { _ = performer.perform(effect.work) }
    #expect(performer.unsavedSession(of: "shops.csv") == nil)
  }

  @Test func whatIsSavedOnTheWayOutIsNotOfferedAsLost() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-qs<ret>")
    #expect(first.state.exitStatus == 0)
    for effect in first.farewell() { _ = performer.perform(effect.work) }
    #expect(Folder.contains(folder["shops.yaml"]) && performer.unsavedSession(of: "shops.csv") == nil)
  }

  @Test func everySessionThatIsPassedOverIsKept() throws {
    try table()
    for commands in [["go-to-column n", "drop-column"], ["seed 7"], ["go-to-column shop", "drop-column"]] {
      var driver = driver("shops.csv")
      for command in commands { driver.send(.command(command)) }
    }
    var last = driver("", (120, 40))
    let sessions = last.state.start.lists?.sessions ?? []
    #expect(sessions.count == 3 && sessions.allSatisfy { $0.isUnsaved && $0.isOneOfSeveral })
    #expect(Set(sessions.map(\.lastChange)) == ["n: drop-column", "seed 7", "shop: drop-column"])
    #expect(last.state.screen.contains("n: drop-column") && last.state.screen.contains("seed 7"))
    // Neither does one that is taken up again drive out the latest.
    let earlier = try #require(sessions.first { $0.lastChange == "n: drop-column" })
    last.send(.command("open-file \(earlier.path)"))
    #expect(last.state.recipe?.columns.map(\.isDropped) == [true, false])
    last.press("R")
    last.press("gs")
    #expect(last.state.start.lists?.sessions.map(\.lastChange).contains("shop: drop-column") == true)
  }

  @Test func changesAreCountedSinceTheLastSave() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-RRu")
    #expect(performer.unsavedSession(of: "shops.csv")?.changes == 2)
    first.press("s<ret>")
    first.press("R")
    #expect(performer.unsavedSession(of: "shops.csv")?.changes == 1)
    var again = driver()
    again.press("<ret>")
    again.press("R")
    #expect(performer.unsavedSession(of: "shops.csv")?.changes == 2)
  }

  @Test func theRowsOfThePreviewAreRemembered() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-")
    first.send(.command("rows 1e2"))
    #expect(first.state.synthetic?.value.rowCount == 100)
    var again = driver()
    again.press("<ret>")
    #expect(again.state.wantedRows == 100 && again.state.synthetic?.value.rowCount == 100)
  }

  @Test func nothingOfATableWorksWithoutOne() {
    var driver = driver()
    driver.press("1:model<esc>2zw<tab>u")
    #expect(driver.state.view == "start")
  }

  /// `rowsmith`, Enter: everything in place.
  @Test func theLastSessionIsOneKeyAway() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-q")
    #expect(first.state.screen.contains("the recipe is not saved"))
    first.press("q")
    for effect in first.farewell() { _ = performer.perform(effect.work) }
    var second = driver()
    #expect(second.state.screen.contains("1 change not saved"))
    second.press("<ret>")
    #expect(second.state.recipe == first.state.recipe)
    #expect(second.state.selectedName == "shop")
    #expect(second.state.hasUnsavedRecipe, "nobody saved it meanwhile")
    #expect(performer.latestSession?.contains("shops-") == true)
  }

  /// Work that was lost sight of is offered, and not overwritten by what is done instead.
  @Test func keptWorkIsOfferedWhenTheTableIsOpened() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-")
    let lost = first.state.recipe
    var second = driver("shops.csv")
    #expect(second.state.screen.contains("gr takes up the session kept earlier: 1 change not saved"))
    second.press("k")
    #expect(second.state.screen.contains("gr takes up the session"))
    second.press("gr")
    #expect(second.state.recipe == lost && second.state.recovery == nil)
    var third = driver("shops.csv")
    third.press("R")
    #expect(third.state.recovery == nil)
    #expect(try Folder.names(in: folder["state/autosave"]).filter { $0.contains("-earlier") }.count == 1)
    third.press("gs")
    let sessions = third.state.start.lists?.sessions ?? []
    #expect(sessions.count == 2 && sessions.allSatisfy(\.isUnsaved))
    third.press("<esc>")
    #expect(third.state.view == "columns")
  }

  @Test func savedWorkIsNotOfferedAsLost() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-s<ret>")
    #expect(Folder.contains(folder["shops.yaml"]))
    #expect(driver("shops.csv").state.recovery == nil)
    var again = driver()
    again.press("<ret>")
    #expect(again.state.recipePath == folder["shops.yaml"] && !again.state.hasUnsavedRecipe)
  }

  @Test func sessionsAreSavedByName() throws {
    try table()
    var first = driver("shops.csv")
    first.press("j-")
    first.send(.command("save-session two shops"))
    #expect(first.state.status.text.hasSuffix("/two shops.yaml"))
    first.send(.command("save-session two shops"))
    #expect(first.state.status.text.contains("exists"))
    first.send(.command("save-session a/b"))
    #expect(first.state.status.severity == .problem)
    var second = driver()
    #expect(second.state.start.lists?.sessions.map(\.name).contains("two shops") == true)
    second.send(.command("open-file \(folder["sessions"])/two shops.yaml"))
    #expect(second.state.recipe == first.state.recipe)
  }

  @Test func timeIsToldForPeople() {
    setenv("TZ", "UTC", 1)
    tzset()
    let now = 1_790_000_000
    #expect(TimeWords.ago(now - 5, now: now) == "just now")
    #expect(TimeWords.ago(now - 600, now: now) == "10 min ago")
    #expect(TimeWords.ago(now - 86_400, now: now).hasPrefix("yesterday "))
    #expect(TimeWords.ago(now - 5 * 86_400, now: now) == "5 days ago")
    #expect(TimeWords.ago(0, now: now) == "1970-01-01")
    #expect(TimeWords.ago(now, now: 0).isEmpty)
  }
}
