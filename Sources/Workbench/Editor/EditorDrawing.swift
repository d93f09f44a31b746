import Evaluation
import Screen

/// Draws the details of one column in one of the editor's charts.
struct EditorDrawing {
  var detail: ColumnDetail
  /// The levels are personal data.
  var hidesLevels = false
  var look: AxisLook
  var isMono: Bool

  func draw(_ chart: EditorChart, in area: Rect, on surface: inout Surface) {
    switch chart {
    case .density: drawColumn(.density, in: area, on: &surface)
    case .logDensity: drawColumn(.density, isLogarithmic: true, in: area, on: &surface)
    case .cumulative: drawColumn(.cumulative, in: area, on: &surface)
    case .bars: drawColumn(.bars, in: area, on: &surface)
    case .frequencies: drawColumn(.frequencies, in: area, on: &surface)
    case .quantiles: drawQuantiles(in: area, on: &surface)
    case .tail: drawTail(in: area, on: &surface)
    case .boxes: drawBoxes(in: area, on: &surface)
    case .missing: drawMissing(in: area, on: &surface)
    }
  }

  private func drawColumn(_ form: ChartForm, isLogarithmic: Bool = false, in area: Rect, on surface: inout Surface) {
    var settings = ChartSettings()
    settings.isLogarithmicY = isLogarithmic
    let comparison = hidesLevels ? detail.comparison.masked : detail.comparison
    ChartDrawing(comparison: comparison, settings: settings, look: look)
      .draw(form, in: area, on: &surface, isMono: isMono)
  }

  /// The axis of values: logarithmic where the bins are and nothing stands in the way.
  private struct Scale {
    let least: Double
    let most: Double
    let isLogarithmic: Bool

    func place(_ value: Double) -> Double {
      guard most > least else { return 0.5 }
      if isLogarithmic { return LogScale.share(value, from: least, to: most) }
      return min(1, max(0, (value - least) / (most - least)))
    }
  }

  private func scale(_ values: [Double]) -> Scale? {
    guard let least = values.min(), let most = values.max() else { return nil }
    var isLogarithmic = false
    if case .histogram(_, let isLog, _) = detail.comparison.shape { isLogarithmic = isLog && least > 0 }
    return Scale(least: least, most: most, isLogarithmic: isLogarithmic)
  }

  private func drawEnds(_ scale: Scale, _ words: String, in area: Rect, on surface: inout Surface) {
    surface.write(look.label(scale.least), in: area, line: 0, role: .dim)
    surface.write(
      "\(words)\(look.label(scale.most))", endingAt: area.right, y: area.top, role: .dim,
      maxWidth: max(0, area.size.width - 8))
  }

  /// Synthetic percentiles over real ones; the straight line is what equal columns give.
  private func drawQuantiles(in area: Rect, on surface: inout Surface) {
    guard let real = detail.real?.quantiles, let drawn = detail.synthetic?.quantiles, let scale = scale(real + drawn)
    else { return }
    let (plot, axis) = area.splitRows(-1)
    let straight = [CurveChart.CurvePoint(x: 0, y: 0), CurveChart.CurvePoint(x: 1, y: 1)]
    let curve = zip(real, drawn).map { CurveChart.CurvePoint(x: scale.place($0), y: scale.place($1)) }
    CurveChart(real: straight, synthetic: curve).draw(in: plot, on: &surface, isMono: isMono)
    surface.write("synth ↑", at: plot.origin, role: .synthetic)
    drawEnds(scale, "real →  ", in: axis, on: &surface)
  }

  /// The share of rows beyond each value, both axes logarithmic: what the last few rows do.
  private func drawTail(in area: Rect, on surface: inout Surface) {
    guard let real = detail.real?.tail, let drawn = detail.synthetic?.tail,
      let rarest = (real + drawn).map(\.share).min(), rarest < 0.5, let scale = scale((real + drawn).map(\.value))
    else { return }
    let (plot, axis) = area.splitRows(-1)
    let label = "\(ShortNumber.text(100 * rarest))%"
    let (left, body) = plot.splitColumns(max(3, label.columns) + 1)
    func curve(_ tail: [(share: Double, value: Double)]) -> CurveChart.Curve {
      tail.map { .init(x: scale.place($0.value), y: LogScale.share($0.share, from: rarest, to: 0.5)) }
    }
    CurveChart(real: curve(real), synthetic: curve(drawn)).draw(in: body, on: &surface, isMono: isMono)
    surface.write("50%", in: left, line: 0, role: .dim)
    surface.write(label, in: left, line: left.size.height - 1, role: .dim)
    let below = Rect(x: axis.left + left.size.width, y: axis.top, width: axis.size.width - left.size.width, height: 1)
    drawEnds(scale, "more than x →  ", in: below, on: &surface)
  }

  private func drawBoxes(in area: Rect, on surface: inout Surface) {
    guard let real = detail.real, let drawn = detail.synthetic,
      let scale = scale(real.quantiles + drawn.quantiles + real.beyond + drawn.beyond)
    else { return }
    let (labels, plot) = area.splitColumns(6)
    for (line, side, role, name) in [(0, real, Role.real, "real"), (2, drawn, .synthetic, "synth")] {
      let y = min(line, max(0, area.size.height - 2))
      surface.write(name, in: labels, line: y, role: role)
      let box = [5, 25, 50, 75, 95].map { scale.place(side.quantiles[$0]) }
      BoxStrip(places: box, beyond: side.beyond.map(scale.place)).draw(in: plot.line(y), role: role, on: &surface)
    }
    drawEnds(scale, "", in: plot.line(min(4, plot.size.height - 1)), on: &surface)
    guard plot.size.height > 6 else { return }
    let forms = ["├ 5%  ▓ 25–75%  ┃ median  ┤ 95%  · beyond", "├5% ▓25–75% ┃median ┤95% ·beyond"]
    surface.write(forms.first { $0.columns <= area.size.width } ?? forms[1], in: area, line: 6, role: .dim)
  }

  /// Where in the table values are missing, real above synthetic.
  private func drawMissing(in area: Rect, on surface: inout Surface) {
    let parts = ColumnDetail.parts
    func filled(_ shares: [Double]) -> [Double] { shares.isEmpty ? [Double](repeating: 0, count: parts) : shares }
    let (plot, axis) = area.splitRows(-1)
    OverlapHistogram(real: filled(detail.realMissing), synthetic: filled(detail.syntheticMissing))
      .draw(in: plot, on: &surface, isMono: isMono)
    surface.write("first row", in: axis, line: 0, role: .dim)
    surface.write("last row", endingAt: axis.right, y: axis.top, role: .dim)
  }
}
