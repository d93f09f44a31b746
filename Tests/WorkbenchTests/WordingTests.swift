import Files
import Screen
@testable import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// Dialogs and hints say what is true, and do what they say.
@Suite struct WordingTests {
  // MARK: - Saving

  /// A save dialog whose name turned out to be taken.
  private func taken(_ width: Int = 80, _ height: Int = 24) throws -> WorkbenchState {
    var state = Sample.fitted(width, height)
    state.press("s")
    let effects = state.press("<ret>")
    let work = try #require(effects.first { $0.ticket.slot == .save })
    _ = state.update(.done(work.ticket, .nameTaken(path: "card-fraud.yaml")))
    return state
  }

  private func saved(_ effects: [Effect]) -> (path: String, replaces: Bool)? {
    for effect in effects {
      if case .save(_, let path, let replaces) = effect.work { return (path, replaces) }
    }
    return nil
  }

  @Test func aNameThatIsTypedOnReplacesNothing() throws {
    var state = try taken()
    for letter in ["r", "e", "R"] { #expect(saved(state.press(letter)) == nil) }
    guard case .save(let layer)? = state.layers.last else {
      Issue.record("the dialog is gone")
      return
    }
    #expect(layer.name.text.hasSuffix("reR"))
    #expect(layer.takenPath == nil)
  }

  @Test func enterTakesTheNextFreeName() throws {
    var state = try taken()
    let first = try #require(saved(state.press("<ret>")))
    #expect(!first.replaces)
    #expect(first.path.hasSuffix("-2.yaml"))
    let work = try #require(state.jobs[.save])
    _ = state.update(.done(work.ticket, .nameTaken(path: first.path)))
    let second = try #require(saved(state.press("<ret>")))
    #expect(!second.replaces)
    #expect(second.path.hasSuffix("-3.yaml"))
  }

  @Test func onlyControlRReplaces() throws {
    var state = try taken()
    let made = try #require(saved(state.press("^r")))
    #expect(made.replaces)
    var fresh = Sample.fitted(80, 24)
    fresh.press("s")
    #expect(saved(fresh.press("^r")) == nil)
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20), (50, 14)]) func theWarningIsWhole(_ size: (Int, Int)) throws {
    let state = try taken(size.0, size.1)
    for part in ["yaml exists", "Enter saves as", "^r replaces it"] { #expect(state.screen.contains(part), "\(part)") }
    if size.0 >= 60 { #expect(state.screen.contains("rowsmith generate")) }
    #expect(Footer.hints(state).hints.contains { $0.key == "^r" })
  }

  @Test func pathsAreQuotedForTheShell() {
    #expect(SaveLayer(suggesting: "a/b.yaml").command == "rowsmith generate a/b.yaml -n 1M -o rows.csv")
    #expect(SaveLayer(suggesting: "it's a.yaml").command == "rowsmith generate 'it'\\''s a.yaml' -n 1M -o rows.csv")
  }

  // MARK: - Rules

  @Test(arguments: [(3, "3 of 40 real rows break it: 1, 2, 3"), (6, "break it: 1, 2, 3, 4, 5, 6"), (7, "5, 6, …")])
  func moreRowsAreHintedAtOnlyWhereThereAreMore(_ count: Int, _ words: String) {
    var state = Sample.fitted(120, 40)
    var layer = RuleLayer(purpose: .rule)
    layer.found = RuleCount(rule: "amount > 0", checked: 40, violations: count, rows: Array(0..<count))
    state.layers = [.rule(layer)]
    #expect(state.screen.contains(words))
    #expect(state.screen.contains("…") == (count > 6) || !state.screen.contains("6…"))
  }

  // MARK: - How the file was read

  @Test(arguments: [
    ("line before the table left out", 2, "2 lines before the table left out"),
    ("row with too few fields, padded with missing values", 1, "row with too few fields, padded with missing values"),
    (
      "row with too few fields, padded with missing values", 1200,
      "1,200 rows with too few fields, padded with missing values"
    ),
    ("values of ‘a’ lose the blanks around them", 3, "3 values of ‘a’ lose the blanks around them"),
    ("text after a closing quote, kept in the field", 2, "text after a closing quote, kept in the field (2 times)"),
  ]) func remarksAreSentences(_ text: String, _ count: Int, _ expected: String) {
    #expect(ReadReport.Remark(text: text, count: count).sentence == expected)
  }

  @Test func whatIsOnlyReadHasNoChoice() {
    var state = Sample.fitted(80, 24)
    state.press(":dialect<ret>")
    #expect(!Footer.hints(state).hints.contains { $0.key == "Enter" })
    state.press("<esc>gm")
    #expect(!Footer.hints(state).hints.contains { $0.key == "Enter" })
    state.press("<esc>t")
    #expect(Footer.hints(state).hints.contains { $0.key == "Enter" })
  }

  // MARK: - What cannot be done is not offered

  @Test func nothingIsOfferedWhereNothingIsOpen() {
    let keys = Footer.hints(Sample.empty(120, 40)).hints.map(\.key)
    #expect(keys == ["go", "gs", ":", "q"])
    #expect(Sample.empty(120, 40).screen.contains("go  opens a file"))
  }

  @Test func aSessionHeldByAnotherProgramOffersNoChange() {
    var state = Sample.fitted(120, 40)
    state.press("jjjj")
    let free = Set(Footer.hints(state).hints.map(\.key))
    #expect(free.isSuperset(of: ["s", "f", "t", "w"]))
    state.otherProgram = 4711
    let held = Set(Footer.hints(state).hints.map(\.key))
    #expect(held.isDisjoint(with: ["s", "f", "t", "w", "-"]))
    for key in ["s", "f", "t", "w", "-", "n", "="] {
      let effects = state.press(key)
      #expect(state.layers.isEmpty && saved(effects) == nil, "\(key)")
      #expect(state.status.text.hasPrefix("read-only"), "\(key)")
    }
  }

  // MARK: - The menu of g

  @Test func theWorstColumnIsAChordAway() throws {
    var state = Sample.fitted(120, 40)
    state.press("4gw")
    let worst = try #require(state.worstColumn)
    #expect(state.view == "columns" && state.selection == worst)
    #expect((0..<state.columnCount).allSatisfy { (state.fit($0) ?? 200) >= (state.fit(worst) ?? 0) })
    state.press("g3")
    #expect(state.view == "model")
  }

  @Test func messagesAreKept() {
    var state = Sample.fitted(120, 40)
    state.press("W")
    state.press("W")
    let texts = state.messages.map(\.text)
    #expect(texts.suffix(2) == ["worst fit first", "columns in their own order"])
    state.press("gm")
    #expect(state.screen.contains("worst fit first"))
    state.status = StatusMessage(.success, "fitted 6 columns")
    state.status = StatusMessage(.success, "fitted 6 columns, drew 40 rows")
    #expect(state.messages.last?.text == "fitted 6 columns, drew 40 rows")
    #expect(!state.messages.contains { $0.text == "fitted 6 columns" })
  }

  @Test func workThatGoesOnIsListed() {
    var state = Sample.fitted(120, 40)
    state.jobs = [.score: Job(ticket: Ticket(slot: .score, revision: 1), title: "scoring", done: 41, total: 100)]
    state.press("gj")
    #expect(state.screen.contains("scoring") && state.screen.contains("41%"))
    state.press("<ret>")
    #expect(state.jobs[.score] == nil)
  }

  @Test func kindsHaveOneName() {
    let accepts = ColumnFilter("kind:dec").accepts(name: "x", kind: .decimal)
    #expect(accepts && ColumnFilter("type:dec").accepts(name: "x", kind: .decimal))
    #expect(!Sample.fitted(120, 40).screen.contains("type"))
  }
}
