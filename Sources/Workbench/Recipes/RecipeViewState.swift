import Screen
import Synthesis

/// What the Recipe view knows and shows.
struct RecipeViewState: Equatable, Sendable {
  /// Of the recipe that is there, or of one before it until the next is written.
  var pages: Reference<RecipePages>?
  var lines = ListPosition()
  /// Columns scrolled to the right.
  var left = 0
  var entries = ListPosition()
  var search = ""
  /// Recipe files beside this one; nil: not looked for yet.
  var files: [String]?
}

extension WorkbenchState {
  /// Writes the recipe as it would be saved, whenever it has changed and the view is shown.
  mutating func writeRecipeIfMissing() -> [Effect] {
    guard let recipe else { return [] }
    var effects: [Effect] = []
    if recipeView.files == nil, jobs[.recipeFiles] == nil {
      effects += start(.listRecipes(folder: recipeFolder), in: .recipeFiles, title: "looking for recipes")
    }
    if recipeView.pages?.value.recipe != recipe, writingRecipe != recipe {
      writingRecipe = recipe
      effects += start(.writeRecipe(Reference(recipe)), in: .recipeText, title: "writing the recipe")
    }
    return effects
  }

  /// Where recipes are looked for: beside the one that is open, or where the program was started.
  var recipeFolder: String { recipePath.map { RecipeVersion.folder(of: $0) } ?? "." }

  mutating func take(_ pages: Reference<RecipePages>) -> [Effect] {
    recipeView.pages = pages
    writingRecipe = nil
    recipeView.lines.reveal(count: pages.value.lines.count, height: recipeLines)
    recipeView.entries.reveal(count: pages.value.ledger.entries.count, height: ledgerLines)
    return []
  }

  /// Lines that each pane shows at once.
  var recipeLines: Int { lines(of: RecipePane.name) }
  var ledgerLines: Int { max(1, lines(of: LedgerPane.name) - 2) }

  private func lines(of pane: String) -> Int { max(1, Layout(self).place(of: pane)?.inside.size.height ?? 10) }

  mutating func moveRecipe(by steps: Int) -> [Effect] {
    guard let pages = recipeView.pages?.value else { return [] }
    recipeView.lines.move(by: steps, count: pages.lines.count, height: recipeLines)
    followLine(pages)
    return []
  }

  /// The ledger shows what stands in the line.
  private mutating func followLine(_ pages: RecipePages) {
    guard let entry = pages.entry(at: recipeView.lines.selection) else { return }
    recipeView.entries.select(entry, count: pages.ledger.entries.count, height: ledgerLines)
  }

  /// Moves in the ledger; the text follows.
  mutating func moveLedger(by steps: Int) -> [Effect] {
    guard let pages = recipeView.pages?.value, !pages.ledger.entries.isEmpty else { return [] }
    recipeView.entries.move(by: steps, count: pages.ledger.entries.count, height: ledgerLines)
    guard let line = pages.line(of: pages.ledger.entries[recipeView.entries.selection]) else { return [] }
    recipeView.lines.select(line, count: pages.lines.count, height: recipeLines)
    return []
  }

  mutating func searchRecipe(_ words: String) -> [Effect] {
    recipeView.search = words
    return findInRecipe(forward: true, skipsOwn: false)
  }

  /// To the next line that holds what was searched for.
  mutating func findInRecipe(forward: Bool, skipsOwn: Bool = true) -> [Effect] {
    guard let pages = recipeView.pages?.value, !recipeView.search.isEmpty else { return [] }
    let start = recipeView.lines.selection + (skipsOwn ? (forward ? 1 : -1) : 0)
    guard let found = pages.match(recipeView.search, from: start, forward: forward) else {
      return say(.note, "no line holds \(recipeView.search)")
    }
    recipeView.lines.select(found, count: pages.lines.count, height: recipeLines)
    followLine(pages)
    return []
  }
}
