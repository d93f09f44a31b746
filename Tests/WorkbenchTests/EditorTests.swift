import Files
import Screen
import Statistics
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// The column editor on a small table, with the real work.
@Suite(.serialized) struct EditorTests {
  private let folder = TemporaryFolder()

  private func opened(_ size: Size = Size(width: 120, height: 40)) throws -> HeadlessDriver {
    let stream = RandomStream(seed: 3)
    let normals = Normal.quantiles(of: stream.stream(named: "n").uniforms(rows: 0..<500))
    var text = "amount,shop,when,note\n"
    for row in 0..<UInt64(500) {
      let amount = ((50 + 12 * normals[Int(row)]) * 10).rounded() / 10
      let shop = ["web", "desk", "phone"][Int(stream.bits(at: row) % 3)]
      text += "\(amount),\(shop),2024-01-\(10 + row % 20),\(row % 20 == 0 || row > 450 ? "" : "7")\n"
    }
    let path = folder["table.csv"]
    try DurableFile.write(Array(text.utf8), to: path)
    let state = WorkbenchState(file: OpenFile(path: path), size: size, theme: .plain)
    var driver = HeadlessDriver(state: state, performer: Performer())
    driver.begin()
    driver.send(.command("go-to-column amount"))
    return driver
  }

  private func number(_ name: String, _ state: WorkbenchState) -> Double? {
    if case .number(let value)? = state.recipeColumn(state.selection)?.parameters[name] { value } else { nil }
  }

  private static let sizes = [Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 20)]

  @Test(arguments: sizes) func whatIsMistypedStaysWithItsProblem(_ size: Size) throws {
    var driver = try opened(size)
    driver.send(.command("generator normal"))
    driver.press("<ret>ll")
    let name = "\(size.width)x\(size.height)"
    driver.press("<ret><bs>x<ret>")
    expectSnapshot(driver.state.screen, named: "editor-mistyped-\(name)")
  }

  @Test func itDoesWithAsciiAlone() throws {
    var driver = try opened(Size(width: 80, height: 24))
    driver.press("<ret>")
    for _ in 0..<8 {
      var surface = Surface(size: driver.state.size)
      driver.state.draw(on: &surface)
      #expect(surface.adapted(to: .ascii).text.utf8.allSatisfy { $0 < 0x80 })
      driver.press("v")
    }
  }

  @Test func everyChartIsReached() throws {
    var driver = try opened()
    driver.press("<ret>")
    var seen: [EditorChart] = []
    for _ in driver.state.editorCharts {
      seen += [try #require(driver.state.editorChart)]
      driver.press("v")
    }
    #expect(seen == [.density, .logDensity, .cumulative, .quantiles, .tail, .boxes])
    driver.send(.command("go-to-column note"))
    #expect(driver.state.editorCharts.last == .missing)
    driver.press("VV")
    #expect(driver.state.editorChart != nil)
  }

  @Test func generatorsAreRankedByFit() throws {
    var driver = try opened()
    driver.press("<ret>")
    let names = driver.state.editorGenerators
    #expect(names.first == "empirical")
    // Families that only chance tells from the column stand before the others, each group by Akaike's criterion.
    let families = names.compactMap { driver.state.family($0) }.filter { $0.criterion != nil }
    let close = families.prefix { $0.isWithinNoise }
    let others = families.dropFirst(close.count)
    #expect(close.count >= 2 && others.count >= 2 && !others.contains { $0.isWithinNoise })
    for group in [close, others] {
      let criteria = group.compactMap(\.criterion)
      #expect(criteria == criteria.sorted())
    }
    #expect(try #require(names.firstIndex(of: "normal")) < (try #require(names.firstIndex(of: "uniform"))))
  }

  @Test func aHeldKeyIsOneStepOfUndo() throws {
    var driver = try opened()
    driver.send(.command("generator normal"))
    let before = driver.state.recipe
    let mean = try #require(number("mean", driver.state))
    driver.press("<ret>")
    #expect(driver.state.editor.field == .parameter("mean"))
    let step = driver.state.parameterStep("mean")
    driver.press("lll")
    let raised = try #require(number("mean", driver.state))
    #expect(raised > mean + 2 * step - 1e-9 && raised < mean + 3.5 * step + 1e-9)
    #expect(driver.state.recipeColumn(0)?.pinned == ["mean"])
    #expect(driver.state.status.text.contains("→"), "\(driver.state.status.text)")
    driver.press("u")
    #expect(driver.state.recipe == before)
    driver.press("^r")
    #expect(number("mean", driver.state) == raised)
    #expect(driver.state.commandLog.filter { $0.hasPrefix("set-parameter") }.count == 1)
    driver.press("a")
    #expect(number("mean", driver.state) == mean && driver.state.recipeColumn(0)?.pinned == [])
  }

  @Test func theChartFollowsEveryKey() throws {
    var driver = try opened()
    driver.send(.command("generator normal"))
    driver.press("<ret>")
    let before = try #require(driver.state.editor.detail?.value.synthetic?.quantiles[50])
    driver.press("L")
    let after = try #require(driver.state.editor.detail?.value.synthetic?.quantiles[50])
    #expect(after > before)
    // What the editor shows is what the table has.
    let drawn = try #require(driver.state.synthetic?.value.column(named: "amount"))
    guard case .decimals(let values) = drawn.storage else { return #expect(Bool(false)) }
    #expect(abs(values.sorted()[values.count / 2] - after) < 0.11)
  }

  @Test func whatIsMistypedStaysInTheField() throws {
    var driver = try opened()
    driver.send(.command("generator normal"))
    driver.press("<ret><ret>^u3,x<ret>")
    guard case .value(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.text.text == "3,x" && layer.problem?.contains("is no number") == true, "\(layer)")
    driver.press("<esc>")
    #expect(driver.state.layers.isEmpty && driver.state.status.text.contains("3,x"))
    driver.press("<ret>")
    guard case .value(let again)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(again.text.text == "3,x", "nothing typed is lost")
    driver.press("<bs><bs>7.5<ret>")
    #expect(number("mean", driver.state) == 37.5)
    driver.press("j<ret>^u-1<ret>")
    guard case .value(let refused)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(refused.problem?.contains("at least 0") == true, "\(refused)")
    driver.press("<esc><esc>")
    #expect(driver.state.view == "columns")
  }

  @Test func theCommandsCanBeRunAgain() throws {
    var driver = try opened()
    driver.press("<ret>")
    for line in [
      "set-tail upper x2", "set-parameter missing 10%", "generator normal", "set-parameter mean 40",
      "go-to-column shop", "set-share 70% web", "set-share 5% web",
    ] { driver.send(.command(line)) }
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    var again = try opened()
    for line in driver.state.commandLog { again.send(.command(line)) }
    #expect(again.problems.isEmpty && again.state.recipe == driver.state.recipe)
    for _ in 0..<20 { driver.press("u") }
    #expect(!driver.state.hasUnsavedRecipe)
  }

  @Test(arguments: [
    ("set-parameter maen 3", "did you mean mean?"), ("set-parameter mean high", "is no number"),
    ("set-parameter missing 140%", "is no share"), ("set-tail middle x2", "lower or upper"),
    ("set-tail upper fat", "is no tail"), ("set-share 5% nowhere", "no level"), ("set-parameter mean", "write it so"),
  ])
  func mistakesAreSaidAndChangeNothing(_ line: String, _ words: String) throws {
    var driver = try opened()
    driver.send(.command("generator normal"))
    let before = driver.state.recipe
    driver.send(.command(line))
    #expect(driver.problems.last?.contains(words) == true, "\(driver.problems)")
    #expect(driver.state.recipe == before)
  }

  @Test func everyFieldCanBeAdjustedAndUndone() throws {
    var driver = try opened()
    for column in ["amount", "shop", "when", "note"] {
      driver.send(.command("go-to-column \(column)"))
      let before = driver.state.recipe
      driver.press("<ret>")
      for _ in driver.state.editorFields {
        driver.press("lhHLa")
        driver.press("j")
      }
      while driver.state.recipe != before, !driver.state.history.undoSteps.isEmpty { driver.press("u") }
      #expect(driver.state.recipe == before, "\(column)")
      driver.press("<esc>")
    }
    #expect(driver.problems.isEmpty, "\(driver.problems)")
  }

  @Test func stepsAreRound() {
    for (value, step) in [(1.0, 1.0), (0.9, 0.5), (0.04, 0.02), (73, 50), (0, 0.01), (0.0011, 0.001)] {
      #expect(abs(EditorNumber.step(below: value) - step) < 1e-12 * step, "\(value)")
    }
    #expect(EditorNumber.text(3.0) == "3" && EditorNumber.text(0.1 + 0.2) == "0.3")
    #expect(EditorNumber.number("1,234.5") == 1234.5 && EditorNumber.number("−3") == -3)
    #expect(EditorNumber.number("inf") == nil && EditorNumber.number("") == nil && EditorNumber.number("0x10") == nil)
    #expect(EditorNumber.share("4.5%") == 0.045 && EditorNumber.share("101") == nil)
  }
}

/// Columns that follow others.
@Suite struct ComputedColumnScreenTests {
  private func opened() throws -> HeadlessDriver {
    let rows = (0..<300).map { "\($0 % 17),\($0 * 7 % 23),\($0 % 3 == 0 ? "web" : "shop")" }
    return try TemporaryTable("a,b,shop\n" + rows.joined(separator: "\n") + "\n").opened()
  }

  /// A formula that the file has no column for is compared with what it gives of the real rows.
  @Test func aFormulaOfItsOwnHasAChart() throws {
    var driver = try opened()
    driver.send(.command("formula sum = a + 2 * b"))
    driver.send(.command("formula twice = 2 * sum"))
    #expect(driver.problems.isEmpty)
    for (index, name) in [(3, "sum"), (4, "twice")] {
      let comparison = try #require(driver.state.comparison(index), "\(name)")
      #expect(comparison.column == name && comparison.realRows == 300)
      #expect((comparison.agreement ?? 0) > 0.6, "\(name): \(comparison.agreement ?? 0)")
    }
    // What was computed for the chart is no column of the table.
    #expect(driver.state.realTable?.columns.count == 3)
    driver.send(.command("undo-steps 2"))
    #expect(driver.state.columnCount == 3 && driver.state.meanAgreement != nil)
  }

  /// The editor draws a column as its rules leave it, as the table has it.
  @Test func theQuickDrawKeepsTheRules() throws {
    var driver = try opened()
    driver.send(.command("rule a <= 9"))
    driver.send(.command("rule b >= 12"))
    driver.send(.command("go-to-column b"))
    driver.press("<ret>")
    let basis = try #require(driver.state.editor.basis?.value)
    let recipe = try #require(driver.state.recipe)
    let column = try #require(recipe.column(named: "b"))
    let quick = try basis.redraw.column(column)
    let whole = try Synthesizer(recipe).rows(0..<UInt64(quick.count)).column(named: "b")
    #expect(quick == whole)
    #expect((0..<quick.count).allSatisfy { Int(quick.text(ofRow: $0) ?? "") ?? 0 >= 12 })
  }
}
