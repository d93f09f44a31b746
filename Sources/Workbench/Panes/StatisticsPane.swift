import Evaluation
import Screen

/// Numbers of the selected column, real beside synthetic.
enum StatisticsPane: Pane {
  static let name = "statistics"
  /// What is kept first where there is little room.
  private static let important = ["mean", "median", "sd", "q99", "max", "distinct", "missing", "min", "q75", "q25"]

  static func title(_ state: WorkbenchState) -> String { "statistics" }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let comparison = state.comparison(state.selection) else { return "" }
    let synthetic = comparison.syntheticRows > 0 ? " · synth \(Numbers.short(comparison.syntheticRows))" : ""
    return "real \(Numbers.short(comparison.realRows))\(synthetic)"
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let comparison = state.comparison(state.selection) else { return }
    let legend = isFramed ? 0 : 2
    let warnings =
      comparison.warning.map { WrappedText.lines("! \($0)", width: area.size.width - 2, indent: 2).count } ?? 0
    let room = max(0, area.size.height - 1 - legend - warnings)
    let rows = chosen(comparison.statistics, at: room)
    let grid = Grid(rows, width: area.size.width)
    drawHead(grid, in: area, on: &surface)
    let left = comparison.statistics.count - rows.count
    if left > 0 {
      // Zoomed, the pane has room for all of them; z zooms the one that has the keys.
      let forms = (state.focus == name ? ["\(left) more: z"] : []) + ["\(left) more", "+\(left)"]
      let words = forms.first { $0.columns + 2 < grid.real.end - grid.real.width } ?? "+\(left)"
      surface.write(words, in: area, line: 0, indent: 1, role: .dim)
    }
    for (line, row) in rows.enumerated() { draw(row, grid, in: area.line(line + 1), on: &surface) }
    if let warning = comparison.warning {
      let lines = WrappedText.lines("! \(warning)", width: area.size.width - 2, indent: 2)
      for (offset, line) in lines.enumerated() where rows.count + 1 + offset < area.size.height - legend {
        surface.write(line, in: area, line: rows.count + 1 + offset, indent: offset == 0 ? 1 : 3, role: .warn)
      }
    }
    guard !isFramed else { return }
    ChartPane.drawLegend(
      comparison, of: state.chartForm(state.selection)?.key ?? .none, in: area.splitRows(-2).bottom, isShort: true,
      state, on: &surface)
  }

  private static func chosen(_ statistics: [ColumnComparison.Statistic], at most: Int)
    -> [ColumnComparison.Statistic]
  {
    guard statistics.count > most else { return statistics }
    let ranked = statistics.sorted { rank($0) < rank($1) }.prefix(most).map(\.name)
    return statistics.filter { ranked.contains($0.name) }
  }

  private static func rank(_ statistic: ColumnComparison.Statistic) -> Int {
    important.firstIndex(of: statistic.name) ?? important.count
  }

  /// The widths of the name and of real, synthetic and change, and where each ends: as wide as the texts need, the rest as
  /// gaps between them. Where there is little room levels are cut first, then the change goes, then names are cut; a number
  /// is never cut.
  private struct Grid {
    var name: Int
    var real: (end: Int, width: Int)
    var synthetic: (end: Int, width: Int)
    /// Width 0: no room.
    var change: (end: Int, width: Int)

    init(_ rows: [ColumnComparison.Statistic], width: Int) {
      func widest(_ texts: [String], least: Int) -> Int { max(least, texts.map(\.columns).max() ?? 0) }
      let available = max(0, width - 3)
      var name = widest(rows.map(\.name), least: 6)
      let sides = [rows.map(\.real), rows.map(\.synthetic)]
      let needed = sides.map { side in
        widest(side.map { StatisticsPane.isNumber($0) ? $0 : String($0.prefix(8)) }, least: 5)
      }
      let (real, synthetic) = (widest(sides[0], least: 5), widest(sides[1], least: 5))
      var change = rows.allSatisfy(\.change.isEmpty) ? 0 : widest(rows.map(\.change), least: 5)
      let least = needed[0] + needed[1]
      if name + least + change + 3 > available { change = 0 }
      let gaps = change > 0 ? 3 : 2
      if name + least + gaps > available { name = max(4, available - least - gaps) }
      let values = min(real + synthetic, max(least, available - name - change - gaps))
      let extra = values - least
      let second = needed[1] + min(synthetic - needed[1], max(extra / 2, extra - (real - needed[0])))
      let spare = max(0, available - name - values - change - gaps)
      self.name = name
      self.change = (width - 2, change)
      self.synthetic = (width - 2 - change - (change > 0 ? 1 + spare / 4 : 0), second)
      self.real = (self.synthetic.end - second - 1 - spare / 4, values - second)
    }
  }

  /// Numbers, dates and shares, but no level.
  private static func isNumber(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || "+-\u{2212}.,:%e <–".unicodeScalars.contains($0) }
  }

  private static func drawHead(_ grid: Grid, in area: Rect, on surface: inout Surface) {
    for (text, place, role) in [
      ("real", grid.real, Role.real), ("synth", grid.synthetic, .synthetic), ("Δ", grid.change, .header),
    ] { surface.write(text, endingAt: area.left + place.end, y: area.top, role: role, maxWidth: place.width) }
  }

  private static func draw(
    _ row: ColumnComparison.Statistic, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    surface.write(
      row.name, at: Point(x: area.left + 1, y: area.top), role: .dim, maxWidth: grid.name, clipping: .ellipsis)
    for (text, place, role) in [
      (row.real, grid.real, Role.real), (row.synthetic, grid.synthetic, .synthetic), (row.change, grid.change, .dim),
    ] {
      let shown = isNumber(text) && text.columns > place.width ? "…" : text
      surface.write(shown, endingAt: area.left + place.end, y: area.top, role: role, maxWidth: place.width)
    }
  }
}
