import Evaluation
import Screen
import Synthesis
import Tables

/// The list of columns: name, kind, missing, both shapes, generator and fit.
enum ColumnsPane: Pane {
  static let name = "columns"

  static func title(_ state: WorkbenchState) -> String { "Columns" }

  static func trailing(_ state: WorkbenchState) -> String {
    guard state.columnCount > 0 else { return "" }
    let order = state.isWorstFirst ? "worst first · " : ""
    let filter = state.filter.isEmpty ? "" : "/\(state.filter) · "
    return order + filter + "\(state.visibleColumns.count) of \(state.columnCount)"
  }

  static func position(_ state: WorkbenchState) -> String {
    ListWords.position(top: state.listTop, height: Layout(state).listLines, count: state.visibleColumns.count)
  }

  /// That a filter is on is never hidden.
  static func standing(_ state: WorkbenchState) -> String {
    state.filter.isEmpty && !state.isWorstFirst
      ? position(state) : ListWords.joined(trailing(state), position(state))
  }

  static func wantedLines(_ state: WorkbenchState) -> Int? {
    if state.columnCount == 0 { return nil }
    // Of a very wide table the filter is not asked for every frame: it fills any small screen.
    return (state.columnCount > 200 ? state.columnCount : max(1, state.visibleColumns.count)) + 2
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard state.columnCount > 0 else { return drawWaiting(state, in: area, on: &surface) }
    let grid = Grid(state, width: area.size.width)
    drawHead(grid, in: area, on: &surface)
    let visible = state.visibleColumns
    let lines = max(1, area.size.height - 1 - (isFramed ? 1 : 0))
    let rareColumns = state.recipe?.columnsOfRareEvents ?? []
    for (line, index) in visible.dropFirst(state.listTop).prefix(lines).enumerated() {
      let isRare = rareColumns.contains(state.columnName(index))
      drawColumn(index, state, grid, isRare: isRare, in: area.line(line + 1), on: &surface)
    }
    if visible.isEmpty { surface.write("no column matches /\(state.filter)", in: area, line: 1, indent: 6, role: .dim) }
    if isFramed { drawNote(state, in: area.line(area.size.height - 1), on: &surface) }
  }

  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    let visible = state.visibleColumns
    var position = ListPosition(selection: visible.firstIndex(of: state.selection) ?? 0, top: state.listTop)
    position.scroll(by: steps, count: visible.count, height: Layout(state).listLines)
    state.listTop = position.top
    if visible.indices.contains(position.selection) { state.selection = visible[position.selection] }
    return []
  }

  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let line = point.y - 1
    let visible = state.visibleColumns
    guard line >= 0, line < Layout(state).listLines, visible.indices.contains(state.listTop + line) else { return [] }
    return state.select(visible[state.listTop + line])
  }

  static func doubleClick(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let line = point.y - 1
    guard line >= 0, state.visibleColumns.indices.contains(state.listTop + line),
      state.visibleColumns[state.listTop + line] == state.selection
    else { return [] }
    return state.run("open-editor")
  }

  /// Where each part of a line begins.
  struct Grid {
    var number: Int
    var name: Int
    var nameWidth: Int
    var kind: Int
    var missingEnd: Int
    var real: Int
    var synthetic: Int
    var generator: Int
    var generatorWidth: Int
    var fitEnd: Int
    /// The column after the last digit of distinct, mean and the left edge of the top value; nil where it is narrow.
    var extra: (distinctEnd: Int, meanEnd: Int, top: Int)?

    init(_ state: WorkbenchState, width: Int) {
      let digits = max(2, String(state.columnCount).count)
      number = 3 + digits
      name = number + 1
      let extraWidth = width >= 106 ? 32 : 0
      // 76 columns are the least that everything is drawn for; more go to names, then to generators.
      let spare = max(0, width - extraWidth - 74 - digits)
      // Of a very wide table the first columns must do: names are measured for every frame.
      let longest = (0..<min(200, state.columnCount)).map { state.columnName($0).columns }.max() ?? 0
      let wider = min(spare, max(0, min(40, longest + 1) - 16))
      nameWidth = 15 + wider
      kind = name + nameWidth + 1
      missingEnd = kind + 10
      real = missingEnd + 2
      synthetic = real + 11
      generator = synthetic + 11
      generatorWidth = min(28, width - extraWidth - 5 - generator)
      fitEnd = min(width - extraWidth - 1, generator + max(0, generatorWidth) + 4)
      if extraWidth > 0 { extra = (fitEnd + 10, fitEnd + 20, fitEnd + 22) }
    }

    /// Narrow lists leave out the generator, then the synthetic shape.
    var hasGenerator: Bool { generatorWidth >= 8 }
    var hasSynthetic: Bool { synthetic + 10 < fitEnd - 3 }
  }

  private static func drawWaiting(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    let isReading = state.jobs[.load] != nil
    let text =
      isReading ? "reading \(state.file.name)…" : "nothing is open:  go  opens a file,  gs  lists sessions"
    surface.write(text, in: area, line: min(1, area.size.height - 1), indent: 2, role: .dim)
  }

  private static func drawHead(_ grid: Grid, in area: Rect, on surface: inout Surface) {
    func left(_ text: String, _ x: Int) { surface.write(text, in: area, line: 0, indent: x, role: .header) }
    func right(_ text: String, _ x: Int) {
      guard x <= area.size.width else { return }
      surface.write(text, endingAt: area.left + x, y: area.top, role: .header)
    }
    right("#", grid.number)
    left("name", grid.name)
    left("kind", grid.kind)
    right("miss", grid.missingEnd)
    left("real", grid.real)
    if grid.hasSynthetic { left("synthetic", grid.synthetic) }
    if grid.hasGenerator { left("generator", grid.generator) }
    right("fit", grid.fitEnd)
    guard let extra = grid.extra else { return }
    right("distinct", extra.distinctEnd)
    right("mean", extra.meanEnd)
    left("top value", extra.top)
  }

  /// - Parameter isRare: a rare event reads the column.
  private static func drawColumn(
    _ index: Int, _ state: WorkbenchState, _ grid: Grid, isRare: Bool, in area: Rect, on surface: inout Surface
  ) {
    let isSelected = index == state.selection
    let column = state.recipeColumn(index)
    let isDropped = column?.isDropped == true
    if isSelected {
      surface.tint(area, background: .selection)
      surface.write("▸", in: area, line: 0, indent: 1, role: .cursor)
      surface.cursor = Point(x: area.left + grid.name, y: area.top)
    }
    if isDropped {
      surface.write("−", in: area, line: 0, indent: 2, role: .warn)
    } else if state.isPersonal(index) {
      surface.write("●", in: area, line: 0, indent: 2, role: .pii)
    } else if isRare {
      surface.write("▲", in: area, line: 0, indent: 2, role: .rare)
    }
    surface.write("\(index + 1)", endingAt: area.left + grid.number, y: area.top, role: .dim)
    surface.write(
      state.columnName(index), at: Point(x: area.left + grid.name, y: area.top),
      role: isDropped ? .dim : isSelected ? .title : .text, maxWidth: grid.nameWidth, clipping: .ellipsis)
    surface.write(state.columnKind(index).shortName, in: area, line: 0, indent: grid.kind, role: .type)
    drawMissing(index, state, endingAt: area.left + grid.missingEnd, y: area.top, on: &surface)
    drawShapes(index, state, grid, in: area, on: &surface)
    drawFit(index, state, grid, in: area, on: &surface)
    drawExtra(index, state, grid, in: area, on: &surface)
  }

  private static func drawMissing(
    _ index: Int, _ state: WorkbenchState, endingAt right: Int, y: Int, on surface: inout Surface
  ) {
    guard let share = state.missingShare(index) else { return }
    let text = share <= 0 ? "·" : share < 0.0005 ? "<0.1%" : Numbers.percent(share, decimals: share < 0.0995 ? 1 : 0)
    surface.write(text, endingAt: right, y: y, role: share > 0 ? .warn : .dim)
  }

  private static func drawShapes(
    _ index: Int, _ state: WorkbenchState, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    guard let comparison = state.comparison(index) else { return }
    if case .notCompared = comparison.shape {
      let text = shapeWord(index, state)
      for x in grid.hasSynthetic ? [grid.real, grid.synthetic] : [grid.real] {
        surface.write(
          x == grid.synthetic && state.synthetic == nil ? "" : text, at: Point(x: area.left + x, y: area.top),
          role: .dim,
          maxWidth: 10)
      }
      return
    }
    let real = comparison.sparkline.map(\.real)
    Sparkline(shares: real).draw(at: Point(x: area.left + grid.real, y: area.top), width: 10, on: &surface)
    guard comparison.syntheticRows > 0, grid.hasSynthetic else { return }
    Sparkline(shares: comparison.sparkline.map(\.synthetic), comparedWith: real, rows: comparison.syntheticRows)
      .draw(at: Point(x: area.left + grid.synthetic, y: area.top), width: 10, on: &surface)
  }

  /// What stands in the place of a shape that cannot be drawn.
  private static func shapeWord(_ index: Int, _ state: WorkbenchState) -> String {
    let profile = state.columnProfile(index)
    if profile?.isConstant == true { return "constant" }
    let isUnique = profile?.isNearlyUnique == true || state.columnKind(index) == .identifier
    return isUnique ? "≈ unique" : "≈ \(state.columnKind(index).shortName)"
  }

  private static func drawFit(
    _ index: Int, _ state: WorkbenchState, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    guard let column = state.recipeColumn(index) else { return }
    let isFitting = state.jobs[.column(column.name)] != nil
    if grid.hasGenerator {
      surface.write(
        isFitting ? "fitting…" : column.generatorSpelling, at: Point(x: area.left + grid.generator, y: area.top),
        role: isFitting ? .progress : .text, maxWidth: grid.generatorWidth, clipping: .ellipsis)
    }
    let fit = state.comparison(index)?.syntheticRows == 0 ? nil : state.fit(index)
    let text = fit.map { Numbers.fixed($0, decimals: 0) } ?? "–"
    surface.write(text, endingAt: area.left + grid.fitEnd, y: area.top, role: role(ofFit: fit))
  }

  static func role(ofFit fit: Double?) -> Role {
    guard let fit else { return .dim }
    return fit >= 94.5 ? .good : fit >= 89.5 ? .text : .warn
  }

  private static func drawExtra(
    _ index: Int, _ state: WorkbenchState, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    guard let extra = grid.extra, let profile = state.columnProfile(index) else { return }
    surface.write(Numbers.grouped(profile.distinct), endingAt: area.left + extra.distinctEnd, y: area.top, role: .dim)
    if let mean = state.comparison(index)?.statistics.first(where: { $0.name == "mean" })?.real {
      surface.write(mean, endingAt: area.left + extra.meanEnd, y: area.top, role: .dim, maxWidth: 11)
    }
    guard let top = profile.levels.first?.text.string else { return }
    let shown = state.hides(profile.name) ? MaskedText.masked(top) : top
    surface.write(
      shown, at: Point(x: area.left + extra.top, y: area.top), role: .dim, maxWidth: area.size.width - extra.top - 1,
      clipping: .ellipsis)
  }

  private static func drawNote(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    guard (0..<state.columnCount).contains(where: state.isPersonal) else { return }
    let used = surface.write("●", in: area, line: 0, indent: 2, role: .pii)
    surface.write(
      "PII: replaced, real values never reach the output", in: area, line: 0, indent: 3 + used, role: .dim)
  }
}

extension WorkbenchState {
  func isPersonal(_ index: Int) -> Bool {
    (recipeColumn(index)?.personalData ?? columnProfile(index)?.personalData) != nil
  }

  func missingShare(_ index: Int) -> Double? {
    if let profile = columnProfile(index) {
      return profile.count > 0 ? Double(profile.missing) / Double(profile.count) : 0
    }
    return recipeColumn(index)?.missingShare
  }
}
