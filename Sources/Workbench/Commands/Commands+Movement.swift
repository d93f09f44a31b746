import Screen

extension Commands {
  static let movement: [Command] = [
    Command(
      "move-down", ["j", "<down>"], .move, title: "move", help: "To the next column or row.",
      arguments: [CommandArgument("STEPS", isOptional: true)], opposite: "move-up"
    ) { (state, arguments) throws(CommandError) in state.move(by: try steps(arguments)) },
    Command(
      "move-up", ["k", "<up>"], .move, title: "move", help: "To the previous column or row.",
      arguments: [CommandArgument("STEPS", isOptional: true)]
    ) { (state, arguments) throws(CommandError) in state.move(by: -(try steps(arguments))) },
    Command(
      "move-left", ["h", "<left>"], .move, in: ["columns", "rows", "report", "recipe"], title: "scroll",
      help: "Scrolls or goes to the left.", opposite: "move-right"
    ) { state, _ in state.scrollColumns(by: -1) },
    Command(
      "move-right", ["l", "<right>"], .move, in: ["columns", "rows", "report", "recipe"], title: "scroll",
      help: "Scrolls or goes to the right."
    ) { state, _ in state.scrollColumns(by: 1) },
    Command("page-down", ["^d", "<pgdn>"], .move, title: "page", help: "A page down.") { state, _ in
      state.move(by: state.pageStep)
    },
    Command("page-up", ["^u", "<pgup>"], .move, title: "page", help: "A page up.") { state, _ in
      state.move(by: -state.pageStep)
    },
    Command("go-to-first", ["gg", "<home>"], .move, title: "first", help: "To the first column or row.") { state, _ in
      state.move(by: -1_000_000_000)
    },
    Command("go-to-last", ["G", "ge", "<end>"], .move, title: "last", help: "To the last column or row.") { state, _ in
      state.move(by: 1_000_000_000)
    },
    Command(
      "find-column", ["gc"], .move, title: "column", help: "Finds a column by a few letters of its name.",
      isAvailable: { $0.columnCount > 0 }
    ) { state, _ in
      var list = ListLayer(.palette)
      list.field = TextField("go-to-column ")
      return state.open(.list(list))
    },
    Command(
      "go-to-column", [], .move, title: "column", help: "Selects a column by its name.",
      arguments: [CommandArgument("COLUMN", choices: { $0.columnChoices })], isAvailable: { $0.columnCount > 0 }
    ) { (state, arguments) throws(CommandError) in
      let name = arguments.first ?? ""
      guard let index = (0..<state.columnCount).first(where: { state.columnName($0) == name }) else {
        throw CommandError("no column is called \(name)")
      }
      return state.select(index)
    },
    Command(
      "go-to-worst", ["gw"], .move, title: "worst column", help: "Goes to the column that fits worst.",
      isAvailable: { $0.worstColumn != nil }
    ) { state, _ in
      guard let worst = state.worstColumn else { return [] }
      // In the editor of one column, that of the other.
      if state.view == WorkbenchState.editorView { return state.editNext(to: worst) }
      let effects = state.view == "columns" ? [] : state.show("columns")
      if !state.visibleColumns.contains(worst) { _ = state.setFilter("") }
      return effects + state.select(worst)
    },
    Command("next-pane", ["<tab>"], .move, title: "pane", help: "To the next pane.") { state, _ in
      state.moveFocus(by: 1)
    },
    Command("previous-pane", ["<backtab>"], .move, title: "pane", help: "To the previous pane.") { state, _ in
      state.moveFocus(by: -1)
    },
    Command(
      "search-lines", ["/"], .move, in: ["model", "rare", "report"], title: "search",
      help: "Finds an event, or a pair of columns, by its words; n and N go on to the next and the one before.",
      arguments: [CommandArgument("WORDS", isOptional: true)], isAvailable: { $0.columnCount > 0 }
    ) { state, arguments in
      if let words = arguments.first { return state.searchLines(words) }
      return state.open(.filter(FilterLayer(before: "")))
    },
    Command(
      "next-match", ["n"], .move, in: whereSearched, title: "next match",
      help: "To the next column that the filter keeps, or line that was searched for.",
      otherwise: "nothing is looked for; / looks for words",
      isAvailable: { $0.hasMatches }
    ) { state, _ in state.moveToMatch(forward: true) },
    Command(
      "previous-match", ["N"], .move, in: whereSearched, title: "previous match",
      help: "To the previous column that the filter keeps, or line that was searched for.",
      otherwise: "nothing is looked for; / looks for words",
      isAvailable: { $0.hasMatches }
    ) { state, _ in state.moveToMatch(forward: false) },
  ]

  /// In the list of columns a filter leaves nothing but matches, and `n` writes a rule.
  private static let whereSearched = ["rows", "model", "rare", "report", "recipe"]

  private static func steps(_ arguments: [String]) throws(CommandError) -> Int {
    guard let text = arguments.first else { return 1 }
    guard let steps = Int(text), (1...1_000_000).contains(steps) else {
      throw CommandError("\(text) is no number of steps; expected 1 to 1,000,000")
    }
    return steps
  }
}
