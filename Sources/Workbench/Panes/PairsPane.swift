import Screen

/// Every pair of columns with its agreement under A and B, the worst first.
enum PairsPane: Pane {
  static let name = "pairs"

  static func title(_ state: WorkbenchState) -> String { "Pairs" }

  static func trailing(_ state: WorkbenchState) -> String {
    let list = state.pairList
    guard !list.isEmpty else { return "" }
    let place = list.firstIndex { $0.pair == state.shownPair } ?? 0
    return "worst first · \(place + 1) of \(list.count)"
  }

  static func lines(in layout: Layout) -> Int {
    guard let place = layout.place(of: name) else { return 8 }
    return max(1, place.inside.size.height - 3)
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let list = state.pairList
    guard !list.isEmpty else {
      let words = state.jobs[.pairs] != nil || state.jobs[.draw] != nil ? "comparing pairs…" : "no pair is compared"
      surface.write(words, in: area, line: min(1, area.size.height - 1), indent: 2, role: .dim)
      return
    }
    let (b, a) = (area.right - 1, area.right - 7)
    surface.write("pair", in: area, line: 0, indent: 2, role: .header)
    surface.write("A", endingAt: a, y: area.top, role: .header)
    if state.chartedModels.b != nil { surface.write("B", endingAt: b, y: area.top, role: .header) }
    let lines = max(1, area.size.height - 3)
    for (row, entry) in list.dropFirst(state.models.pairTop).prefix(lines).enumerated() {
      let line = area.line(row + 1)
      if entry.pair == state.shownPair {
        surface.tint(line, background: .selection)
        surface.write("▸", in: line, line: 0, role: .cursor)
      }
      draw(entry.pair, at: Point(x: line.left + 2, y: line.top), width: max(9, a - 6 - line.left - 2), on: &surface)
      surface.write(Numbers.fixed(100 * entry.a, decimals: 1), endingAt: a, y: line.top)
      guard let other = entry.b else { continue }
      let isBetter = other > entry.a + 0.005
      surface.write(
        Numbers.fixed(100 * other, decimals: 1), endingAt: b, y: line.top, role: isBetter ? .good : .text)
    }
    let forms = ["   J K next pair", "  J K next"].map { words(list) + $0 }
    let foot = forms.first { $0.columns + 2 <= area.size.width } ?? words(list)
    surface.write(foot, in: area, line: area.size.height - 1, indent: 2, role: .dim)
  }

  /// Both names have half of the room, and what the other does not need.
  private static func draw(_ pair: ColumnPair, at point: Point, width: Int, on surface: inout Surface) {
    let room = width - 3
    let first = max(room / 2, room - pair.second.columns)
    var x = point.x + surface.write(pair.first, at: point, maxWidth: min(first, room - 3), clipping: .ellipsis)
    x += surface.write(" × ", at: Point(x: x, y: point.y), role: .dim)
    surface.write(
      pair.second, at: Point(x: x, y: point.y), maxWidth: max(1, point.x + width - x), clipping: .ellipsis)
  }

  /// `B beats A on 18 of 21`
  private static func words(_ list: [(pair: ColumnPair, a: Double, b: Double?)]) -> String {
    let both = list.compactMap { entry in entry.b.map { (entry.a, $0) } }
    guard !both.isEmpty else { return "agreement in %" }
    let better = both.count { $0.1 > $0.0 }
    return "B beats A on \(better) of \(both.count)"
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.showPair(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, lines(in: Layout(state)) - 1) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.showPair(by: steps) }

  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let list = state.pairList
    let index = state.models.pairTop + point.y - 1
    guard point.y >= 1, point.y <= lines(in: Layout(state)), list.indices.contains(index) else { return [] }
    state.models.pair = list[index].pair
    return []
  }
}
