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
    let warnings = comparison.warning == nil ? 0 : 1
    let ends = ends(width: area.size.width)
    drawHead(ends, in: area, on: &surface)
    let room = max(0, area.size.height - 1 - legend - warnings)
    let rows = chosen(comparison.statistics, at: room)
    for (line, row) in rows.enumerated() { draw(row, ends, in: area.line(line + 1), on: &surface) }
    if let warning = comparison.warning, rows.count + 1 < area.size.height {
      let used = surface.write("! \(warning)", in: area, line: rows.count + 1, indent: 1, role: .warn, clipping: .cut)
      continueWarning(
        warning, after: used, in: area, line: rows.count + 2, until: area.size.height - legend, on: &surface)
    }
    if !isFramed { ChartPane.drawLegend(comparison, in: area.splitRows(-2).bottom, isShort: true, on: &surface) }
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

  /// The columns after the last digit of real, synthetic and change.
  private static func ends(width: Int) -> (real: Int, synthetic: Int, change: Int) {
    let change = width - 2
    return (change - 20, change - 9, change)
  }

  private static func drawHead(
    _ ends: (real: Int, synthetic: Int, change: Int), in area: Rect, on surface: inout Surface
  ) {
    for (text, end, role) in [
      ("real", ends.real, Role.real), ("synth", ends.synthetic, .synthetic), ("Δ", ends.change, .header),
    ] { surface.write(text, endingAt: area.left + end, y: area.top, role: role) }
  }

  private static func draw(
    _ row: ColumnComparison.Statistic, _ ends: (real: Int, synthetic: Int, change: Int), in area: Rect,
    on surface: inout Surface
  ) {
    surface.write(row.name, in: area, line: 0, indent: 1, role: .dim)
    surface.write(row.real, endingAt: area.left + ends.real, y: area.top, role: .real, maxWidth: ends.real - 9)
    surface.write(row.synthetic, endingAt: area.left + ends.synthetic, y: area.top, role: .synthetic, maxWidth: 10)
    surface.write(row.change, endingAt: area.left + ends.change, y: area.top, role: .dim, maxWidth: 8)
  }

  /// A warning wider than the pane goes on in the next line.
  private static func continueWarning(
    _ warning: String, after used: Int, in area: Rect, line: Int, until end: Int, on surface: inout Surface
  ) {
    let shown = max(0, used - 2)
    guard line < end, warning.columns > shown, warning.count >= shown else { return }
    surface.write(String(warning.dropFirst(shown)), in: area, line: line, indent: 3, role: .warn)
  }
}
