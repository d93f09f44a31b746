import Screen

/// The recipe as it will be saved.
enum RecipePane: Pane {
  static let name = "recipe"

  static func title(_ state: WorkbenchState) -> String { state.recipeTitle }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let pages = state.recipeView.pages?.value else { return "" }
    let search = state.recipeView.search.isEmpty ? "" : "/\(state.recipeView.search) · "
    let line = Numbers.grouped(state.recipeView.lines.selection + 1)
    return "\(search)line \(line) · \(Numbers.bytes(pages.bytes))"
  }

  static func position(_ state: WorkbenchState) -> String {
    ListWords.position(
      top: state.recipeView.lines.top, height: state.recipeLines, count: state.recipeView.pages?.value.lines.count ?? 0)
  }

  static func standing(_ state: WorkbenchState) -> String {
    let position = position(state)
    return position.isEmpty ? "" : "recipe lines \(position)"
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let pages = state.recipeView.pages?.value else {
      let words = state.recipe == nil ? "nothing is fitted yet" : "writing the recipe…"
      surface.write(words, in: area, line: min(1, area.size.height - 1), indent: 2, role: .dim)
      return
    }
    let position = state.recipeView.lines
    for (row, index) in position.visible(count: pages.lines.count, height: area.size.height).enumerated() {
      let place = area.line(row)
      if index == position.selection {
        surface.tint(place, background: .selection)
        surface.write("▸", in: place, line: 0, role: .cursor)
        surface.cursor = place.origin
      }
      draw(
        pages.lines[index], state, in: Rect(x: place.left + 2, y: place.top, width: place.size.width - 2, height: 1),
        &surface)
    }
  }

  /// Comments and packed lists are dim, names stand out; what is searched for is marked.
  private static func draw(_ line: String, _ state: WorkbenchState, in area: Rect, _ surface: inout Surface) {
    let shown = String(line.dropFirst(state.recipeView.left))
    let text = line.drop { $0 == " " }
    let colon = text.hasPrefix("#") ? nil : shown.firstIndex(of: ":")
    let isData = text.hasPrefix("#") || (colon == nil && !text.hasPrefix("-") && !text.contains(" "))
    surface.write(shown, in: area, line: 0, role: isData ? .dim : .text)
    if let colon, state.recipeView.left == 0 {
      surface.write(String(shown[..<colon]), in: area, line: 0, role: .header)
    }
    let words = state.recipeView.search
    guard !words.isEmpty else { return }
    let isExact = words.contains { $0.isUppercase }
    guard let range = (isExact ? shown : shown.lowercased()).range(of: words) else { return }
    let place = (isExact ? shown : shown.lowercased())[..<range.lowerBound].count
    surface.write(
      String(shown.dropFirst(place).prefix(words.count)), in: area, line: 0, indent: place, role: .key,
      background: .cursor)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveRecipe(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, state.recipeLines - 1) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveRecipe(by: steps) }
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    state.moveRecipe(by: state.recipeView.lines.top + point.y - state.recipeView.lines.selection)
  }
}

extension WorkbenchState {
  /// What the recipe is called.
  var recipeTitle: String { recipePath ?? "\(file.stem).yaml" }
}

extension String {
  /// The first place of `words`, found without Foundation.
  fileprivate func range(of words: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(words) {
        return start..<(index(start, offsetBy: words.count, limitedBy: endIndex) ?? endIndex)
      }
      start = index(after: start)
    }
    return nil
  }
}
