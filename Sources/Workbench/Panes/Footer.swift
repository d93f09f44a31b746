import Screen

/// The keys that work now, from the command table.
enum Footer {
  static func draw(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    hints(state).draw(in: area, on: &surface)
  }

  static func hints(_ state: WorkbenchState) -> FooterHints {
    switch state.layers.last {
    case nil: FooterHints(hints: commands(state).map { hint($0, state) })
    case .list(let list):
      layerHints([("↑ ↓", "move")] + (list.content.isToRead ? [] : [("Enter", "choose")]) + [("Esc", "close")])
    case .filter: layerHints([("Enter", "keep"), ("Esc", "back"), ("!word", "hide"), ("kind:", "of a kind")])
    case .save(let save) where save.takenPath != nil:
      layerHints([
        ("Enter", "save as \(save.offeredName)"), ("^r", "replace"), ("Tab", "next field"), ("Esc", "cancel"),
      ])
    case .save: layerHints([("Enter", "save"), ("Tab", "next field"), ("Esc", "cancel")])
    case .value(let value):
      layerHints(
        [("Enter", "take")] + (state.valueChoices(value.field).isEmpty ? [] : [("Tab", "complete")])
          + [("^u", "empty"), ("Esc", "cancel")])
    case .difference: layerHints([("j k", "move"), ("Enter", "take back"), ("Esc", "close")])
    case .quitGuard: layerHints([("s", "save and quit"), ("q", "quit"), ("Esc", "stay")])
    case .otherData: layerHints([("r", "refit"), ("k", "keep"), ("Esc", "keep")])
    case .reveal: layerHints([("y", "show"), ("Esc", "keep masked")])
    case .target: layerHints([("Enter", "set"), ("Esc", "cancel"), ("", "e.g. 20 = percent, 500 rows, x10")])
    case .event: layerHints([("Enter", "take"), ("Tab", "complete"), ("↑ ↓", "choose"), ("Esc", "cancel")])
    case .path: layerHints([("Enter", "open"), ("Tab", "complete"), ("↑ ↓", "choose"), ("Esc", "cancel")])
    case .rule(let rule) where rule.purpose == .rule:
      layerHints([("Enter", "add"), ("Tab", "complete"), ("↑ ↓", "rules on offer"), ("Esc", "cancel")])
    case .rule: layerHints([("Enter", "set"), ("Tab", "complete"), ("Esc", "cancel")])
    case .words, .text: layerHints([("↑ ↓", "scroll"), ("Esc", "close")])
    }
  }

  /// By importance: what does not fit is left out from the right.
  private static func commands(_ state: WorkbenchState) -> [Command] {
    hintNames(state).compactMap(Commands.named).filter { $0.isAvailable(state) && !$0.keys.isEmpty }
  }

  private static func hintNames(_ state: WorkbenchState) -> [String] {
    if state.columnCount == 0, state.view != WorkbenchState.startView {
      return state.jobs[.load] == nil
        ? ["open-file", "start-screen", "palette", "quit"] : ["cancel", "palette", "quit"]
    }
    var names = Views.named(state.view).hints
    /// Of what stands elsewhere on a large screen, the way there comes first.
    func putFirst(_ name: String, at place: Int) {
      names.removeAll { $0 == name }
      names.insert(name, at: min(place, names.count))
    }
    let layout = Layout(state)
    if layout.form == .onePane, layout.order.count > 1 { putFirst("next-pane", at: 1) }
    if state.isZoomed { putFirst("zoom", at: 0) }
    return names
  }

  /// A key and its opposite stand together.
  private static func hint(_ command: Command, _ state: WorkbenchState) -> FooterHints.Hint {
    let keys = [command.keys.first?.label, command.opposite.flatMap(Commands.named)?.keys.first?.label]
    return FooterHints.Hint(
      key: keys.compactMap { $0 }.joined(separator: " "),
      title: command.name == "zoom" && state.isZoomed ? "zoom out" : command.title)
  }

  /// The command whose hint stands at a column of the footer.
  static func command(at column: Int, width: Int, in state: WorkbenchState) -> Command? {
    guard state.layers.isEmpty, let found = hints(state).hint(at: column, width: width) else { return nil }
    let known = commands(state) + ["help"].compactMap(Commands.named)
    return known.first { hint($0, state) == found }
  }

  private static func layerHints(_ pairs: [(String, String)]) -> FooterHints {
    FooterHints(hints: pairs.map { FooterHints.Hint(key: $0.0, title: $0.1) }, last: nil)
  }
}
