import Screen
import Synthesis
import Tables

/// The synthetic rows as a table.
enum RowsPane: Pane {
  static let name = "rows"
  private static let widest = 32

  static func title(_ state: WorkbenchState) -> String {
    state.realRowsShown == nil ? "Synthetic rows" : "Real rows"
  }

  static func trailing(_ state: WorkbenchState) -> String {
    if state.realRowsShown != nil {
      return "the first of the file" + (state.readingWords.map { " · " + $0 } ?? "")
    }
    guard let table = state.synthetic?.value else { return "" }
    let lines = Layout(state).rowLines
    let last = min(table.rowCount, state.rowTop + lines)
    let what = state.rowTop == 0 ? "first \(last)" : "\(Numbers.grouped(state.rowTop + 1)) to \(Numbers.grouped(last))"
    return "\(what) of \(Numbers.grouped(table.rowCount)) · R redraw"
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let table = state.synthetic?.value ?? state.realRowsShown?.value.table else {
      surface.write(waiting(state), in: area, line: min(1, area.size.height - 1), indent: 2, role: .dim)
      return
    }
    let lines = max(0, area.size.height - 1 - (isFramed ? 1 : 0))
    let rows = state.rowTop..<max(state.rowTop, min(table.rowCount, state.rowTop + lines))
    var x = 1
    for (index, column) in table.columns.enumerated() {
      guard index >= state.rowLeft, x < area.size.width - 1 else { continue }
      guard state.recipe?.column(named: column.name)?.isDropped != true else { continue }
      x += drawColumn(column, rows, state, in: area, at: x, on: &surface) + 2
    }
    if isFramed {
      surface.write(
        "∅ missing   2 full view   h l columns", in: area, line: area.size.height - 1, indent: 2, role: .dim)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.scrollRows(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, Layout(state).rowLines - 1) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.scrollRows(by: steps) }

  private static func waiting(_ state: WorkbenchState) -> String {
    if state.recipe != nil { return "drawing…" }
    return state.jobs[.load].map { "\($0.title)…" } ?? "nothing is fitted"
  }

  /// - Returns: the width used.
  private static func drawColumn(
    _ column: Column, _ rows: Range<Int>, _ state: WorkbenchState, in area: Rect, at x: Int, on surface: inout Surface
  ) -> Int {
    let texts = rows.map { $0 < column.count ? column.text(ofRow: $0) : nil }
    let isPersonal = state.recipe?.column(named: column.name)?.personalData != nil
    let head = (isPersonal ? "● " : "") + column.name
    let width = min(widest, max(head.columns, texts.map { ($0 ?? "∅").columns }.max() ?? 0), area.size.width - x)
    let isRight = isNumber(column.kind)
    put(head, x, width, isRight, isPersonal ? .pii : .header, line: 0, in: area, on: &surface)
    for (line, text) in texts.enumerated() {
      put(text ?? "∅", x, width, isRight, text == nil ? .null : .text, line: line + 1, in: area, on: &surface)
    }
    return width
  }

  private static func isNumber(_ kind: ColumnKind) -> Bool { kind == .integer || kind == .decimal }

  private static func put(
    _ text: String, _ x: Int, _ width: Int, _ isRight: Bool, _ role: Role, line: Int, in area: Rect,
    on surface: inout Surface
  ) {
    let y = area.top + line
    if isRight {
      surface.write(text, endingAt: area.left + x + width, y: y, role: role, maxWidth: width)
    } else {
      surface.write(text, at: Point(x: area.left + x, y: y), role: role, maxWidth: width, clipping: .ellipsis)
    }
  }
}
