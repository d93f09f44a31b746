import Screen
import Synthesis
import Tables

/// The list of rare events: those with a target and those that were found.
enum EventsPane: Pane {
  static let name = "events"

  static func title(_ state: WorkbenchState) -> String { "Rare events" }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let found = state.rare.candidates else { return "+ new" }
    let targets = state.recipe?.rare.count ?? 0
    return (targets > 0 ? "\(targets) with target · " : "") + "found \(found.count) · + new"
  }

  /// The lines of events that are seen at once.
  static func lines(in layout: Layout) -> Int {
    guard let place = layout.place(of: name) else { return 8 }
    return max(1, place.inside.size.height - 1 - noteLines(place))
  }

  /// What is said below the list where there is room.
  private static func noteLines(_ place: Layout.Place) -> Int { place.hasTitle ? 3 : 0 }

  /// Where each part of a line begins.
  struct Grid {
    var column = 3
    var columnWidth: Int
    var event: Int
    var realEnd: Int
    var targetEnd: Int
    var factorEnd: Int

    init(_ lines: [RareLine], width: Int) {
      let longest = lines.map(\.candidate.column.columns).max() ?? 6
      let numbers = width >= 56 ? 26 : 20
      let words = min(22, lines.map(\.words.columns).max() ?? 5)
      columnWidth = max(6, min(longest, 24, width - numbers - 5 - words))
      event = column + columnWidth + 1
      factorEnd = width - 1
      targetEnd = factorEnd - (width >= 56 ? 7 : 1)
      realEnd = targetEnd - 10
    }

    var hasFactor: Bool { factorEnd - targetEnd > 5 }
    /// The place of the field for a target.
    func field(in area: Rect, line: Int) -> Rect {
      Rect(x: area.left + realEnd + 1, y: area.top + line, width: 9, height: 1)
    }
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let lines = state.rareLines
    guard !lines.isEmpty else { return drawWaiting(state, in: area, on: &surface) }
    let grid = Grid(lines, width: area.size.width)
    drawHead(grid, in: area, on: &surface)
    let shown = self.lines(in: Layout(state))
    let selection = state.rareSelection
    for (row, line) in lines.dropFirst(state.rare.top).prefix(shown).enumerated() {
      draw(line, isSelected: row + state.rare.top == selection, grid, in: area.line(row + 1), on: &surface)
    }
    guard isFramed, area.size.height >= 6 else { return }
    let notes = [
      "  +  new" + example(state),
      "  Enter set target   d clear   D clear all",
    ]
    let (_, foot) = area.splitLastRows(notes.count)
    for (row, note) in notes.enumerated() { surface.write(note, in: foot, line: row, role: .dim) }
  }

  static func position(_ state: WorkbenchState) -> String {
    ListWords.position(top: state.rare.top, height: lines(in: Layout(state)), count: state.rareLines.count)
  }

  static func standing(_ state: WorkbenchState) -> String {
    let position = position(state)
    return position.isEmpty ? "" : "events \(position)"
  }

  static func wantedLines(_ state: WorkbenchState) -> Int? {
    state.rareLines.isEmpty ? nil : state.rareLines.count + 4
  }

  /// `, as  amount > q(0.95) and channel = web`, with columns of this table.
  static func example(_ state: WorkbenchState) -> String {
    let columns = (0..<state.columnCount).compactMap { index in
      state.isPersonal(index) ? nil : state.columnProfile(index)
    }
    let number = columns.first { $0.kind == .decimal } ?? columns.first { $0.kind == .integer && $0.distinct > 20 }
    let level = columns.first { $0.kind == .categorical && !$0.levels.isEmpty }
    let parts = [
      number.map { "\(Expression.column($0.name)) > q(0.95)" },
      level.flatMap { level in
        level.levels.first.map { "\(Expression.column(level.name)) = \(Expression.literal($0.text.string))" }
      },
    ].compactMap { $0 }
    return parts.isEmpty ? "" : ", as  " + parts.joined(separator: " and ")
  }

  private static func drawWaiting(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    let text =
      if state.real == nil, state.recipe != nil {
        "no table is open and the recipe has no rare event"
      } else if state.rare.candidates == nil {
        state.isFitting ? "rare events are looked for after the fit" : "looking for rare events…"
      } else { "no rare event was found; + writes a condition" }
    surface.write(text, in: area, line: min(1, area.size.height - 1), indent: 2, role: .dim)
  }

  private static func drawHead(_ grid: Grid, in area: Rect, on surface: inout Surface) {
    surface.write("column", in: area, line: 0, indent: grid.column, role: .header)
    surface.write("event", in: area, line: 0, indent: grid.event, role: .header)
    var ends = [("real", grid.realEnd), ("target", grid.targetEnd)]
    if grid.hasFactor { ends.append(("×", grid.factorEnd)) }
    for (text, end) in ends { surface.write(text, endingAt: area.left + end, y: area.top, role: .header) }
  }

  private static func draw(
    _ line: RareLine, isSelected: Bool, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    if isSelected {
      surface.tint(area, background: .selection)
      surface.write("▸", in: area, line: 0, role: .cursor)
      surface.cursor = Point(x: area.left + grid.column, y: area.top)
    }
    if line.event != nil { surface.write("▲", in: area, line: 0, indent: 1, role: .rare) }
    let y = area.top
    let role: Role = isSelected ? .title : .text
    let isWritten = line.candidate.form == .condition
    let words = isWritten ? line.when : line.candidate.column
    let all = grid.realEnd - 8 - grid.column
    // A long name takes what a short event leaves.
    let room = isWritten ? all : max(grid.columnWidth, all - line.words.columns - 1)
    let used = surface.write(
      words, at: Point(x: area.left + grid.column, y: y), role: role, maxWidth: room, clipping: .ellipsis)
    let event = max(grid.event, grid.column + used + 1)
    surface.write(
      line.words, at: Point(x: area.left + event, y: y), role: role, maxWidth: max(0, grid.realEnd - 7 - event),
      clipping: .ellipsis)
    surface.write(Numbers.share(line.share), endingAt: area.left + grid.realEnd, y: y, role: .real)
    guard let event = line.event else {
      surface.write("—", endingAt: area.left + grid.targetEnd, y: y, role: .dim)
      return
    }
    surface.write(event.target.description, endingAt: area.left + grid.targetEnd, y: y, role: .rare, maxWidth: 9)
    guard grid.hasFactor, event.share > 0 else { return }
    let factor = event.targetShare(ofTotal: UInt64(max(1, event.support))) / event.share
    if case .rows = event.target { return }
    let decimals = factor < 99.5 ? 1 : 0
    surface.write(Numbers.fixed(factor, decimals: decimals), endingAt: area.left + grid.factorEnd, y: y, role: .text)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    let count = state.rareLines.count
    return state.selectRareLine(max(0, min(count - 1, state.rareSelection + max(-count, min(count, steps)))))
  }

  static func pageStep(_ state: WorkbenchState) -> Int { max(1, lines(in: Layout(state)) - 1) }

  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { move(&state, by: steps) }

  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let line = state.rare.top + point.y - 1
    guard point.y >= 1, point.y <= lines(in: Layout(state)), line < state.rareLines.count else { return [] }
    return state.selectRareLine(line)
  }
}
