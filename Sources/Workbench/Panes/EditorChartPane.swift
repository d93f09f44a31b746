import Evaluation
import Screen
import Tables

/// The charts of the edited column, drawn anew after every key.
enum EditorChartPane: Pane {
  static let name = "editor-chart"

  static func title(_ state: WorkbenchState) -> String { state.editorChart?.rawValue ?? "chart" }

  static func trailing(_ state: WorkbenchState) -> String {
    let charts = state.editorCharts
    guard charts.count > 1, let place = state.editorChart.flatMap(charts.firstIndex) else { return "" }
    // In the order of v, as the last ones are left out first.
    let others = (charts[(place + 1)...] + charts[..<place]).map(\.rawValue)
    return others.joined(separator: "   ") + "   v next"
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    var area = area
    if !isFramed {
      let (line, rest) = area.splitRows(1)
      surface.write(title(state), in: line, line: 0, role: .title)
      surface.write("v next", endingAt: line.right - 1, y: line.top, role: .dim)
      area = rest
    }
    guard let detail = state.editor.detail?.value else { return drawBefore(state, in: area, on: &surface) }
    guard let chart = state.editorChart else {
      if case .notCompared(let reason) = detail.comparison.shape {
        surface.write(
          "nothing to compare: \(reason)", in: area, line: min(1, area.size.height - 1), indent: 1, role: .dim)
      }
      return
    }
    let (main, foot) = area.splitRows(-2)
    let hasMore = isFramed && main.size.height >= 24 && detail.real != nil
    let (upper, lower) = main.splitRows(hasMore ? -11 : main.size.height)
    var drawing = EditorDrawing(detail: detail, look: state.axisLook, isMono: state.theme.isMono)
    drawing.hidesLevels = state.hides(state.selectedName)
    drawing.draw(chart, in: padded(upper), on: &surface)
    if hasMore { drawMore(chart, drawing, in: lower, on: &surface) }
    ChartPane.drawLegend(detail.comparison, of: chart.key, in: foot, isShort: !isFramed, state, on: &surface)
  }

  /// Until the column is prepared, the chart of the list.
  private static func drawBefore(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    guard let comparison = state.comparison(state.selection), let form = state.chartForm(state.selection) else {
      surface.write("preparing the column…", in: area, line: min(1, area.size.height - 1), indent: 1, role: .dim)
      return
    }
    let (main, foot) = area.splitRows(-2)
    ChartDrawing(comparison: comparison, settings: ChartSettings(), look: state.axisLook)
      .draw(form, in: padded(main), on: &surface, isMono: state.theme.isMono)
    surface.write("preparing the column…", in: foot, line: 0, indent: 1, role: .dim)
  }

  private static func padded(_ area: Rect) -> Rect {
    Rect(x: area.left + 1, y: area.top, width: area.size.width - 2, height: area.size.height)
  }

  /// Under a large chart the tail and the boxes, or the density where one of those is large.
  private static func drawMore(
    _ chart: EditorChart, _ drawing: EditorDrawing, in area: Rect, on surface: inout Surface
  ) {
    let (left, right) = area.splitColumns(area.size.width / 2)
    let first: EditorChart = chart == .tail ? .density : .tail
    let second: EditorChart = chart == .boxes ? .cumulative : .boxes
    for (part, form) in [(left, first), (right, second)] {
      let (head, body) = part.splitRows(1)
      surface.rule(padded(head), title: form.rawValue, isHeavy: false)
      drawing.draw(form, in: padded(body), on: &surface)
    }
  }
}

/// A chart of the editor, in the order of `v`.
enum EditorChart: String, CaseIterable, Equatable, Sendable {
  case density, logDensity = "log density", cumulative = "ECDF", quantiles = "QQ", tail = "upper tail",
    boxes = "box strips", bars, frequencies, missing = "missing by row"
}

extension EditorChart {
  var key: ChartKey {
    switch self {
    case .density, .logDensity, .bars, .missing: .tones
    case .cumulative, .tail: .curves("real")
    case .quantiles: .curves("as real")
    case .boxes, .frequencies: .none
    }
  }
}

extension WorkbenchState {
  var editorCharts: [EditorChart] {
    guard let detail = editor.detail?.value else { return [] }
    var charts: [EditorChart] = []
    switch detail.comparison.shape {
    case .histogram: charts = [.density, .logDensity, .cumulative, .quantiles, .tail, .boxes]
    case .levels: charts = [.bars, .frequencies]
    case .notCompared: break
    }
    return detail.realMissing.isEmpty && detail.syntheticMissing.isEmpty ? charts : charts + [.missing]
  }

  var editorChart: EditorChart? {
    let charts = editorCharts
    return charts.indices.contains(editor.chart) ? charts[editor.chart] : charts.first
  }

  mutating func showEditorChart(by steps: Int) -> [Effect] {
    let count = max(1, editorCharts.count)
    editor.chart = ((editor.chart + steps) % count + count) % count
    return []
  }
}
