import Screen
import Statistics
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// The rare-event designer by its keys.
@Suite(.serialized) struct DesignerTests {
  private let table: TemporaryTable

  init() throws {
    let stream = RandomStream(seed: 5)
    var text = "amount,shop,fraud\n"
    for row in 0..<UInt64(600) {
      let isFraud = row % 20 == 0
      let amount = ((stream.uniform(at: row) + (isFraud ? 1 : 0)) * 10_000).rounded() / 100
      let place = Int(stream.bits(at: row) % 3)
      // One fraud in three is at a shop that is rare otherwise.
      let shop = isFraud && row % 60 == 0 ? "kiosk" : ["web", "desk", "phone"][place]
      text += "\(amount),\(row % 30 == 7 ? "" : shop),\(isFraud ? 1 : 0)\n"
    }
    table = try TemporaryTable(text)
  }

  private func opened(_ width: Int = 120, _ height: Int = 40) -> HeadlessDriver { table.opened(width, height) }

  private func targets(_ state: WorkbenchState) -> [String] {
    (state.recipe?.rareEvents ?? []).map { "\($0.when) : \($0.target)" }
  }

  @Test func eventsAreFoundWithoutBeingAsked() {
    var driver = opened()
    driver.press("4")
    let lines = driver.state.rareLines
    #expect(lines.first?.when == "fraud = 1" && lines.first?.support == 30)
    #expect(lines.contains { $0.when == "shop is missing" } && lines.contains { $0.when == "shop = kiosk" } == false)
    #expect(driver.state.selectedStrata?.realRows == 30)
    #expect(driver.problems.isEmpty, "\(driver.problems)")
  }

  @Test func aValueThatIsAColumnsNameIsOneEvent() throws {
    let rows = (0..<600).map { "\($0 % 20 == 0 ? "dead" : "alive"),\($0 * 7 % 90)\n" }
    let table = try TemporaryTable("dead,size\n" + rows.joined())
    var driver = table.opened()
    driver.press("4<ret><ret>")
    #expect(driver.problems.isEmpty && targets(driver.state) == ["dead = 'dead' : 20%"], "\(driver.problems)")
    #expect(driver.state.rareLines.filter { $0.candidate.column == "dead" || $0.event != nil }.count == 1)
    #expect(driver.state.rareLines.first?.words == "= dead")
  }

  @Test func eventsAndPairsAreLookedFor() {
    var driver = opened()
    driver.press("4/shop<ret>")
    #expect(driver.state.layers.isEmpty && driver.state.selectedRareLine?.when == "shop is missing")
    driver.press("/sev<ret>")
    #expect(driver.state.status.text == "no event holds sev" && driver.state.layers.isEmpty)
    driver.press("3/shop × fraud<ret>")
    #expect(driver.state.models.pair == ColumnPair(first: "shop", second: "fraud"), "\(driver.state.pairList)")
    driver.press("n")
    #expect(driver.state.view == "model" && driver.problems.isEmpty)
  }

  @Test func sharesAreTurnedUpAndDownWithoutAFit() throws {
    var driver = opened()
    driver.press("4<ret><ret>")
    let model = try #require(driver.state.recipe?.model)
    driver.press("llL")
    #expect(targets(driver.state) == ["fraud = 1 : 27%"])
    driver.press("H")
    #expect(targets(driver.state) == ["fraud = 1 : 22%"] && driver.state.recipe?.model == model)
    // A held key is one step.
    #expect(driver.state.history.undoSteps.map(\.label).last == "fraud = 1: 27% → 22%")
    driver.press("uuu")
    #expect(targets(driver.state) == ["fraud = 1 : 20%"])
    driver.press("u")
    #expect(targets(driver.state) == [])
    driver.press("h")
    #expect(driver.problems.isEmpty && targets(driver.state) == ["fraud = 1 : 4%"], "\(driver.problems)")
  }

  @Test func theLogLeadsToTheSameRecipeAndSteps() throws {
    var driver = opened()
    driver.press("4l<esc>lllhhH=wjlulllkD")
    let log = driver.state.commandLog
    var again = opened()
    for command in log { again.send(.command(command)) }
    #expect(driver.problems.isEmpty && again.problems.isEmpty, "\(driver.problems) \(again.problems)")
    #expect(again.state.recipe == driver.state.recipe)
    #expect(again.state.history.undoSteps.map(\.label) == driver.state.history.undoSteps.map(\.label), "\(log)")
  }

  @Test(arguments: [("500 rows", "500 rows"), ("x3", "x3"), ("12.5", "12.5%"), ("0.5", "0.5%"), ("30%", "30%")])
  func targetsAreTypedInThreeWays(_ typed: String, _ target: String) {
    var driver = opened()
    driver.press("4<ret>\(typed)<ret>")
    #expect(driver.problems.isEmpty && targets(driver.state) == ["fraud = 1 : \(target)"], "\(driver.problems)")
  }

  @Test func whatIsNoTargetStaysInTheField() {
    var driver = opened()
    for typed in ["many", "140", "0"] {
      driver.press("4<ret>\(typed)<ret>")
      guard case .target(let layer)? = driver.state.layers.last else { return #expect(Bool(false), "\(typed)") }
      #expect(layer.field.text == typed && layer.problem.contains("expected"))
      #expect(driver.state.screen.contains("expected"))
      driver.press("<esc>")
    }
    #expect(targets(driver.state) == [])
  }

  @Test func conditionsAreCompletedAndCounted() {
    var driver = opened()
    driver.press("4+fr<tab>= 1 and amount > 1")
    guard case .event(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.field.text == "fraud = 1 and amount > 1" && layer.found?.rows == 30)
    #expect(driver.state.screen.contains("30 real rows (5%) support this"))
    driver.press("<ret><ret>")
    #expect(targets(driver.state) == ["fraud = 1 and amount > 1 : 20%"] && driver.problems.isEmpty)
  }

  @Test func levelsAreCompletedAfterAComparison() {
    var driver = opened()
    driver.press("4+shop = w")
    guard case .event(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(ConditionCompletion(layer.field, in: driver.state).choices.map(\.text) == ["web"])
  }

  @Test func anEventOfTooFewRowsIsRefusedWhereItIsWritten() {
    var driver = opened()
    driver.press("4+amount > q(0.99)<ret>")
    #expect(driver.state.layers.count == 1 && driver.state.screen.contains("nothing in a recipe may rest on fewer"))
    driver.press("<esc>+fraud = <ret>")
    #expect(driver.state.layers.count == 1 && driver.state.screen.contains("is wrong at character"))
    driver.press("<esc>")
    #expect(driver.state.layers.isEmpty && targets(driver.state) == [])
  }

  @Test func aPartOfAnotherEventGoesBeforeIt() {
    var driver = opened()
    driver.press("4<ret><ret>")
    driver.press("+fraud = 1 and amount > 150<ret>5<ret>")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(targets(driver.state) == ["fraud = 1 and amount > 150 : 5%", "fraud = 1 : 20%"])
  }

  @Test func weightsUndoTheEventInMeans() throws {
    var driver = opened()
    driver.press("4<ret><ret>w")
    guard case .decimals(let weights)? = driver.state.synthetic?.value.column(named: "_weight")?.storage else {
      return #expect(Bool(false))
    }
    #expect(Set(weights) == [0.25, 1.1875])
    let text = RecipeFile.text(of: try #require(driver.state.recipe))
    #expect(try RecipeFile.parse(text, file: "r.yaml").hasWeightColumn)
    driver.press("w")
    #expect(driver.state.synthetic?.value.column(named: "_weight") == nil)
    #expect(driver.state.status.text.hasPrefix("without column _weight"))
  }

  @Test func targetsAreBalancedClearedAndClearedTogether() {
    var driver = opened()
    driver.press("4=")
    #expect(targets(driver.state) == ["fraud = 1 : 50%"])
    driver.press("j<ret>10<ret>")
    #expect(targets(driver.state).count == 2)
    driver.press("d")
    #expect(targets(driver.state) == ["fraud = 1 : 50%"])
    driver.press("D")
    #expect(targets(driver.state) == [] && driver.problems.isEmpty, "\(driver.problems)")
  }

  @Test func aSideEffectLeadsToItsColumn() {
    var driver = opened()
    driver.press("4<ret><ret>")
    let effects = driver.state.sideEffects
    #expect(effects.first?.column == "amount" && (effects.first?.shift ?? 0) > 0.05)
    #expect(zip(effects, effects.dropFirst()).allSatisfy { $0.shift >= $1.shift })
    driver.press("J")
    #expect(driver.state.shownEffect == "shop")
    driver.press("<tab><tab><ret>")
    #expect(driver.state.view == "columns" && driver.state.selectedName == "shop")
  }

  /// Those between are among the snapshots of views.
  @Test(arguments: [(50, 14), (170, 50)]) func theSmallestAndALargeScreen(_ size: (Int, Int)) {
    var driver = opened(size.0, size.1)
    driver.press("4<ret><ret>")
    #expect(driver.state.screen.contains("fraud") && driver.state.screen.contains("20%"))
    expectSnapshot(driver.state.screen, named: "rare-\(size.0)x\(size.1)")
  }

  @Test func asciiShowsTheSame() {
    var driver = opened(80, 24)
    driver.press("4<ret><ret>")
    var surface = Surface(size: driver.state.size)
    driver.state.draw(on: &surface)
    let text = surface.adapted(to: .ascii).text
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func theMouseSelectsEventsAndRunsHints() {
    var driver = opened()
    driver.press("4")
    let press = { (x: Int, y: Int) in Message.event(.mouse(MouseEvent(action: .press, position: Point(x: x, y: y)))) }
    driver.send(press(10, 5))
    #expect(driver.state.rareSelection == 1 && driver.state.focus == "events")
    driver.send(press(10, 4))
    #expect(driver.state.rareSelection == 0)
    let footer = driver.state.screen.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let place = footer.range(of: "Enter target").map { footer.distance(from: footer.startIndex, to: $0.lowerBound) }
    driver.send(press(place ?? 0, 39))
    guard case .target? = driver.state.layers.last else { return #expect(Bool(false), "\(footer)") }
    driver.press("<esc>")
    let tabs = driver.state.screen.split(separator: "\n", omittingEmptySubsequences: false)[1]
    let tab = tabs.range(of: "3 Model").map { tabs.distance(from: tabs.startIndex, to: $0.lowerBound) }
    driver.send(press(tab ?? 0, 1))
    #expect(driver.state.view == "model")
  }

  /// A recipe opened alone shows its events; their targets can be changed.
  @Test func withoutTheTableTargetsAreTurnedStill() throws {
    var driver = opened()
    driver.press("4<ret><ret>")
    let recipe = try #require(driver.state.recipe)
    var state = WorkbenchState(file: OpenFile(path: "r.yaml"), size: Size(width: 80, height: 24), theme: .plain)
    _ = state.take(opened: recipe)
    state.press("4")
    #expect(state.screen.contains("fraud = 1"))
    state.press("ll<ret>50 rows<ret>")
    #expect(targets(state) == ["fraud = 1 : 50 rows"])
    state.press("u")
    #expect(targets(state) == ["fraud = 1 : 22%"])
  }

  /// What is pressed before the events are found is not lost.
  @Test func keysWaitForTheListOfEvents() {
    var state = opened().state
    var waiting = state.press("4<ret>9<ret>")
    #expect(state.layers.isEmpty && state.heldKeys.count == 3)
    while let effect = waiting.first {
      waiting.removeFirst()
      if case .autosave = effect.work { continue }
      guard state.activeTickets.contains(effect.ticket) else { continue }
      var partials: [Outcome] = []
      let last = Performer().perform(effect.work, report: { partials.append($0) })
      for outcome in partials { waiting += state.update(.partial(effect.ticket, outcome)) }
      waiting += state.update(.done(effect.ticket, last))
    }
    #expect(targets(state) == ["fraud = 1 : 9%"])
  }
}
