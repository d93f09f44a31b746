import Screen

extension View {
  static let rows = View(
    name: "rows", digit: "2", title: "Rows", shortTitle: "Row",
    help: "The synthetic rows, or the real ones with personal data masked.", panes: ["rows"],
    wide: { body, _ in [Layout.Place(pane: "rows", area: body, frame: .box)] },
    compact: { body, _ in ([Layout.Place(pane: "rows", area: body, frame: .line)], nil) },
    hints: ["move-down", "move-left", "switch-rows", "redraw", "undo", "save", "filter-columns", "quit"])
}
