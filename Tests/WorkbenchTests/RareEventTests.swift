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
    var text = "amount,shop,fraud,place,member\n"
    for row in 0..<UInt64(400) {
      let amount = (stream.uniform(at: row) * 10_000).rounded() / 100
      let shop = row % 40 == 9 ? "" : ["web", "desk", "phone"][Int(stream.bits(at: row) % 3)]
      // More than half of the rows share 20 places, and every other place occurs once: a text with levels.
      let place = row % 8 < 5 ? (row / 8 * 5 + row % 8) % 20 : row
      text += "\(amount),\(shop),\(row % 20 == 0 ? 1 : 0),place \(place) of town,\(row % 3 == 0 ? "yes" : "no")\n"
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
    // 20 of 400 are expected, with a standard deviation of 4.4: five of them above.
    #expect(try #require(frauds(driver.state)) <= 42)
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
    ("rare fraud = 1", "no target"), ("rare fruad = 1 : 5%", "did you mean 'fraud'"),
    ("rare fraud = 7 : 5%", "no real row satisfies it"),
    ("rare fraud = 1 : 500%", "at most 100%"), ("rare fraud = 1 : x0", "a factor above 0"),
  ])
  func mistakesAreSaidAndChangeNothing(_ line: String, _ words: String) {
    var driver = opened()
    driver.send(.command(line))
    #expect(driver.problems.contains { $0.contains(words) }, "\(driver.problems)")
    #expect(driver.state.recipe?.rare.isEmpty == true)
  }

  @Test func tailsAndGapsAreOffered() {
    var driver = opened()
    driver.send(.command("go-to-column amount"))
    #expect(driver.state.rareEventLines.map(\.title).contains("amount > q(0.99)"))
    driver.send(.command("go-to-column shop"))
    #expect(driver.state.rareEventLines.count == 4)
    #expect(driver.state.rareEventLines.allSatisfy { $0.command?.hasPrefix("ask-target ") == true })
    #expect(driver.state.rareEventLines.last?.title == "shop is missing")
    #expect(driver.state.rareEventLines.last?.detail == "2.5% of the real rows")
  }

  /// Texts that a fit reads as categories have levels too, and an event is marked however it is spelled.
  @Test func levelsOfRepeatedTextsAreOfferedAndMarked() {
    var driver = opened()
    driver.send(.command("go-to-column place"))
    #expect(driver.state.realColumn(driver.state.selection)?.kind == .text)
    #expect(driver.state.rareEventLines.count == 20)
    #expect(driver.state.rareEventLines.contains { $0.title == "place = 'place 3 of town'" })
    driver.send(.command("rare member = true : 60%"))
    driver.send(.command("go-to-column member"))
    driver.press("w")
    #expect(driver.state.rareEventLines.filter(\.isMarked).map(\.title) == ["member = yes"])
    #expect(driver.state.screen.contains("target 60%"))
    driver.press("<esc>")
    driver.send(.command("clear-rare member = 1"))
    #expect(driver.problems.isEmpty && driver.state.recipe?.rare.isEmpty == true, "\(driver.problems)")
  }

  @Test func anEventMayAskForMoreRowsThanThePreviewHas() {
    var driver = opened()
    driver.send(.command("rare fraud = 1 : 800 rows"))
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    // The preview shows 400 rows of 801.
    #expect(frauds(driver.state) == 400)
    driver.send(.command("rare amount > q(0.9) : 800 rows"))
    #expect(driver.problems.isEmpty && frauds(driver.state) != nil, "\(driver.problems)")
  }

  @Test func everyColumnOfAnEventIsMarked() {
    var driver = opened()
    driver.send(.command("rare 90 < amount : 20%"))
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(driver.state.screen.split(separator: "\n").contains { $0.contains("▲") && $0.contains("amount") })
  }

  @Test func withoutTheTableEventsAreClearedTogetherOnly() throws {
    var driver = opened()
    driver.send(.command("rare fraud = 1 : 25%"))
    driver.send(.command("rare amount > q(0.9) : 10%"))
    let recipe = try #require(driver.state.recipe)
    var state = WorkbenchState(file: OpenFile(path: "r.yaml"), size: Size(width: 120, height: 40), theme: .plain)
    _ = state.take(opened: recipe)
    _ = state.update(.command("clear-rare fraud = 1"))
    #expect(
      state.recipe == recipe && state.status.text.contains("only where the table is open"), "\(state.status.text)")
    _ = state.update(.command("rare fraud = 1 : 30%"))
    #expect(state.recipe?.rare.map(\.target.description) == ["30%", "10%"])
    _ = state.update(.command("clear-rare"))
    #expect(state.recipe?.rare.isEmpty == true && state.recipe?.model == recipe.model)
    #expect(throws: Never.self) { try Synthesizer(#require(state.recipe)) }
  }

  // MARK: - While a fit runs

  /// Every command before any work is done, then the work, in the order in which it was asked for.
  private func afterwards(_ commands: [String], from begin: [Effect], _ state: WorkbenchState) -> WorkbenchState {
    var state = state
    var waiting = begin
    for command in commands { waiting += state.update(.command(command)) }
    while !waiting.isEmpty {
      let effect = waiting.removeFirst()
      if case .autosave = effect.work { continue }
      // An open file is watched for as long as it is open.
      if case .watch = effect.work { continue }
      guard state.activeTickets.contains(effect.ticket) else { continue }
      var partials: [Outcome] = []
      let last = Performer().perform(effect.work, report: { partials.append($0) })
      for outcome in partials { waiting += state.update(.partial(effect.ticket, outcome)) }
      waiting += state.update(.done(effect.ticket, last))
    }
    return state
  }

  private static let sequences: [[String]] = [
    ["rare fraud = 1 : 25%", "rare amount > q(0.9) : 20%"],
    ["rare fraud = 1 : 25%", "model independent", "clear-rare", "rare fraud = 1 : x2"],
    [
      "detail 30", "go-to-column fraud", "kind categorical", "go-to-column amount", "generator normal",
      "rare shop = web : 50%",
    ],
  ]

  @Test(arguments: sequences.indices, [true, false]) func commandsGivenWhileAFitRunsAreNotLost(
    _ index: Int, _ isOpen: Bool
  ) throws {
    let commands = Self.sequences[index]
    var driver = opened()
    let open = driver.state
    for command in commands { driver.send(.command(command)) }
    var early = WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain)
    let begin = early.begin()
    // Before the table is read no column can be gone to.
    guard isOpen || index < 2 else { return }
    let state = isOpen ? afterwards(commands, from: [], open) : afterwards(commands, from: begin, early)
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(state.waitingCommands.isEmpty && !state.isFitting)
    #expect(state.recipe == driver.state.recipe)
    #expect(state.commandLog == driver.state.commandLog)
    #expect(state.history.undoSteps.map(\.label) == driver.state.history.undoSteps.map(\.label))
  }

  @Test func aTakenOverFitBringsItsParity() throws {
    let driver = opened()
    var recipe = try #require(driver.state.recipe)
    var state = driver.state
    let parity = ParityRecipe(
      target: "shop", group: "member", measure: .share, groups: ["no", "yes"], rows: [200, 200], labels: ["web"],
      before: [0.1, 0.2], after: [0.15, 0.15], changed: 3)
    recipe.parity = [parity]
    let fit = try #require(state.start(.measure(Reference(recipe)), in: .model, title: "").first)
    _ = state.update(.done(fit.ticket, .fitted(recipe, seconds: 0)))
    #expect(state.recipe?.parity == [parity])
    recipe.parity = []
    let kind = try #require(state.start(.measure(Reference(recipe)), in: .model, title: "").first)
    _ = state.update(.done(kind.ticket, .columnConverted(recipe, column: "fraud", label: "fraud")))
    #expect(state.recipe?.parity == [])
  }
}
