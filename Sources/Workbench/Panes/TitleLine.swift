import Screen
import Synthesis

/// File, recipe, model, seed and agreement; below, or beside them where it is narrow, the views.
enum TitleLine {
  static func draw(_ state: WorkbenchState, _ layout: Layout, on surface: inout Surface) {
    guard state.isOpen else { return drawNothingOpen(in: layout.title, on: &surface) }
    if layout.form == .wide {
      drawWide(state, in: layout.title, on: &surface)
      drawTabs(state, in: layout.tabs, on: &surface)
    } else {
      drawNarrow(state, in: layout.title, on: &surface)
    }
  }

  private static func drawNothingOpen(in area: Rect, on surface: inout Surface) {
    let used = surface.write("rowsmith", in: area, line: 0, indent: 1, role: .title)
    surface.write("synthetic rows, forged from yours", in: area, line: 0, indent: used + 3, role: .dim)
  }

  /// The line of the views as it is drawn, for clicks.
  static func tabs(_ form: Layout.Form, view: String) -> TabLine {
    let isWide = form == .wide
    let titles = Views.all.map { isWide ? "\($0.digit) \($0.title)" : "\($0.digit)\($0.shortTitle)" }
    let selected = Views.all.firstIndex { $0.digit == Views.named(view).digit } ?? 0
    return TabLine(titles: titles, selected: selected, spacing: isWide ? 3 : 1)
  }

  private static func drawWide(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    var x = area.left + 1
    let agreement = agreement(state)
    let end = area.right - 1 - (agreement.isEmpty ? 0 : agreement.columns + 2)
    func put(_ text: String, _ role: Role, gap: Int = 1) {
      x += surface.write(text, at: Point(x: x, y: area.top), role: role, maxWidth: end - x, clipping: .ellipsis) + gap
    }
    put("rowsmith", .title, gap: 2)
    put(state.file.name, state.fileChange == nil ? .text : .warn)
    if state.otherProgram != nil { put("read-only", .warn) }
    if let change = state.fileChange { put("\(change.inWords), F5 reloads", .warn, gap: 3) }
    put(shape(state), .dim, gap: state.isPartlyRead ? 1 : 3)
    if state.isPartlyRead { put("only, the rest was not read", .warn, gap: 3) }
    if let recipe = state.recipe {
      put("recipe", .dim)
      put(recipeName(state), state.hasUnsavedRecipe ? .warn : .text, gap: 3)
      put("model", .dim)
      put(recipe.model.name, .text, gap: 3)
      put("seed", .dim)
      put("\(recipe.seed)", .text, gap: 3)
      if let words = rareWords(recipe) { put("▲ " + words, .rare) }
    }
    surface.write(agreement, endingAt: area.right - 1, y: area.top, role: .text)
  }

  private static func rareWords(_ recipe: Recipe) -> String? {
    guard let first = recipe.rare.first else { return nil }
    return recipe.rare.count > 1 ? "\(recipe.rare.count) rare events" : "\(first.target) \(first.when)"
  }

  private static func drawTabs(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    let used = tabs(.wide, view: state.view).draw(at: Point(x: area.left + 1, y: area.top), on: &surface)
    let search = Commands.forKeys([.character("/")], in: state.view).map { "   / \($0.title)" } ?? ""
    surface.write(
      ": commands\(search)   ? help", endingAt: area.right - 1, y: area.top, role: .dim,
      maxWidth: area.size.width - used - 3)
  }

  private static func drawNarrow(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    let used = tabs(.compact, view: state.view).draw(at: area.origin, on: &surface)
    let agreement = agreement(state)
    let room = area.size.width - used - agreement.columns - 4
    var x = area.left + used + 2
    let mark = state.isPartlyRead ? "part of " : state.otherProgram != nil ? "read-only " : ""
    let name = state.fileChange == nil ? state.file.name : "! F5 \(state.file.name)"
    // What the mark says stands in the status line too; the name does not.
    let file = mark.columns + name.columns <= room ? mark + name : name
    // Of the two names that of the file goes first; a recipe that is not saved is told by its mark.
    let whole = state.recipe == nil ? "" : recipeName(state)
    let hasRoom = file.columns + 2 + whole.columns <= room || room >= 40
    let recipe = hasRoom ? whole : state.hasUnsavedRecipe ? "●" : ""
    x +=
      surface.write(
        file, at: Point(x: x, y: area.top),
        role: state.fileChange == nil && !state.isPartlyRead ? .text : .warn, maxWidth: room - recipe.columns - 2,
        clipping: .ellipsis) + 2
    surface.write(recipe, at: Point(x: x, y: area.top), role: state.hasUnsavedRecipe ? .warn : .dim, maxWidth: room)
    surface.write(agreement, endingAt: area.right - 1, y: area.top)
  }

  private static func agreement(_ state: WorkbenchState) -> String {
    if state.showsOldRows { return "not drawn" }
    return state.synthetic == nil ? "" : state.meanAgreement.map { "agree \(Numbers.fixed($0, decimals: 0))" } ?? ""
  }

  private static func shape(_ state: WorkbenchState) -> String {
    if let words = state.readingWords { return "\(words), \(state.columnCount) columns" }
    guard let rows = state.realRows else { return "" }
    return "\(Numbers.grouped(rows)) × \(state.columnCount)"
  }

  private static func recipeName(_ state: WorkbenchState) -> String {
    let name = state.recipePath.map { OpenFile(path: $0).stem } ?? state.file.stem
    return state.hasUnsavedRecipe ? name + " ●" : name
  }
}
