import Evaluation
import Files
import Screen
import Statistics
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// The views Report and Recipe on a small table, with the real work.
@Suite(.serialized) struct ReportViewTests {
  private let folder = TemporaryFolder()

  private func opened(_ size: Size = Size(width: 120, height: 40)) throws -> HeadlessDriver {
    let stream = RandomStream(seed: 3)
    var text = "amount,price,shop,channel,name\n"
    for row in 0..<UInt64(400) {
      let amount = (stream.uniform(at: row) * 10_000).rounded() / 100
      let price = (amount * 3 + stream.uniform(at: row + 1000) * 40).rounded()
      let shop = ["web", "desk", "phone"][Int(stream.bits(at: row) % 3)]
      let channel = row % 4 == 0 ? "a" : shop == "web" ? "b" : "c"
      text += "\(amount),\(row % 10 == 3 ? "" : "\(price)"),\(shop),\(channel),Anna Smith \(row)\n"
    }
    let path = folder["table.csv"]
    try DurableFile.write(Array(text.utf8), to: path)
    let state = WorkbenchState(file: OpenFile(path: path), size: size, theme: .plain)
    var driver = HeadlessDriver(state: state, performer: Performer())
    driver.begin()
    return driver
  }

  private static let sizes = [Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 20)]

  @Test(arguments: sizes) func theReportExplainsItself(_ size: Size) throws {
    var driver = try opened(size)
    driver.press("5")
    let name = "\(size.width)x\(size.height)"
    driver.press("<tab><tab><tab>dv")
    driver.press("e")
    expectSnapshot(driver.state.screen, named: "report-explained-\(name)")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
  }

  @Test func bothDoWithAsciiAlone() throws {
    for keys in ["5", "5<tab><tab><tab>d", "6", "6d"] {
      var driver = try opened(Size(width: 80, height: 24))
      driver.press(keys)
      var surface = Surface(size: driver.state.size)
      driver.state.draw(on: &surface)
      let text = surface.adapted(to: .ascii).text
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func scoresAreKeptByContentAndMarkedStale() throws {
    var driver = try opened()
    #expect(driver.state.report.scored.isEmpty, "nothing is scored before it is looked at")
    driver.press("5")
    let first = try #require(driver.state.report.scored.first)
    #expect(first.value.isComplete && driver.state.isScoreCurrent)
    #expect(driver.state.scoredLines.count > 10)
    driver.press("R")
    #expect(!driver.state.isScoreCurrent && driver.state.screen.contains("stale"))
    driver.press("r")
    #expect(driver.state.isScoreCurrent && driver.state.report.scored.count == 2)
    driver.press("u")
    #expect(driver.state.isScoreCurrent && driver.state.report.scored.first == first, "known scores come back")
  }

  @Test func scoringIsWorkThatCanBeStopped() throws {
    let driver = try opened()
    var state = driver.state
    let effects = state.press("5")
    let order = try #require(effects.first { $0.ticket.slot == .score })
    #expect(state.jobs[.score] != nil)
    state.press("^c")
    #expect(state.jobs[.score] == nil)
    let outcome = Performer().perform(order.work, isCancelled: { true })
    guard case .cancelled = outcome else { return #expect(Bool(false), "\(outcome)") }
    #expect(state.press("j").allSatisfy { $0.ticket.slot != .score }, "it does not begin again by itself")
  }

  @Test func aLineLeadsToItsColumnOrPair() throws {
    var driver = try opened()
    driver.press("5<tab><tab>")
    #expect(driver.state.focus == "worst")
    driver.press("<ret>")
    #expect(driver.state.view == "columns")
    driver.send(.command("show-report"))
    driver.send(.command("choose-pair price × shop"))
    let pair = try #require(driver.state.report.pair?.value)
    #expect(pair.first == "price" && pair.second == "shop")
    driver.send(.command("choose-pair price × shp"))
    #expect(driver.problems.last?.contains("no pair") == true)
  }

  @Test func theMatrixItsListAndTheChartSayTheSame() throws {
    var driver = try opened()
    driver.press("5")
    let matrix = try #require(driver.state.associations)
    for pair in matrix.byDifference {
      driver.send(.command("choose-pair \(matrix.names[pair.first]) × \(matrix.names[pair.second])"))
      let words = [pair.real, pair.synthetic].map { Numbers.fixed($0, decimals: 2) }.joined(separator: " → ")
      #expect(driver.state.screen.contains(" \(words)"), "\(matrix.names[pair.first]) × \(matrix.names[pair.second])")
      let difference = (100 * pair.synthetic).rounded() - (100 * pair.real).rounded()
      let shown = Correlations.signed(from: pair.real, to: pair.synthetic)
      #expect(shown.contains(Numbers.fixed(abs(difference) / 100, decimals: 2).dropFirst()), "\(pair): \(shown)")
    }
    let worst = driver.state.worstLines
    for line in worst where line.name.contains(" × ") {
      driver.send(.command("choose-pair \(line.name)"))
      // The list rounds to whole percent.
      let parts = driver.state.screen.split(separator: "agree ").dropFirst().map(String.init)
      let shown = parts.map { part in String(part.prefix { $0.isNumber || $0 == "." }) }
      let rounded = shown.filter { $0.contains(".") }.compactMap { Double($0)?.rounded() }
      let listed = Double(line.value) ?? -1
      #expect(rounded == [listed], "\(line): \(shown)")
    }
  }

  @Test func theWorstOfEachKindComeFirst() throws {
    var driver = try opened()
    driver.press("5<tab><tab>")
    let lines = driver.state.worstLines
    let starts = lines.indices.filter { lines[$0].isHeading }
    #expect(lines.first?.isHeading == true && starts.count >= 3)
    for (start, end) in zip(starts, starts.dropFirst() + [lines.count]) {
      let values = lines[start + 1..<end].compactMap { Double($0.value.replacing("−", with: "-")) }
      #expect(!values.isEmpty && (values == values.sorted() || values.count == 1), "\(lines[start].name): \(values)")
    }
    // A heading is never selected, whichever way.
    for keys in [String(repeating: "j", count: lines.count), String(repeating: "k", count: lines.count), "GggG"] {
      for key in keys {
        driver.press(String(key))
        #expect(!lines[driver.state.worstSelection].isHeading)
      }
    }
    #expect(driver.state.worstSelection == lines.count - 1)
  }

  @Test func theExplanationIsOnTheScaleOfTheTable() throws {
    var driver = try opened()
    driver.press("5j")
    let entry = driver.state.scoredLines[1]
    let lines = driver.state.reportExplanation
    #expect(lines[0] == MetricWords.explanation(entry), "the selected line comes first")
    for entry in driver.state.shownScore?.report.entries ?? [] where entry.synthetic.value != nil {
      let words = MetricWords.explanation(entry)
      let number = MetricWords.number(entry.synthetic, entry.metric)
      #expect(words.hasPrefix("\(MetricWords.title(entry.metric)) \(number)"), "\(words)")
      #expect(!words.contains("numbers: ") && !words.contains("levels: ") && !words.contains("; 1 is best"), "\(words)")
    }
    let tally = MetricWords.Tally(driver.state.scoredLines)
    #expect(driver.state.screen.contains("\(tally.good) of \(tally.all) close to fresh"))
    #expect(tally.good <= tally.all && (tally.verdict == .good) == (tally.good == tally.all))
  }

  @Test func everyCellOfTheMatrixIsReached() throws {
    var driver = try opened()
    driver.press("5<tab><tab><tab>")
    let count = try #require(driver.state.associations?.names.count)
    var seen: Set<[Int]> = []
    for _ in 0..<count { driver.press("k"); driver.press("h") }
    for _ in 0..<count {
      for _ in 0..<count {
        seen.insert([driver.state.report.row, driver.state.report.column])
        driver.press("l")
      }
      for _ in 0..<count { driver.press("h") }
      driver.press("j")
    }
    #expect(seen.allSatisfy { $0[0] != $0[1] })
    #expect(Set(seen.map { Set($0) }).count == count * (count - 1) / 2)
  }

  @Test func everyMetricHasWords() {
    for metric in Metrics.all { #expect(MetricWords.titles[metric.name] != nil, "\(metric.name)") }
  }

  @Test func madeUpColumnsAreNotScored() throws {
    var driver = try opened()
    driver.press("5")
    #expect(driver.state.associations?.names == ["amount", "price", "shop", "channel"])
  }

  // MARK: - Recipe

  @Test func theRecipeIsShownAsItIsSaved() throws {
    var driver = try opened()
    driver.press("6")
    let recipe = try #require(driver.state.recipe)
    let pages = try #require(driver.state.recipeView.pages?.value)
    #expect(Array((pages.lines.joined(separator: "\n") + "\n").utf8) == RecipeFile.text(of: recipe))
    driver.press("R")
    #expect(driver.state.recipeView.pages?.value.recipe == driver.state.recipe)
  }

  @Test func aLineIsTakenBackFromAnotherFile() throws {
    var driver = try opened()
    let other = folder["other.yaml"]
    driver.press("6")
    driver.send(.command("save-recipe \(other)"))
    driver.send(.command("seed 7"))
    driver.send(.command("compare-recipe \(other)"))
    guard case .difference(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.changes.map(\.setting) == ["seed"])
    driver.press("<ret>")
    #expect(driver.state.recipe?.seed == 42)
    driver.press("<esc>u")
    #expect(driver.state.recipe?.seed == 7)
    driver.send(.command("compare-recipe \(folder["none.yaml"])"))
    #expect(driver.problems.last?.contains("none.yaml") == true)
    driver.send(.command("compare-recipe before 9"))
    #expect(driver.problems.last?.contains("changes to go back") == true)
  }

  @Test func theLedgerAndTheTextGoTogether() throws {
    var driver = try opened()
    driver.press("6")
    let pages = try #require(driver.state.recipeView.pages?.value)
    #expect(pages.columnLines.count == driver.state.columnCount)
    for entry in pages.ledger.entries {
      let line = try #require(pages.line(of: entry))
      if entry.subject != "model" { #expect(pages.lines[line].contains(entry.subject)) }
    }
    driver.press("<tab>G")
    let last = try #require(pages.ledger.entries.last)
    #expect(driver.state.recipeView.lines.selection == pages.line(of: last))
  }

  /// Tables of many cells lose much between any two samples: that leaves no room for columns that know nothing of each other.
  @Test func theBandOfFreshRowsStaysFarFromShuffledOnes() {
    for fresh in [0, 0.01, 0.1, 0.3, 0.49, 0.9] {
      for shuffled in [0, 0.02, 0.2, 0.5, 0.8, 1] {
        let band = MetricWords.band(fresh: fresh, shuffled: shuffled)
        #expect(band >= fresh && band <= 2 * fresh + 0.002)
        #expect(shuffled <= 1.2 * fresh + 0.01 || band < fresh + (shuffled - fresh) / 2, "\(fresh) \(shuffled)")
      }
    }
    // Triples of sixteen numbers: 21.2 % against 51.1 % of fresh rows and 12.1 % of shuffled ones.
    #expect(MetricWords.band(fresh: 0.489, shuffled: 0.879) < 0.788)
  }
}
