import Screen

extension View {
  /// One column at a time, opened from the list of columns.
  static let editor = View(
    name: "editor", digit: "1", title: "Column", shortTitle: "Col",
    help: "One column: generators by fit, parameters, tails, and charts that follow every key.",
    panes: ["editor", "editor-chart"],
    wide: { body, _ in
      let (left, right) = body.splitColumns(44)
      return [
        Layout.Place(pane: "editor", area: left, frame: .box),
        Layout.Place(pane: "editor-chart", area: right, frame: .box),
      ]
    },
    compact: { body, _ in
      let (left, rest) = body.splitColumns(36)
      let (_, right) = rest.splitColumns(1)
      return (
        [
          Layout.Place(pane: "editor", area: left, frame: .none),
          Layout.Place(pane: "editor-chart", area: right, frame: .none),
        ], nil
      )
    },
    hints: [
      "move-down", "lower-value", "type-value", "auto-value", "choose-generator", "weigh-column", "next-editor-chart",
      "previous-column", "lower-value-far", "undo", "save", "quit",
    ],
    missingWork: { $0.prepareEditorIfMissing() })
}
