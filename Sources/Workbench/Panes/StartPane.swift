import Screen

/// Sessions, tables, demos: what can be opened.
enum StartPane: Pane {
  static let name = "start"
  static func title(_ state: WorkbenchState) -> String { "Start" }
  static func trailing(_ state: WorkbenchState) -> String { "" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let lines = state.start.lines
    let grid = Grid(lines, width: min(96, area.size.width))
    let position = state.start.position
    for (row, index) in position.visible(count: lines.count, height: area.size.height).enumerated() {
      let place = area.line(row)
      let isSelected = index == position.selection && lines[index].canBeOpened
      if isSelected {
        surface.tint(
          Rect(x: place.left + 1, y: place.top, width: grid.width - 2, height: 1), background: .selection)
        surface.write("▸", in: place, line: 0, indent: 1, role: .cursor)
        surface.cursor = Point(x: place.left + 1, y: place.top)
      }
      draw(lines[index], grid, isSelected: isSelected, in: place, &surface)
    }
    drawFoot(below: lines.count - position.top, in: area, &surface)
    surface.write(
      ListWords.position(top: position.top, height: area.size.height, count: lines.count), endingAt: area.right - 1,
      y: area.bottom - 1, role: .dim)
  }

  /// Where the parts of a line stand.
  private struct Grid {
    let width: Int
    /// Behind the name.
    let data: Int
    /// The data file is left out where it is narrow.
    var when: Int { isNarrow ? data : width * 56 / 100 }
    var isNarrow: Bool { width < 72 }

    init(_ lines: [StartDesk.Line], width: Int) {
      self.width = width
      let third = width * 33 / 100
      guard width < 72 else {
        data = third
        return
      }
      // Names have what the words behind them leave.
      let names = lines.compactMap(\.name).map(\.columns).max() ?? 0
      let words = lines.map { StartPane.words($0).columns }.max() ?? 0
      data = min(max(third, names + 8), max(third, width - words - 1))
    }
  }

  /// What stands behind the name of a line.
  private static func words(_ line: StartDesk.Line) -> String {
    switch line {
    case .session(let session): [session.when, session.unsavedWords].filter { !$0.isEmpty }.joined(separator: ", ")
    case .file(let file): Numbers.bytes(file.bytes)
    case .blank, .heading, .note, .otherFile, .tutorial, .demo: ""
    }
  }

  private static func draw(
    _ line: StartDesk.Line, _ grid: Grid, isSelected: Bool, in area: Rect, _ surface: inout Surface
  ) {
    func put(_ text: String, _ x: Int, to end: Int, _ role: Role) {
      surface.write(
        text, at: Point(x: area.left + x, y: area.top), role: role, maxWidth: end - x - 1, clipping: .ellipsis)
    }
    let role: Role = isSelected ? .title : .text
    switch line {
    case .blank: break
    case .heading(let text): put(text, 1, to: grid.width, .header)
    case .note(let text): put(text, 6, to: grid.width, .dim)
    case .session(let session):
      if session.isUnsaved { put("!", 3, to: grid.width, .warn) }
      put(session.name, 6, to: grid.data, role)
      let data = session.data.isEmpty ? "no data file" : session.data
      let told = session.isOneOfSeveral && !session.lastChange.isEmpty ? session.lastChange : data
      if !grid.isNarrow { put(told, grid.data, to: grid.when, .dim) }
      put(words(line), grid.when, to: grid.width, session.isUnsaved ? .warn : .dim)
    case .otherFile: keyed("o", "open a file…", "any table, recipe or session; Tab completes its path")
    case .file(let file):
      put(file.name, 6, to: grid.data, role)
      put(words(line), grid.data, to: grid.width, .dim)
    case .tutorial: keyed("t", "tutorial", "eight steps in five minutes, in the real screens")
    case .demo(let demo):
      put(demo.name, 6, to: grid.data, role)
      put(demo.title, grid.data, to: grid.width, .dim)
    }
    func keyed(_ key: String, _ text: String, _ detail: String) {
      put(key, 4, to: 6, .key)
      put(text, 6, to: grid.data, role)
      put(detail, grid.data, to: grid.width, .dim)
    }
  }

  /// What the command line offers instead, where there is room.
  private static func drawFoot(below used: Int, in area: Rect, _ surface: inout Surface) {
    let words = [
      ("rowsmith data.csv", "opens a table straight away"), ("… | rowsmith -", "reads a table from a pipe"),
      ("rowsmith generate R -n 1M", "draws without the screen"),
    ]
    guard area.size.height >= used + words.count + 2 else { return }
    for (row, (command, effect)) in words.enumerated() {
      let line = area.size.height - words.count + row
      surface.write(command, in: area, line: line, indent: 3, role: .key)
      surface.write(effect, in: area, line: line, indent: 31, role: .dim)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveStart(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, state.startHeight / 2) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveStart(by: steps) }

  /// A click on the selected line opens it.
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let index = state.start.position.top + point.y
    let lines = state.start.lines
    guard lines.indices.contains(index), lines[index].canBeOpened else { return [] }
    if index == state.start.position.selection { return state.openSelected() }
    state.start.position.select(index, count: lines.count, height: state.startHeight)
    return []
  }
}
