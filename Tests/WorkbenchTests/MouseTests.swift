import Evaluation
import Screen
import TestSupport
import Testing

@testable import Workbench

/// A range of a histogram, and double clicks.
@Suite struct MouseTests {
  private func send(_ action: MouseEvent.Action, _ x: Int, _ y: Int, _ state: inout WorkbenchState) -> [Effect] {
    state.update(.event(.mouse(MouseEvent(action: action, position: Point(x: x, y: y)))))
  }

  private func plot(_ state: WorkbenchState) -> Rect {
    Layout(state).place(of: "chart")?.inside ?? Rect(x: 0, y: 0, width: 0, height: 0)
  }

  /// Drags from one column of the chart to another.
  private func drag(_ from: Int, _ to: Int, _ state: inout WorkbenchState) {
    let area = plot(state)
    _ = send(.press, area.left + from, area.top + 3, &state)
    for x in stride(from: from, through: to, by: from <= to ? 1 : -1) {
      _ = send(.drag, area.left + x, area.top + 3, &state)
    }
    _ = send(.release, area.left + to, area.top + 3, &state)
  }

  @Test(arguments: [(120, 40), (80, 24)]) func aRangeBecomesAnEvent(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    state.press("jjjj")
    let middle = size.0 == 120 ? 8 : 12
    drag(middle, middle + 6, &state)
    #expect(state.status.text.contains("amount between "))
    expectSnapshot(state.screen, named: "range-\(size.0)x\(size.1)")
    state.press("w")
    guard case .target(let layer)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.condition.hasPrefix("amount between ") && state.range == nil)
  }

  @Test func aRangeToTheEdgeIsATail() {
    var state = Sample.fitted()
    state.press("jjjj")
    drag(30, 200, &state)
    #expect(state.rangeCondition?.hasPrefix("amount >= ") == true)
    // To the left as well as to the right.
    drag(12, -20, &state)
    #expect(state.rangeCondition?.hasPrefix("amount <= ") == true)
    drag(-1, 200, &state)
    #expect(state.rangeCondition == nil)
    drag(9, 12, &state)
    state.press("<esc>")
    #expect(state.shownRange == nil)
    drag(9, 12, &state)
    state.press("k")
    #expect(state.shownRange == nil, "of another column")
    state.press("w")
    #expect(state.layers.count == 1)
  }

  /// The dates of an event are written as the column writes them.
  @Test func datesAreWrittenAsTheColumnDoes() {
    var state = Sample.fitted()
    state.press("j")
    drag(9, 12, &state)
    #expect(state.rangeCondition?.contains("when between 202") == true, "\(state.rangeCondition ?? "")")
  }

  @Test func everyColumnOfTheChartHasItsBin() {
    for (count, width) in [(20, 38), (38, 38), (50, 38), (7, 40), (1, 10)] {
      for hasZeroBar in [false, true] {
        let bins = (0..<width).map {
          OverlapHistogram.bin(at: $0, of: count, width: width, hasZeroBar: hasZeroBar)
        }
        let known = bins.compactMap { $0 }
        #expect(known == known.sorted() && known.first == 0 && known.allSatisfy { $0 < count })
        let marked = OverlapHistogram.columns(of: 0...(count - 1), count: count, width: width, hasZeroBar: hasZeroBar)
        #expect(marked.count == known.count)
      }
    }
  }

  @Test func aDoubleClickOpensTheEditor() {
    var state = Sample.fitted()
    let list = Layout(state).place(of: "columns")?.inside ?? plot(state)
    let first = send(.press, list.left + 5, list.top + 5, &state)
    #expect(state.selectedName == "amount" && state.view == "columns")
    let waits = first.filter { $0.ticket.slot == .click }
    #expect(waits.count == 1 && waits[0].delay > 0)
    _ = send(.release, list.left + 5, list.top + 5, &state)
    _ = send(.press, list.left + 5, list.top + 5, &state)
    #expect(state.view == "editor")
    // Two slow clicks are two clicks.
    state.press("<esc>")
    for effect in send(.press, list.left + 5, list.top + 5, &state) where effect.ticket.slot == .click {
      _ = state.update(.done(effect.ticket, .waited))
    }
    _ = send(.press, list.left + 5, list.top + 5, &state)
    #expect(state.view == "columns")
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20)]) func realRowsAreMasked(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    state.press("2b")
    #expect(!state.screen.contains("Person ") && state.screen.contains("••••••"))
    state.press("bb:reveal<ret>")
    state.press("<esc>b")
    #expect(!state.screen.contains("Person "))
    state.press(":reveal<ret>y")
    #expect(state.screen.contains("Person "))
    let kept = String(decoding: SessionFile(state)?.text ?? [], as: UTF8.self)
    #expect(!kept.isEmpty && !kept.contains("eveal"))
    state.press(":mask<ret>")
    #expect(!state.screen.contains("Person "))
  }

  /// Even before anything is fitted or profiled.
  @Test func theFirstRowsOfAFileAreMasked() {
    var state = Sample.loading()
    let table = Sample.fitted().table
    _ = state.update(.partial(state.jobs[.load]?.ticket ?? Ticket(slot: .load, revision: 0), .firstRows(table!)))
    #expect(state.shownRows == .real)
    #expect(!state.screen.contains("Person ") && state.screen.contains("●"))
  }
}

/// Real values of people in charts and lists.
@Suite struct MaskTests {
  @Test func levelsOfPersonalColumnsCannotBeRead() throws {
    var rows: [String] = []
    for row in 0..<200 { rows.append("\(["Ann Archer", "Bob Baker", "Cyd Cooper"][row % 3]),\(row % 7)") }
    let table = try TemporaryTable("name,visits\n" + rows.joined(separator: "\n") + "\n")
    var driver = table.opened()
    #expect(driver.state.isPersonal("name"))
    func holdsNames() -> Bool { ["Archer", "Baker", "Cooper"].contains { driver.state.screen.contains($0) } }
    driver.send(.command("go-to-column name"))
    for keys in ["", "v", "i", "<esc>", "w", "<esc>", "<ret>", "v", "<esc>", "4", "+name = ", "<esc>", "2b", "b", "5"] {
      driver.press(keys)
      #expect(!holdsNames(), "after \(keys)")
    }
    driver.press("1")
    driver.send(.command("reveal"))
    driver.press("y")
    #expect(holdsNames())
    #expect(!ChartWords.sentences(driver.state).isEmpty)
  }
}
