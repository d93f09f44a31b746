import Screen
import Synthesis
import Tables

/// The synthetic rows as a table.
enum RowsPane: Pane {
  static let name = "rows"
  private static let widest = 32

  /// Rows of each table that are seen at once.
  static func lines(_ state: WorkbenchState) -> Int {
    guard let place = Layout(state).place(of: name) else { return 10 }
    let height = place.inside.size.height
    guard state.shownRows == .both else {
      return max(1, height - 1 - (hasFoot(state, isFramed: place.hasTitle) ? 1 : 0))
    }
    // Below the line between them real rows have a head of their own.
    return max(1, min(height / 2 - 1, height - height / 2 - 2))
  }

  private static func hasFoot(_ state: WorkbenchState, isFramed: Bool) -> Bool { isFramed && state.shownRows != .both }

  static func title(_ state: WorkbenchState) -> String {
    switch state.shownRows {
    case .synthetic: return state.showsOldRows ? "Rows of an earlier recipe" : "Synthetic rows"
    case .real: return state.realTitle("Real rows")
    case .both: return "Synthetic rows above real ones"
    }
  }

  static func trailing(_ state: WorkbenchState) -> String {
    if state.realRowsShown != nil {
      return "the first of the file" + (state.readingWords.map { " · " + $0 } ?? "")
    }
    guard let table = state.shownRows == .real ? state.table?.value.table : state.synthetic?.value else { return "" }
    let lines = lines(state)
    let last = min(table.rowCount, state.rowTop + lines)
    let what = state.rowTop == 0 ? "first \(last)" : "\(Numbers.grouped(state.rowTop + 1)) to \(Numbers.grouped(last))"
    return ListWords.joined(
      "\(what) of \(Numbers.grouped(table.rowCount))", state.view == "rows" ? "" : "R redraw")
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let (upper, lower) = area.splitRows(state.shownRows == .both ? area.size.height / 2 : area.size.height)
    if state.shownRows == .both, let real = state.table?.value.table {
      let rows = "\(Numbers.grouped(real.rowCount)) rows"
      surface.rule(lower.line(0), title: state.realTitle("real"), trailing: rows, isHeavy: false)
      draw(real, isReal: true, state, in: lower.splitRows(1).bottom, on: &surface)
    }
    guard let table = state.shownRows == .real ? state.realTable : state.synthetic?.value else {
      surface.write(waiting(state), in: area, line: min(1, area.size.height - 1), indent: 2, role: .dim)
      return
    }
    let hasFoot = hasFoot(state, isFramed: isFramed)
    let body = upper.splitRows(upper.size.height - (hasFoot ? 1 : 0)).top
    draw(table, isReal: state.shownRows == .real, state, in: body, on: &surface)
    if hasFoot {
      surface.write(
        "∅ missing   \(state.view == "rows" ? "b real, both" : "2 full view")   h l columns", in: area,
        line: area.size.height - 1, indent: 2, role: .dim)
    }
  }

  private static func draw(
    _ table: Table, isReal: Bool, _ state: WorkbenchState, in area: Rect, on surface: inout Surface
  ) {
    // As many as the title says, of both tables the same.
    let lines = max(0, min(lines(state), area.size.height - 1))
    let rows = state.rowTop..<max(state.rowTop, min(table.rowCount, state.rowTop + lines))
    var shown: [ShownColumn] = []
    var used = 1
    for (index, column) in table.columns.enumerated() {
      guard index >= state.rowLeft, used < area.size.width - 1 else { continue }
      guard state.recipe?.column(named: column.name)?.isDropped != true else { continue }
      let isMasked = isReal && (state.masksRealRows || state.hides(column.name))
      shown.append(ShownColumn(column, rows, isMasked: isMasked, isPersonal: state.isPersonal(column.name)))
      used += min(widest, shown[shown.count - 1].natural) + 2
    }
    // Where all columns fit, the wide ones share what is left.
    var spare = max(0, area.size.width - used)
    var x = 1
    for column in shown {
      let wider = max(0, min(spare, column.natural - widest))
      spare -= wider
      x +=
        draw(column, width: min(column.natural, widest + wider, area.size.width - x), in: area, at: x, on: &surface) + 2
    }
  }

  /// A column as it is shown: its head and the texts of the rows that are seen.
  private struct ShownColumn {
    var head: String
    var texts: [String?]
    var isPersonal: Bool
    var isRight: Bool
    /// The columns that it takes where nothing is cut.
    var natural: Int

    init(_ column: Column, _ rows: Range<Int>, isMasked: Bool, isPersonal: Bool) {
      head = (isPersonal ? "● " : "") + column.name
      self.isPersonal = isPersonal
      isRight = column.kind == .integer || column.kind == .decimal
      texts = rows.map { row -> String? in
        guard row < column.count, let text = column.text(ofRow: row) else { return nil }
        return isMasked ? MaskedText.masked(text) : text
      }
      natural = max(head.columns, texts.map { ($0 ?? "∅").columns }.max() ?? 0)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.scrollRows(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, lines(state) - 1) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.scrollRows(by: steps) }

  private static func waiting(_ state: WorkbenchState) -> String {
    if state.recipe != nil { return "drawing…" }
    return state.jobs[.load].map { "\($0.title)…" } ?? "nothing is fitted"
  }

  /// - Returns: the width used.
  private static func draw(
    _ column: ShownColumn, width: Int, in area: Rect, at x: Int, on surface: inout Surface
  ) -> Int {
    put(column.head, x, width, column.isRight, column.isPersonal ? .pii : .header, line: 0, in: area, on: &surface)
    for (line, text) in column.texts.enumerated() {
      put(text ?? "∅", x, width, column.isRight, text == nil ? .null : .text, line: line + 1, in: area, on: &surface)
    }
    return width
  }

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
