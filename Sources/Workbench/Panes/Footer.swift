import Screen

/// The keys that work now, from the command table.
enum Footer {
  /// By importance: what does not fit is left out from the right.
  private static let shown = [
    "move-down", "choose-generator", "choose-kind", "next-chart", "drop-column", "undo", "save", "redraw", "zoom",
    "filter-columns", "next-pane", "quit",
  ]

  static func draw(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    hints(state).draw(in: area, on: &surface)
  }

  static func hints(_ state: WorkbenchState) -> FooterHints {
    switch state.layers.last {
    case nil: FooterHints(hints: commandHints(state))
    case .list: layerHints([("↑↓", "move"), ("Enter", "choose"), ("Esc", "close")])
    case .filter: layerHints([("Enter", "keep"), ("Esc", "back"), ("!word", "hide"), ("type:", "kind")])
    case .save: layerHints([("Enter", "save"), ("Tab", "next field"), ("Esc", "cancel")])
    case .quitGuard: layerHints([("s", "save and quit"), ("q", "quit"), ("Esc", "stay")])
    case .words: layerHints([("↑↓", "scroll"), ("Esc", "close")])
    }
  }

  private static func commandHints(_ state: WorkbenchState) -> [FooterHints.Hint] {
    shown.compactMap { name in
      guard let command = Commands.named(name), command.isAvailable(state), let key = command.keys.first else {
        return nil
      }
      return FooterHints.Hint(key: name == "move-down" ? "j k" : key.label, title: command.title)
    }
  }

  private static func layerHints(_ pairs: [(String, String)]) -> FooterHints {
    FooterHints(hints: pairs.map { FooterHints.Hint(key: $0.0, title: $0.1) }, last: nil)
  }
}
