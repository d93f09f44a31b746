import Evaluation
import Screen

/// What agrees least: columns, pairs, tails and rare levels.
enum WorstPane: Pane {
  static let name = "worst"

  static func title(_ state: WorkbenchState) -> String { "Worst first" }
  static func trailing(_ state: WorkbenchState) -> String { "Enter goes there" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let lines = state.worstLines
    for (row, index) in state.report.worst.visible(count: lines.count, height: area.size.height).enumerated() {
      let place = area.line(row)
      let isSelected = index == state.report.worst.selection
      if isSelected {
        surface.tint(place, background: .selection)
        surface.write("▸", in: place, line: 0, role: .cursor)
        if state.focus == name { surface.cursor = place.origin }
      }
      let line = lines[index]
      let used = surface.write(line.value, endingAt: place.right - 1, y: place.top, role: line.role)
      surface.write(
        line.name, at: Point(x: place.left + 2, y: place.top), role: isSelected ? .title : .text,
        maxWidth: place.size.width - 4 - used, clipping: .ellipsis)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    let height = max(1, Layout(state).place(of: name)?.inside.size.height ?? 10)
    state.report.worst.move(by: steps, count: state.worstLines.count, height: height)
    return []
  }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { move(&state, by: steps) }
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    move(&state, by: state.report.worst.top + point.y - state.report.worst.selection)
  }
}

extension WorkbenchState {
  struct WorstLine: Equatable {
    var name: String
    var value: String
    var role: Role
  }

  /// The five worst columns by fit, then what the metrics of pairs, tails and rare levels name.
  var worstLines: [WorstLine] {
    var fits: [(index: Int, fit: Double)] = []
    for index in 0..<columnCount where comparison(index)?.syntheticRows != 0 {
      if let fit = fit(index) { fits.append((index, fit)) }
    }
    fits.sort { $0.fit == $1.fit ? $0.index < $1.index : $0.fit < $1.fit }
    var lines = fits.prefix(5).map { column in
      let value = "fit \(Numbers.fixed(column.fit, decimals: 0))"
      return WorstLine(name: columnName(column.index), value: value, role: ColumnsPane.role(ofFit: column.fit))
    }
    for (metric, word) in [("pair_agreement", "agree"), ("tail_reach", "reach"), ("rare_levels", "rare")] {
      guard case .score(let score)? = shownScore?.report.entry(metric)?.synthetic else { continue }
      lines += score.worst.prefix(metric == "pair_agreement" ? 5 : 3).map {
        WorstLine(name: $0.name, value: "\(word) \(Numbers.fixed(100 * $0.value, decimals: 0))", role: .dim)
      }
    }
    if let missing = missingWorst { lines.append(missing) }
    return lines
  }

  private var missingWorst: WorstLine? {
    guard case .score(let score)? = shownScore?.report.entry("missing_pattern")?.synthetic,
      let worst = score.worst.first
    else { return nil }
    return WorstLine(
      name: worst.name, value: "gaps \(NumberText.signed(100 * worst.value, decimals: 1))", role: .dim)
  }
}
