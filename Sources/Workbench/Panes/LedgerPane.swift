import Screen
import Synthesis

/// What the recipe has learned, and on how many real rows each thing rests.
enum LedgerPane: Pane {
  static let name = "ledger"

  static func title(_ state: WorkbenchState) -> String { "What it rests on" }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let ledger = state.recipeView.pages?.value.ledger else { return "" }
    // The position says as well how many there are.
    return position(state).isEmpty ? "k \(ledger.k) · \(ledger.entries.count) entries" : "k \(ledger.k)"
  }

  static func position(_ state: WorkbenchState) -> String {
    ListWords.position(
      top: state.recipeView.entries.top, height: state.ledgerLines,
      count: state.recipeView.pages?.value.ledger.entries.count ?? 0)
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let ledger = state.recipeView.pages?.value.ledger else {
      surface.write("told with the recipe", in: area, line: 0, indent: 2, role: .dim)
      return
    }
    let width = area.size.width
    let subject = min(max(8, ledger.entries.map(\.subject.columns).max() ?? 0), max(8, width / 3))
    surface.write("column", in: area, line: 0, indent: 2, role: .header)
    surface.write("learned", in: area, line: 0, indent: subject + 3, role: .header)
    surface.write("rows", endingAt: area.right - 1, y: area.top, role: .header)
    let position = state.recipeView.entries
    let height = max(0, area.size.height - 2)
    for (row, index) in position.visible(count: ledger.entries.count, height: height).enumerated() {
      let place = area.line(row + 1)
      let isSelected = index == position.selection
      if isSelected {
        surface.tint(place, background: .selection)
        surface.write("▸", in: place, line: 0, role: .cursor)
        if state.focus == name { surface.cursor = place.origin }
      }
      let isFirst = row == 0 || ledger.entries[index - 1].subject != ledger.entries[index].subject
      draw(
        ledger.entries[index], k: ledger.k, subject: isFirst || isSelected ? subject : nil, subject, in: place, &surface
      )
    }
    drawSelected(ledger, position.selection, below: ledger.entries.count, in: area, on: &surface)
    drawVerdict(ledger, in: area.line(area.size.height - 1), on: &surface)
  }

  /// - Parameter shown: the columns for the subject; nil: it stands in the line above.
  private static func draw(
    _ entry: DisclosureLedger.Entry, k: Int, subject shown: Int?, _ width: Int, in area: Rect, _ surface: inout Surface
  ) {
    if let shown {
      surface.write(
        entry.subject, at: Point(x: area.left + 2, y: area.top), role: .text, maxWidth: shown, clipping: .ellipsis)
    }
    let isShort = (entry.support ?? k) < k
    let support = entry.support.map { (isShort ? "! " : "") + Numbers.grouped($0) } ?? "–"
    let used = surface.write(support, endingAt: area.right - 1, y: area.top, role: isShort ? .warn : .good)
    surface.write(
      entry.learned, at: Point(x: area.left + width + 3, y: area.top), role: .dim,
      maxWidth: area.size.width - width - 6 - used, clipping: .ellipsis)
  }

  /// All of the selected entry, where lines are left for it.
  private static func drawSelected(
    _ ledger: DisclosureLedger, _ selection: Int, below count: Int, in area: Rect, on surface: inout Surface
  ) {
    guard ledger.entries.indices.contains(selection) else { return }
    let entry = ledger.entries[selection]
    let lines = WrappedText.lines("\(entry.subject): \(entry.learned)", width: area.size.width - 3, indent: 2)
    guard count + 3 + lines.count < area.size.height else { return }
    for (row, line) in lines.enumerated() {
      surface.write(line, in: area, line: area.size.height - 2 - lines.count + row, indent: 2, role: .text)
    }
  }

  private static func drawVerdict(_ ledger: DisclosureLedger, in area: Rect, on surface: inout Surface) {
    let weak = ledger.unsupported.count
    if weak > 0 {
      surface.write(
        "! \(weak) rest\(weak == 1 ? "s" : "") on fewer than \(ledger.k) rows (k)", in: area, line: 0, indent: 2,
        role: .warn)
      return
    }
    let used = surface.write("✓", in: area, line: 0, indent: 2, role: .good)
    surface.write(
      "nothing rests on fewer than \(ledger.k) real rows (k)", in: area, line: 0, indent: used + 3, role: .dim)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveLedger(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, state.ledgerLines - 1) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveLedger(by: steps) }
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    guard point.y > 0 else { return [] }
    return state.moveLedger(by: state.recipeView.entries.top + point.y - 1 - state.recipeView.entries.selection)
  }
}
