import Evaluation
import Screen
import Synthesis

/// What the targets do to other columns, the largest shift first, and whether each part keeps its shape.
enum SideEffectsPane: Pane {
  static let name = "side-effects"

  static func title(_ state: WorkbenchState) -> String { "Side effects on other columns" }
  static func trailing(_ state: WorkbenchState) -> String { "largest shift first" }

  /// What a pane of so many lines shows: the effects, then as many agreements.
  private struct Parts {
    var effects: Int
    var agreements: Int
    var notes: Int

    init(height: Int, count: Int, isFramed: Bool, facts: Int) {
      guard isFramed else {
        let left = max(1, height - 1 - facts)
        (effects, agreements, notes) = (min(count, left), 0, min(facts, max(0, height - 1 - count)))
        return
      }
      notes = height >= 14 ? 3 : 0
      let left = max(2, height - 2 - notes)
      effects = min(count, max(1, left * 3 / 5))
      agreements = min(count, max(0, left - effects - 1))
    }
  }

  /// The lines of effects that are seen at once.
  static func lines(in layout: Layout, count: Int) -> Int {
    guard let place = layout.place(of: name) else { return 8 }
    return max(
      1, Parts(height: place.inside.size.height, count: count, isFramed: place.hasTitle, facts: 3).effects)
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let effects = state.sideEffects
    let inner = Rect(x: area.left + 1, y: area.top, width: area.size.width - 2, height: area.size.height)
    let isNarrow = inner.size.width < 50
    let parts = Parts(height: inner.size.height, count: effects.count, isFramed: isFramed, facts: 3)
    let nameWidth = min(isNarrow ? 12 : 20, max(8, effects.map(\.column.columns).max() ?? 8))
    let grid = Grid(nameWidth: nameWidth, barWidth: isNarrow ? 5 : 6)
    surface.write("column", in: inner, line: 0, indent: 1, role: .header)
    surface.write("shift", in: inner, line: 0, indent: grid.bar, role: .header)
    surface.write("real → synthetic", in: inner, line: 0, indent: grid.words, role: .header)
    if effects.isEmpty { surface.write("nothing is compared yet", in: inner, line: 1, indent: 1, role: .dim) }
    let shown = state.shownEffect
    for (row, effect) in effects.dropFirst(state.rare.effectsTop).prefix(parts.effects).enumerated() {
      draw(effect, isShown: effect.column == shown, grid, in: inner.line(row + 1), on: &surface)
    }
    let rest = inner.splitRows(1 + parts.effects).bottom
    if isFramed {
      drawAgreements(state, effects, parts, grid, in: rest, on: &surface)
    } else {
      drawFacts(state, in: rest.splitLastRows(parts.notes).bottom, on: &surface)
    }
  }

  static func position(_ state: WorkbenchState) -> String {
    let count = state.sideEffects.count
    return ListWords.position(
      top: state.rare.effectsTop, height: lines(in: Layout(state), count: count), count: count)
  }

  static func standing(_ state: WorkbenchState) -> String {
    let position = position(state)
    return position.isEmpty ? "" : "columns \(position)"
  }

  private struct Grid {
    var nameWidth: Int
    var barWidth: Int
    var bar: Int { nameWidth + 2 }
    var words: Int { bar + barWidth + 2 }
  }

  private static func draw(
    _ effect: SideEffect, isShown: Bool, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    if isShown {
      surface.tint(area, background: .selection)
      surface.write("▸", in: area, line: 0, role: .cursor)
    }
    surface.write(
      effect.column, at: Point(x: area.left + 1, y: area.top), role: isShown ? .title : .text, maxWidth: grid.nameWidth,
      clipping: .ellipsis)
    let cells = effect.shift < SideEffect.leastVisible ? 0 : min(grid.barWidth, 1 + Int(effect.shift * 20))
    surface.write(
      String(repeating: "▒", count: cells), at: Point(x: area.left + grid.bar, y: area.top), role: .synthetic)
    let room = area.size.width - grid.words
    let words = effect.forms.first { $0.columns <= room } ?? effect.forms.last ?? ""
    surface.write(words, in: area, line: 0, indent: grid.words, role: cells == 0 ? .dim : .text)
  }

  private static func drawAgreements(
    _ state: WorkbenchState, _ effects: [SideEffect], _ parts: Parts, _ grid: Grid, in area: Rect,
    on surface: inout Surface
  ) {
    var place = area
    if parts.notes > 0 {
      let words =
        state.recipe?.rare.isEmpty == false
        ? "These shifts follow from those rows being different." : "No event has a target: columns keep their shape."
      surface.write(words, in: place, line: 1, indent: 1, role: .dim)
      place = place.splitRows(parts.notes).bottom
    }
    let (head, list) = place.splitRows(1)
    surface.write("within each part", in: head, line: 0, indent: 1, role: .header)
    let ends = (rest: area.left + grid.words + 8, event: area.left + grid.words + 18)
    surface.write("others", endingAt: ends.rest, y: head.top, role: .header)
    surface.write("event", endingAt: ends.event, y: head.top, role: .header)
    guard let strata = state.selectedStrata else {
      surface.write(waiting(state), in: list, line: 0, indent: 1, role: .dim)
      return
    }
    let entries = effects.dropFirst(state.rare.effectsTop).compactMap { strata.entry($0.column) }
    for (row, entry) in entries.prefix(min(parts.agreements, list.size.height)).enumerated() {
      let line = list.line(row)
      surface.write(
        entry.column, at: Point(x: line.left + 1, y: line.top), maxWidth: grid.nameWidth, clipping: .ellipsis)
      write(entry.rest, endingAt: ends.rest, y: line.top, on: &surface)
      write(entry.event, endingAt: ends.event, y: line.top, on: &surface)
    }
  }

  private static func waiting(_ state: WorkbenchState) -> String {
    state.jobs[.strata] != nil ? "comparing…" : "nothing is compared yet"
  }

  /// The agreement in percent of what a perfect generator would reach: few rows agree less by chance alone.
  private static func write(_ comparison: ColumnComparison, endingAt right: Int, y: Int, on surface: inout Surface) {
    let fit = WorkbenchState.fit(of: comparison)
    let text = fit.map { Numbers.fixed($0, decimals: 0) } ?? "–"
    surface.write(text, endingAt: right, y: y, role: ColumnsPane.role(ofFit: fit))
  }

  private static func drawFacts(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    guard let line = state.selectedRareLine else { return }
    for (row, fact) in TargetPane.facts(state, of: line).dropFirst(1).prefix(area.size.height).enumerated() {
      let used = surface.write(fact.name, in: area, line: row, indent: 1, role: .dim)
      let words = area.size.width < 50 && !fact.short.isEmpty ? fact.short : fact.words
      surface.write(words, in: area, line: row, indent: max(9, used + 2), role: fact.role)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    state.showEffect(by: max(-100_000, min(100_000, steps)))
  }
  static func pageStep(_ state: WorkbenchState) -> Int {
    max(1, lines(in: Layout(state), count: state.sideEffects.count) - 1)
  }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { move(&state, by: steps) }

  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let effects = state.sideEffects
    let index = state.rare.effectsTop + point.y - 1
    let count = lines(in: Layout(state), count: effects.count)
    guard point.y >= 1, point.y <= count, effects.indices.contains(index) else { return [] }
    state.rare.shown = effects[index].column
    return []
  }
}
