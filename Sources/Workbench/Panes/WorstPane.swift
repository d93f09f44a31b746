import Evaluation
import Screen

/// What agrees least of each kind: columns, pairs, tails, rare levels and gaps.
enum WorstPane: Pane {
  static let name = "worst"

  static func title(_ state: WorkbenchState) -> String { "Worst" }
  static func trailing(_ state: WorkbenchState) -> String { "Enter goes there" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let lines = state.worstLines
    for (row, index) in state.report.worst.visible(count: lines.count, height: area.size.height).enumerated() {
      let place = area.line(row)
      let line = lines[index]
      guard !line.isHeading else {
        surface.write(line.name, in: place, line: 0, indent: 1, role: .header)
        surface.write(line.value, endingAt: place.right - 1, y: place.top, role: .dim)
        continue
      }
      let isSelected = index == state.worstSelection
      if isSelected {
        surface.tint(place, background: .selection)
        surface.write("▸", in: place, line: 0, role: .cursor)
        if state.focus == name { surface.cursor = place.origin }
      }
      let used = surface.write(line.value, endingAt: place.right - 1, y: place.top, role: line.role)
      surface.write(
        line.name, at: Point(x: place.left + 2, y: place.top), role: isSelected ? .title : .text,
        maxWidth: place.size.width - 4 - used, clipping: .ellipsis)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    let lines = state.worstLines
    guard !lines.isEmpty, steps != 0 else { return [] }
    let height = max(1, Layout(state).place(of: name)?.inside.size.height ?? 10)
    let wanted = max(0, min(lines.count - 1, state.worstSelection + max(-lines.count, min(lines.count, steps))))
    // Headings are passed over: onwards, or at the end back.
    let onwards = steps > 0 ? Array(wanted..<lines.count) : Array((0...wanted).reversed())
    let back = steps > 0 ? Array((0..<wanted).reversed()) : Array(wanted..<lines.count)
    guard let next = (onwards + back).first(where: { !lines[$0].isHeading }) else { return [] }
    state.report.worst.select(next, count: lines.count, height: height)
    // With its heading, where the window begins with its first line.
    if next == 1 { state.report.worst.top = 0 }
    return []
  }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { move(&state, by: steps) }
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    move(&state, by: state.report.worst.top + point.y - state.worstSelection)
  }
}

extension WorkbenchState {
  struct WorstLine: Equatable {
    var name: String
    var value: String
    var role: Role = .dim
    var isHeading = false
  }

  /// The selected line; never a heading.
  var worstSelection: Int {
    let lines = worstLines
    let wanted = report.worst.selection
    if lines.indices.contains(wanted), !lines[wanted].isHeading { return wanted }
    return lines.firstIndex { !$0.isHeading } ?? 0
  }

  /// The five worst columns by fit, then what the metrics of pairs, tails, rare levels and gaps name, each kind under its
  /// heading and the worst first.
  var worstLines: [WorstLine] {
    func group(_ title: String, _ unit: String, _ lines: [WorstLine]) -> [WorstLine] {
      lines.isEmpty ? [] : [WorstLine(name: title, value: unit, isHeading: true)] + lines
    }
    return group("columns", "fit", worstColumns) + group("pairs", "agree, %", worst("pair_agreement", 5))
      + group("tails", "reach, %", worst("tail_reach", 3, " tail"))
      + group("rare levels", "drawn, %", worst("rare_levels", 3))
      + group("missing cells", "points", worstGaps)
  }

  private var worstColumns: [WorstLine] {
    var fits: [(index: Int, fit: Double)] = []
    for index in 0..<columnCount where comparison(index)?.syntheticRows != 0 {
      if let fit = fit(index) { fits.append((index, fit)) }
    }
    fits.sort { $0.fit == $1.fit ? $0.index < $1.index : $0.fit < $1.fit }
    return fits.prefix(5).map { column in
      WorstLine(
        name: columnName(column.index), value: Numbers.fixed(column.fit, decimals: 0),
        role: ColumnsPane.role(ofFit: column.fit))
    }
  }

  private func worst(_ metric: String, _ count: Int, _ what: String = "") -> [WorstLine] {
    guard case .score(let score)? = shownScore?.report.entry(metric)?.synthetic else { return [] }
    return score.worst.prefix(count).map {
      WorstLine(name: $0.name + what, value: Numbers.fixed(100 * $0.value, decimals: 0))
    }
  }

  private var worstGaps: [WorstLine] {
    guard case .score(let score)? = shownScore?.report.entry("missing_pattern")?.synthetic,
      let worst = score.worst.first
    else { return [] }
    return [WorstLine(name: worst.name, value: NumberText.signed(100 * worst.value, decimals: 1))]
  }
}
