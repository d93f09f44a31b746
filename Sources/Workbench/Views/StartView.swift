import Screen

extension View {
  /// What is seen when no file was named; it has no tab.
  static let start = View(
    name: "start", digit: "0", title: "Start", shortTitle: "Start",
    help: "Sessions, tables and demos to open.", panes: ["start"],
    wide: { body, _ in [Layout.Place(pane: "start", area: body, frame: .none)] },
    compact: { body, _ in ([Layout.Place(pane: "start", area: body, frame: .none)], nil) },
    hints: ["open-selected", "move-down", "find-file", "start-tutorial", "palette", "quit"])
}
