import Screen
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Evaluation
@testable import Workbench

/// What does not fit is said, at every size.
@Suite struct ListWordsTests {
  /// The sample with `count` columns more.
  private func wide(_ width: Int, _ height: Int, more count: Int = 30) -> WorkbenchState {
    var state = Sample.fitted(width, height)
    var recipe = Sample.recipe
    for number in 0..<count {
      var column = recipe.columns[4]
      column.name = "extra_\(number)"
      recipe.columns.append(column)
    }
    state.history.start(from: recipe)
    state.settledRecipe = recipe
    return state
  }

  static let sizes = [(170, 50), (120, 40), (80, 24), (60, 20), (50, 14)]

  @Test func positionsAreWords() {
    #expect(ListWords.position(top: 0, height: 8, count: 13) == "1 to 8 of 13")
    #expect(ListWords.position(top: 1200, height: 8, count: 1204) == "1,201 to 1,204 of 1,204")
    #expect(ListWords.position(top: 0, height: 13, count: 13) == "")
    #expect(ListWords.position(top: 5, height: 0, count: 13) == "")
  }

  @Test(arguments: sizes) func noListEndsSilently(_ size: (Int, Int)) {
    var state = wide(size.0, size.1)
    #expect(state.screen.contains("of 36"), "columns")
    #expect(state.screen.contains("1 to "))
    state.press("G")
    #expect(state.screen.contains("to 36 of 36"))
    state.press("?")
    #expect(state.screen.contains("1 to "), "help")
    state = Sample.fitted(size.0, size.1)
    #expect(!state.screen.contains("1 to "))
    state.press("2")
    #expect(state.screen.contains("of 30"), "rows")
  }

  @Test(arguments: sizes) func aFilterIsSeen(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    state.press("/am<ret>")
    #expect(state.screen.contains("/am · 2 of 6"))
    state.press("<esc>")
    #expect(!state.screen.contains("/am"))
    state.press("W")
    #expect(state.screen.contains("worst first"))
  }

  @Test(arguments: sizes) func aZoomedChartSaysWhatItIsOf(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    state.press("jjjj<tab>z")
    #expect(state.screen.contains("amount"))
    #expect(state.screen.contains("█ agree"))
    #expect(Footer.hints(state).hints.first?.key == "z")
  }

  @Test func smallScreensShowTheNextPaneBelow() {
    var state = Sample.fitted(60, 20)
    state.press("jjjj")
    let layout = Layout(state)
    #expect(layout.places.map(\.pane) == ["columns", "chart"])
    #expect(layout.places.map(\.area.size.height).reduce(0, +) == layout.body.size.height)
    #expect(state.screen.contains("█ agree"))
    #expect(Footer.hints(state).hints.prefix(2).contains { $0.key == "Tab" })
    state.press("<tab>")
    #expect(Layout(state).places.map(\.pane) == ["chart"])
    #expect(Layout(wide(60, 20)).places.map(\.pane) == ["columns"])
  }

  @Test(arguments: sizes) func bothTablesOfRowsSayHowManyAreSeen(_ size: (Int, Int)) throws {
    var state = Sample.fitted(size.0, size.1)
    state.press("2bb")
    #expect(state.shownRows == .both)
    let lines = state.screen.split(separator: "\n").map(String.init)
    let middle = try #require(lines.firstIndex { $0.contains("real, personal data masked") })
    let shown = lines[..<middle].count { $0.contains("Person ") }
    let words = try #require(lines[..<middle].first { $0.contains("of 30") })
    #expect(words.contains("first \(RowsPane.lines(state)) of 30"))
    #expect((0...1).contains(shown - RowsPane.lines(state)))
    #expect(lines[middle].contains("40 rows"))
  }
}

/// Texts that are too long end with a whole word.
@Suite struct ClippingTests {
  @Test(arguments: [
    ("Lists the generators for this column.", 20, "Lists the…"), ("Lists the generators", 20, "Lists the generators"),
    ("device_age_days_since", 12, "device_age_…"), ("--quote, --escape", 14, "--quote,…"),
    ("a bcdefghijklmnop", 12, "a bcdefghij…"),
  ]) func wordsStayWhole(_ text: String, _ width: Int, _ expected: String) {
    var surface = Surface(size: Size(width: 40, height: 1))
    let used = surface.write(text, at: Point(x: 0, y: 0), maxWidth: width, clipping: .ellipsis)
    #expect(surface.text == expected)
    #expect(used == expected.columns)
  }
}
