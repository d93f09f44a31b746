import Screen

extension View {
  static let columns = View(
    name: "columns", digit: "1", title: "Columns", shortTitle: "Col",
    help: "All columns, with the chart of the selected one.", panes: ["columns", "chart", "rows", "statistics"],
    wide: wideColumns, compact: compactColumns, listLines: { $0.columnCount },
    rule: { state in
      let parts = [
        state.selectedName, state.columnKind(state.selection).shortName,
        state.recipeColumn(state.selection)?.generatorSpelling ?? "",
      ]
      return (
        state.columnCount == 0 ? "" : parts.filter { !$0.isEmpty }.joined(separator: " · "),
        state.fitWords(state.selection)
      )
    },
    hints: [
      "move-down", "open-editor", "choose-generator", "choose-kind", "weigh-column", "next-chart", "undo", "save",
      "drop-column", "redraw", "zoom", "filter-columns", "next-pane", "quit",
    ])

  @Sendable private static func wideColumns(_ body: Rect, _ count: Int) -> [Layout.Place] {
    let width = body.size.width >= 160 ? body.size.width - 50 : body.size.width * 65 / 100
    let (left, right) = body.splitColumns(width)
    // Frame, head, columns and the note on personal data; at most 45 % of the screen.
    let most = (body.size.height + 4) * 45 / 100
    let (list, rows) = left.splitRows(min(max(6, count + 4), most))
    let (chart, statistics) = right.splitRows(-min(15, body.size.height / 2))
    return [
      Layout.Place(pane: "columns", area: list, frame: .box), Layout.Place(pane: "chart", area: chart, frame: .box),
      Layout.Place(pane: "rows", area: rows, frame: .box),
      Layout.Place(pane: "statistics", area: statistics, frame: .box),
    ]
  }

  @Sendable private static func compactColumns(_ body: Rect, _ count: Int) -> (places: [Layout.Place], rule: Rect?) {
    let most = ((body.size.height + 3) * 45 + 50) / 100
    let (list, rest) = body.splitRows(min(max(4, count + 1), most))
    let (rule, lower) = rest.splitRows(1)
    let (chart, statistics) = lower.splitColumns(-33)
    let narrower = Rect(x: chart.left + 1, y: chart.top, width: chart.size.width - 2, height: chart.size.height)
    let places = [
      Layout.Place(pane: "columns", area: list, frame: .none),
      Layout.Place(pane: "chart", area: narrower, frame: .none),
      Layout.Place(pane: "statistics", area: statistics, frame: .none),
    ]
    return (places, rule)
  }
}
