import Screen

extension WorkbenchState {
  /// Moves what the focused pane has selected.
  mutating func move(by steps: Int) -> [Effect] {
    Panes.named(focus)?.move(&self, by: steps) ?? moveSelection(by: steps)
  }

  /// To another column.
  mutating func moveSelection(by steps: Int) -> [Effect] {
    let visible = visibleColumns
    guard !visible.isEmpty else { return [] }
    let current = visible.firstIndex(of: selection) ?? 0
    return select(visible[min(max(0, current + steps), visible.count - 1)])
  }

  /// Like `move`, from the last column on to the first.
  mutating func moveAround(by steps: Int) -> [Effect] {
    let visible = visibleColumns
    guard !visible.isEmpty else { return [] }
    let current = visible.firstIndex(of: selection) ?? -steps
    return select(visible[(current + steps + visible.count) % visible.count])
  }

  mutating func select(_ index: Int) -> [Effect] {
    guard index >= 0, index < columnCount else { return [] }
    selection = index
    showSelection()
    return []
  }

  /// Scrolls the list so that the selected column is seen.
  mutating func showSelection() {
    let height = max(1, Layout(self).listLines)
    let visible = visibleColumns
    let place = visible.firstIndex(of: selection) ?? 0
    listTop = min(listTop, place)
    listTop = max(listTop, place - height + 1)
    listTop = min(max(0, listTop), max(0, visible.count - height))
  }

  mutating func scrollRows(by steps: Int) -> [Effect] {
    let counts = [
      shownRows == .real ? nil : synthetic?.value.rowCount, shownRows == .synthetic ? nil : realTable?.rowCount,
    ]
    let last = max(0, (counts.compactMap { $0 }.max() ?? 0) - 1)
    rowTop = min(max(0, rowTop + steps), last)
    return []
  }

  var hasMatches: Bool {
    switch view {
    case "recipe": !recipeView.search.isEmpty
    case "rows": !filter.isEmpty
    default: !search.isEmpty
    }
  }

  mutating func moveToMatch(forward: Bool) -> [Effect] {
    switch view {
    case "recipe": return findInRecipe(forward: forward)
    case "rows":
      let effects = moveAround(by: forward ? 1 : -1)
      showSelectedColumn()
      return effects
    default: return findLine(forward: forward)
    }
  }

  /// Where rows are shown, the selected column is the first of them.
  mutating func showSelectedColumn() {
    if view == "rows" { rowLeft = selection }
  }

  mutating func scrollColumns(by steps: Int) -> [Effect] {
    if view == "report" { return moveInMatrix(rows: 0, columns: steps) }
    if view == "recipe" {
      recipeView.left = min(max(0, recipeView.left + 8 * steps), 96)
      return []
    }
    rowLeft = min(max(0, rowLeft + steps), max(0, columnCount - 1))
    return []
  }

  var pageStep: Int { Panes.named(focus)?.pageStep(self) ?? 1 }

  mutating func moveFocus(by steps: Int) -> [Effect] {
    let panes = Layout(self).order
    guard !panes.isEmpty else { return [] }
    let current = panes.firstIndex(of: focus) ?? 0
    focus = panes[(current + steps + panes.count) % panes.count]
    return []
  }

  var columnChoices: [Choice] {
    (0..<columnCount).map { Choice(columnName($0), columnKind($0).rawValue) }
  }
}
