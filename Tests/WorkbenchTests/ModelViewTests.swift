import Screen
import Statistics
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// The comparison of joint models by its keys.
@Suite(.serialized) struct ModelViewTests {
  private let table: TemporaryTable

  init() throws {
    let stream = RandomStream(seed: 9)
    var text = "x,y,shop,kind\n"
    for row in 0..<UInt64(300) {
      let x = stream.uniform(at: 2 * row)
      let y = x * x + 0.1 * stream.uniform(at: 2 * row + 1)
      let shop = ["web", "desk", "phone"][Int(x * 3)]
      text += "\((x * 1000).rounded() / 10),\((y * 1000).rounded() / 10),\(shop),\(x < 0.5 ? "low" : "high")\n"
    }
    table = try TemporaryTable(text)
  }

  private func opened(_ width: Int = 120, _ height: Int = 40) -> HeadlessDriver { table.opened(width, height) }

  private func fits(_ effects: [Effect]) -> Bool {
    effects.contains { if case .fit = $0.work { true } else { false } }
  }

  @Test func everyModelIsScoredAndTakenWithoutAnotherFit() throws {
    var driver = opened()
    driver.press("3c")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(Set(driver.state.models.entries.keys) == Set(JointModels.all.map { $0.name }))
    for (name, entry) in driver.state.models.entries {
      let trial = try #require(entry.trial, "\(name): \(entry.problem)")
      #expect((trial.columns ?? 0) > 0.7 && trial.heldRows == 75 && trial.fittedRows == 225)
      #expect(entry.bytes ?? 0 > 100)
    }
    let pairs = driver.state.models.entries.compactMapValues { $0.trial?.pairs }
    #expect((pairs["tree_cascade"] ?? 0) > (pairs["independent"] ?? 1), "x and y go together")
    var state = driver.state
    let used = state.recipe?.model.name
    let effects = state.press("j<ret>")
    #expect(!fits(effects) && state.recipe?.model.name != used)
    #expect(!fits(state.press("uj<ret>k<ret>")), "undo and taking again fit nothing")
    #expect(!state.isFitting)
    // Nothing has changed, so nothing is tried again.
    #expect(driver.state.compared("c").isEmpty)
  }

  @Test func aFitThatWasMadeIsKept() {
    var driver = opened()
    let first = driver.state.recipe
    driver.send(.command("model independent"))
    driver.send(.command("undo"))
    var state = driver.state
    #expect(state.recipe == first)
    #expect(!fits(state.update(.command("model independent"))))
    #expect(state.recipe?.model.name == "independent")
    _ = state.update(.command("undo"))
    // Another seed of the fit is another fit.
    _ = state.update(.command("seed 7"))
    #expect(fits(state.update(.command("model independent"))))
  }

  @Test func workGoesOnAndCancellingKeepsWhatThereIs() {
    var driver = opened()
    var state = driver.state
    let effects = state.press("3c")
    #expect(effects.count == 1 || effects.contains { if case .tryModel = $0.work { true } else { false } })
    #expect(state.models.queue.count == JointModels.all.count - 1 && !state.isFitting)
    state.press("1jj-")
    #expect(state.recipe?.columns[2].isDropped == true || state.recipe?.columns.contains { $0.isDropped } == true)
    state.press("^c")
    #expect(state.jobs[.trial] == nil && state.models.queue.isEmpty && state.status.text.contains("stopped"))
    driver.press("3")
    #expect(driver.state.screen.contains("not tried"))
  }

  @Test func scoresOfAnotherRecipeAreSaidToBe() {
    var driver = opened()
    driver.press("3c")
    driver.send(.command("detail 20"))
    #expect(driver.state.screen.contains("of an earlier recipe"))
    driver.press("c")
    #expect(!driver.state.screen.contains("of an earlier recipe") && driver.problems.isEmpty)
  }

  @Test func twoModelsAreMarked() {
    var driver = opened()
    driver.press("3c")
    #expect(driver.state.chartedModels.a == "tree_cascade" && driver.state.chartedModels.b != nil)
    driver.press("gg<space>G<space>")
    #expect(driver.state.chartedModels.a == "gaussian_copula" && driver.state.chartedModels.b == "independent")
    #expect(driver.state.models.comparisons.keys.sorted() == ["gaussian_copula", "independent"])
    driver.press("<space>")
    #expect(driver.state.models.marks == ["gaussian_copula"])
  }

  @Test func pairsAreWalkedWorstFirst() {
    var driver = opened()
    driver.press("3")
    let list = driver.state.pairList
    #expect(list.count == 6 && zip(list, list.dropFirst()).allSatisfy { $0.a <= $1.a })
    #expect(driver.state.shownPair == list.first?.pair)
    driver.press("JJ")
    #expect(driver.state.shownPair == list[2].pair)
    driver.send(.command("show-pair x × y"))
    #expect(driver.state.models.comparisons["tree_cascade"]?.value.first == "x")
    let shades = driver.state.screen
    driver.press("v")
    let dots = driver.state.screen
    driver.press("v")
    #expect(Set([shades, dots, driver.state.screen]).count == 3)
    driver.send(.command("show-pair x × z"))
    #expect(driver.problems.contains { $0.contains("no pair") })
  }

  @Test func theDialTurns() {
    var driver = opened()
    driver.press("3l")
    #expect(driver.state.recipe?.model.detail == 11 && driver.problems.isEmpty, "\(driver.problems)")
    driver.press("ll")
    #expect(driver.state.recipe?.model.detail == 50 && driver.state.screen.contains("‹50›"))
    driver.press("hhhh")
    #expect(driver.state.recipe?.model.detail == nil)
  }

  /// Those between are among the snapshots of views.
  @Test(arguments: [(50, 14), (170, 50)]) func theSmallestAndALargeScreen(_ size: (Int, Int)) {
    var driver = opened(size.0, size.1)
    driver.press("3c")
    driver.send(.command("show-pair x × y"))
    #expect(driver.state.screen.contains("tree_cascade"))
    expectSnapshot(driver.state.screen, named: "model-\(size.0)x\(size.1)")
  }

  @Test func asciiShowsTheSame() {
    var driver = opened(80, 24)
    driver.press("3c")
    driver.send(.command("show-pair x × y"))
    var surface = Surface(size: driver.state.size)
    driver.state.draw(on: &surface)
    let text = surface.adapted(to: .ascii).text
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }
}

extension WorkbenchState {
  /// The trials that a key asks for.
  fileprivate func compared(_ keys: String) -> [Effect] {
    var state = self
    return state.press(keys).filter { if case .tryModel = $0.work { true } else { false } }
  }
}
