import Screen

extension View {
  static let recipe = View(
    name: "recipe", digit: "6", title: "Recipe", shortTitle: "Rec",
    help: "The recipe as it will be saved, and what it rests on.", panes: ["recipe", "ledger"],
    wide: { body, _ in
      let (text, ledger) = body.splitColumns(body.size.width >= 160 ? 104 : body.size.width * 58 / 100)
      return [
        Layout.Place(pane: "recipe", area: text, frame: .box), Layout.Place(pane: "ledger", area: ledger, frame: .box),
      ]
    },
    compact: { body, _ in
      let (text, rest) = body.splitRows(body.size.height * 55 / 100)
      let (rule, ledger) = rest.splitRows(1)
      return (
        [
          Layout.Place(pane: "recipe", area: text, frame: .none),
          Layout.Place(pane: "ledger", area: ledger, frame: .none),
        ], rule
      )
    },
    rule: { (LedgerPane.title($0), LedgerPane.trailing($0)) },
    hints: [
      "move-down", "compare-recipe", "edit-recipe", "search-recipe", "next-pane", "move-left", "save", "undo", "zoom",
      "quit",
    ],
    missingWork: { $0.writeRecipeIfMissing() })
}
