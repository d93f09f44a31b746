import Evaluation
import Screen

/// One column within the rows of the selected event, real against synthetic.
enum StratumPane: Pane {
  static let name = "stratum"

  static func title(_ state: WorkbenchState) -> String {
    guard let line = state.selectedRareLine, let column = state.shownEffect else { return "within the event" }
    return "\(column) where \(line.when)"
  }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let strata = state.selectedStrata else { return "" }
    return "real \(Numbers.short(strata.realRows)) · synth \(Numbers.short(strata.syntheticRows))"
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    var inner = Rect(x: area.left + 1, y: area.top, width: area.size.width - 2, height: area.size.height)
    if !isFramed {
      if area.left > 0 {
        surface.fill(Rect(x: area.left, y: area.top, width: 1, height: area.size.height), character: "│", role: .border)
        inner = Rect(x: area.left + 2, y: area.top, width: area.size.width - 3, height: area.size.height)
      }
      surface.write(title(state), in: inner, line: 0, role: .header)
      inner = inner.splitRows(1).bottom
    }
    guard let column = state.shownEffect, let compared = state.selectedStrata?.entry(column)?.event else {
      let words = state.jobs[.strata] != nil ? "comparing…" : ""
      surface.write(words, in: inner, line: min(1, inner.size.height - 1), role: .dim)
      return
    }
    let comparison = state.hides(column) ? compared.masked : compared
    guard comparison.syntheticRows > 0 else {
      surface.write("no drawn row has the event yet", in: inner, line: 1, role: .dim)
      return
    }
    guard let form = state.chartForm(column, of: comparison) else { return }
    let (plot, foot) = inner.splitRows(isFramed ? -3 : -1)
    ChartDrawing(
      comparison: comparison, settings: state.charts[column] ?? ChartSettings(), look: state.axisLook(of: column)
    )
    .draw(form, in: plot, on: &surface, isMono: state.theme.isMono)
    drawFoot(comparison, of: form.key, in: foot, isFramed: isFramed, state, on: &surface)
  }

  private static func drawFoot(
    _ comparison: ColumnComparison, of key: ChartKey, in area: Rect, isFramed: Bool, _ state: WorkbenchState,
    on surface: inout Surface
  ) {
    guard let agreement = comparison.agreement else { return }
    let left = Rect(x: area.left - 1, y: area.top, width: area.size.width + 1, height: area.size.height)
    if isFramed {
      ChartPane.drawLegend(comparison, of: key, in: left, isShort: false, state, on: &surface)
      surface.write("J K column shown   v chart", in: area, line: 2, role: .dim)
      return
    }
    var x = surface.write("█", in: area, line: 0, role: .agree)
    x += surface.write(" agree \(Numbers.percent(agreement, decimals: 0))  ", in: area, line: 0, indent: x)
    x += surface.write("░", in: area, line: 0, indent: x, role: .real)
    x += surface.write(" real  ", in: area, line: 0, indent: x)
    x += surface.write("▒", in: area, line: 0, indent: x, role: .synthetic)
    surface.write(" synth", in: area, line: 0, indent: x)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { SideEffectsPane.move(&state, by: steps) }
}
