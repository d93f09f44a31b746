import Screen
import Synthesis

/// Setting by setting what differs between another version of the recipe and the one that is open.
struct DifferenceLayer: Equatable, Sendable {
  let other: Reference<Recipe>
  /// What the other version is called.
  let name: String
  private(set) var changes: [RecipeDifference.Change]
  private(set) var sameColumns: Int
  var position = ListPosition()

  init(from other: Recipe, named name: String, to recipe: Recipe) {
    self.other = Reference(other)
    self.name = name
    changes = RecipeDifference.describe(other, recipe)
    sameColumns = Self.same(other, recipe)
  }

  /// The same comparison after the recipe has changed.
  mutating func compare(with recipe: Recipe, height: Int) {
    changes = RecipeDifference.describe(other.value, recipe)
    sameColumns = Self.same(other.value, recipe)
    position.reveal(count: changes.count, height: height)
  }

  private static func same(_ other: Recipe, _ recipe: Recipe) -> Int {
    let columns = Dictionary(other.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return recipe.columns.count { columns[$0.name] == $0 }
  }

  func size(in body: Rect) -> Size {
    Size(width: min(104, body.size.width - 2), height: min(max(8, changes.count + 6), body.size.height))
  }

  /// Changes that are seen at once: the box without frame, head, note and keys.
  func lines(in body: Rect) -> Int { max(1, size(in: body).height - 5) }

  /// The difference as text, one change a line.
  func text(to recipeName: String) -> String {
    (["\(name) → \(recipeName)"]
      + changes.map { change in
        "\(Self.sign(of: change)) \(change.setting): \(change.old ?? "—") → \(change.new ?? "—")"
      }).joined(separator: "\n")
  }

  static func sign(of change: RecipeDifference.Change) -> String {
    change.old == nil ? "+" : change.new == nil ? "-" : "~"
  }
}

extension WorkbenchState {
  mutating func handle(_ key: Key, _ layer: DifferenceLayer) -> [Effect] {
    var next = layer
    let height = layer.lines(in: Layout(self).body)
    switch key {
    case .escape, .character("q"), .character("d"):
      layers.removeLast()
      return []
    case .up, .character("k"): next.position.move(by: -1, count: layer.changes.count, height: height)
    case .down, .character("j"): next.position.move(by: 1, count: layer.changes.count, height: height)
    case .pageUp: next.position.move(by: -height, count: layer.changes.count, height: height)
    case .pageDown: next.position.move(by: height, count: layer.changes.count, height: height)
    case .home, .character("g"): next.position.select(0, count: layer.changes.count, height: height)
    case .end, .character("G"):
      next.position.select(layer.changes.count - 1, count: layer.changes.count, height: height)
    case .enter: return takeBack(layer)
    case .character("y"): return copy(layer.text(to: recipeTitle))
    default: return []
    }
    layers[layers.count - 1] = .difference(next)
    return []
  }

  /// Gives the open recipe what the selected line says of the other one; one step of undo.
  private mutating func takeBack(_ layer: DifferenceLayer) -> [Effect] {
    guard let recipe, layer.changes.indices.contains(layer.position.selection) else { return [] }
    let change = layer.changes[layer.position.selection]
    do throws(SynthesisError) {
      let taken = try RecipeDifference.taking(change, of: layer.other.value, into: recipe)
      let effects = self.change(to: taken, label: "take \(change.setting) of \(layer.name)")
      var next = layer
      next.compare(with: taken, height: layer.lines(in: Layout(self).body))
      layers[layers.count - 1] = .difference(next)
      return effects
    } catch { return say(.problem, error.description) }
  }

  func draw(_ layer: DifferenceLayer, in body: Rect, on surface: inout Surface) {
    let size = layer.size(in: body)
    let inside = Dialog.draw(
      title: "Recipe difference", trailing: "\(layer.name) → now", size: size, in: body, on: &surface)
    let grid = DifferenceGrid(layer.changes, width: inside.size.width)
    surface.write("setting", in: inside, line: 0, indent: 2, role: .header)
    surface.write(
      layer.name, at: Point(x: inside.left + grid.old, y: inside.top), role: .real, maxWidth: grid.width,
      clipping: .ellipsis)
    surface.write(
      "now", at: Point(x: inside.left + grid.new, y: inside.top), role: .synthetic, maxWidth: grid.width)
    let height = layer.lines(in: body)
    for (row, index) in layer.position.visible(count: layer.changes.count, height: height).enumerated() {
      draw(
        layer.changes[index], grid, isSelected: index == layer.position.selection, in: inside.line(row + 1), &surface)
    }
    let foot = inside.splitRows(-2).bottom
    let position = ListWords.position(top: layer.position.top, height: height, count: layer.changes.count)
    let more = position.isEmpty ? "" : "changes \(position) · "
    let same = "\(layer.sameColumns) column\(layer.sameColumns == 1 ? "" : "s") the same"
    surface.write(
      layer.changes.isEmpty ? "no setting differs" : more + same, in: foot, line: 0, indent: 2, role: .agree)
    surface.write(
      "Enter takes the old value back   y copies all", in: foot, line: 1, indent: 2, role: .dim)
  }

  /// Blue is what only the other recipe has, orange what only the open one has.
  private func draw(
    _ change: RecipeDifference.Change, _ grid: DifferenceGrid, isSelected: Bool, in area: Rect,
    _ surface: inout Surface
  ) {
    if isSelected {
      surface.tint(area, background: .selection)
      surface.cursor = area.origin
    }
    let role: Role = change.old == nil ? .synthetic : change.new == nil ? .real : .diverge
    surface.write(DifferenceLayer.sign(of: change), in: area, line: 0, role: role)
    func put(_ text: String, _ x: Int, _ width: Int, _ role: Role) {
      surface.write(text, at: Point(x: area.left + x, y: area.top), role: role, maxWidth: width, clipping: .ellipsis)
    }
    put(change.setting, 2, grid.old - 3, isSelected ? .title : .text)
    put(change.old ?? "—", grid.old, grid.width, change.old == nil ? .dim : .real)
    put(change.new ?? "—", grid.new, grid.width, change.new == nil ? .dim : .synthetic)
  }
}

/// Where the columns of the difference begin.
private struct DifferenceGrid {
  let old: Int
  let new: Int
  let width: Int

  init(_ changes: [RecipeDifference.Change], width: Int) {
    let longest = changes.map(\.setting.columns).max() ?? 0
    old = 3 + min(max(12, longest), width * 2 / 5)
    self.width = max(4, (width - old - 1) / 2)
    new = old + self.width + 1
  }
}
