import Screen
import Synthesis

/// The selected event: its share before and after, what it rests on, what it costs.
enum TargetPane: Pane {
  static let name = "target"

  static func title(_ state: WorkbenchState) -> String {
    state.selectedRareLine.map { "Target share: \($0.when)" } ?? "Target share"
  }

  static func trailing(_ state: WorkbenchState) -> String { "" }

  static func wantedLines(_ state: WorkbenchState) -> Int? { state.selectedRareLine == nil ? nil : 9 }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let line = state.selectedRareLine else {
      surface.write("no event is selected: + writes one", in: area, line: 0, indent: 2, role: .dim)
      return
    }
    let inner = Rect(x: area.left + 1, y: area.top, width: area.size.width - 2, height: area.size.height)
    let hasScale = inner.size.height >= 10
    let (bars, facts) = inner.splitRows(hasScale ? 5 : 2)
    drawBars(state, line, in: bars, hasScale: hasScale, on: &surface)
    var place = facts.splitRows(hasScale && facts.size.height > 6 ? 1 : 0).bottom
    for fact in self.facts(state, of: line) {
      place = place.splitRows(draw(fact, in: place, on: &surface)).bottom
    }
  }

  /// Something to know about the selected event, with its name.
  struct Fact: Equatable {
    var name: String
    var words: String
    /// For a narrow place; empty: the same.
    var short = ""
    var role = Role.text
  }

  static func facts(_ state: WorkbenchState, of line: RareLine) -> [Fact] {
    let rows = state.previewRows
    var facts = [
      Fact(
        name: "target", words: line.event.map { "\($0.target)" } ?? "none: Enter offers \(offer(line))",
        role: line.event == nil ? .dim : .rare),
      Fact(
        name: "how", words: "drawn by \(state.recipe?.model.name ?? "the joint model") given the event",
        short: "drawn given the event"),
      support(state, line),
      Fact(
        name: "weights",
        words: state.recipe?.hasWeightColumn == true ? "[x] column _weight   w" : "[ ] column _weight   w"),
    ]
    guard let event = line.event else { return facts }
    let all = state.recipe?.rare.count ?? 1
    let rest = all > 1 ? " (\(all) events share the rest)" : ""
    // Only rows that are drawn and counted have it.
    let isCounted = !state.rowsAreStale && state.jobs[.draw] == nil && state.jobs[.strata] == nil
    let counted = isCounted ? state.selectedStrata : nil
    let words =
      counted.map { "\(Numbers.grouped($0.syntheticRows)) of \(Numbers.grouped($0.syntheticTotal)) have it" }
      ?? "\(state.rowsAsked(for: event)) of \(Numbers.grouped(rows)) are to have it"
    facts.append(Fact(name: "rows", words: words + rest))
    return facts
  }

  private static func offer(_ line: RareLine) -> String {
    Numbers.percent(line.candidate.offeredShare, decimals: 0)
  }

  /// What it rests on, and whether that is enough.
  private static func support(_ state: WorkbenchState, _ line: RareLine) -> Fact {
    let asked = line.event.map { state.rowsAsked(for: $0) }
    let words = "\(Numbers.grouped(line.support)) real rows support this" + (asked.map { "; \($0) asked" } ?? "")
    let short = "\(Numbers.grouped(line.support)) real rows" + (asked.map { ", \($0) asked" } ?? "")
    guard line.support < DrawnRareEvent.advisedSupport else {
      return Fact(name: "support", words: words, short: short)
    }
    let advice = "they tell little of what else is typical of it; widen the condition or gather more rows"
    return Fact(name: "support", words: "! only \(words): \(advice)", short: "! only \(short)", role: .warn)
  }

  private static let nameWidth = 10

  /// - Returns: the lines used.
  private static func draw(_ fact: Fact, in area: Rect, on surface: inout Surface) -> Int {
    guard area.size.height > 0 else { return 0 }
    surface.write(fact.name, in: area, line: 0, role: .dim)
    let lines = WrappedText.lines(fact.words, width: max(10, area.size.width - nameWidth), indent: 0)
    for (row, line) in lines.enumerated() {
      surface.write(line, in: area, line: row, indent: nameWidth, role: fact.role)
    }
    return min(lines.count, area.size.height)
  }

  private static func drawBars(
    _ state: WorkbenchState, _ line: RareLine, in area: Rect, hasScale: Bool, on surface: inout Surface
  ) {
    let width = max(1, area.size.width - nameWidth - 8)
    var shares = [("real", line.share, Role.real)]
    if let strata = state.selectedStrata, strata.syntheticTotal > 0 {
      shares.append(("synthetic", Double(strata.syntheticRows) / Double(strata.syntheticTotal), .synthetic))
    }
    let first = hasScale ? 1 : 0
    for (row, (name, share, role)) in shares.enumerated() {
      let y = area.top + first + row
      surface.write(name, in: area, line: first + row, role: role)
      Gauge.drawPart(share, at: Point(x: area.left + nameWidth, y: y), width: width, role: role, on: &surface)
      surface.write(Numbers.share(share), endingAt: area.right, y: y, role: role)
    }
    guard hasScale else { return }
    let axis = Rect(x: area.left + nameWidth, y: area.top + first + 2, width: width, height: 2)
    let ticks = [0, 25, 50, 75, 100].map { AxisTick(position: Double($0) / 100, label: "\($0)") }
    Axis.draw(ticks, columnsPerBin: Double(width - 2), in: axis, on: &surface)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { EventsPane.move(&state, by: steps) }
}
