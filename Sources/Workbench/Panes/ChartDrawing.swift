import Evaluation
import Screen

/// Draws one comparison in one of the chart forms.
struct ChartDrawing {
  var comparison: ColumnComparison
  var settings: ChartSettings
  var look: AxisLook

  private var hasSynthetic: Bool { comparison.syntheticRows > 0 }

  func draw(_ form: ChartForm, in area: Rect, on surface: inout Surface, isMono: Bool) {
    switch form {
    case .density: drawDensity(in: area, on: &surface, isMono: isMono)
    case .mirrored:
      MirroredHistogram(real: comparison.bars.map(\.real), synthetic: comparison.bars.map(\.synthetic))
        .draw(in: area, on: &surface)
    case .cumulative: drawCumulative(in: area, on: &surface, isMono: isMono)
    case .bars: drawLevels(in: area, on: &surface, isMono: isMono)
    case .frequencies: drawFrequencies(in: area, on: &surface)
    }
  }

  private func drawDensity(in area: Rect, on surface: inout Surface, isMono: Bool) {
    guard case .histogram(let edges, let isLogarithmic, let hasZeroBar) = comparison.shape else { return }
    let zero = hasZeroBar ? comparison.bars.first : nil
    let bars = comparison.bars.dropFirst(hasZeroBar ? 1 : 0)
    let count = edges.count - 1
    let cells = OverlapHistogram.cells(of: count, width: area.size.width, hasZeroBar: hasZeroBar)
    let ticks = look.ticks(edges: edges, isLogarithmic: isLogarithmic, width: Int(Double(count) * cells))
    var chart = OverlapHistogram(
      real: bars.map(\.real), synthetic: hasSynthetic ? bars.map(\.synthetic) : nil,
      zeroBar: zero.map { OverlapHistogram.ZeroBar(real: $0.real, synthetic: hasSynthetic ? $0.synthetic : $0.real) },
      ticks: ticks, isLogarithmic: settings.isLogarithmicY
    )
    (chart.holdsLower, chart.holdsHigher) = (comparison.holdsLower, comparison.holdsHigher)
    chart.draw(in: area, on: &surface, isMono: isMono)
  }

  private func drawCumulative(in area: Rect, on surface: inout Surface, isMono: Bool) {
    let (plot, axis) = area.splitRows(-1)
    CurveChart.cumulative(
      real: comparison.bars.map(\.real), synthetic: hasSynthetic ? comparison.bars.map(\.synthetic) : []
    ).draw(in: plot, on: &surface, isMono: isMono)
    guard case .histogram(let edges, _, _) = comparison.shape, let first = edges.first, let last = edges.last else {
      return
    }
    surface.write(look.label(first), in: axis, line: 0, role: .dim)
    surface.write(look.label(last), endingAt: axis.right, y: axis.top, role: .dim)
  }

  private func drawLevels(in area: Rect, on surface: inout Surface, isMono: Bool) {
    let hasHead = area.size.height > 3
    let shown = pooled(to: area.size.height - (hasHead ? 1 : 0)).map {
      LevelBars.Level(label: $0.label, real: $0.real, synthetic: hasSynthetic ? $0.synthetic : nil)
    }
    LevelBars(levels: shown, hasHead: hasHead, saysGone: !comparison.isMasked).draw(
      in: area, on: &surface, isMono: isMono)
  }

  /// The levels that fit, the rest as one bar.
  private func pooled(to height: Int) -> [ColumnComparison.Bar] {
    guard comparison.bars.count > height, height > 1, case .levels(let alreadyPooled) = comparison.shape else {
      return comparison.bars
    }
    let rest = comparison.bars.dropFirst(height - 1)
    let count = rest.count + max(0, alreadyPooled - 1)
    return comparison.bars.prefix(height - 1) + [
      ColumnComparison.Bar(
        label: "\(count) others", real: rest.reduce(0) { $0 + $1.real }, synthetic: rest.reduce(0) { $0 + $1.synthetic }
      )
    ]
  }

  /// Shares as numbers, and what the real ones add up to so far.
  private func drawFrequencies(in area: Rect, on surface: inout Surface) {
    let ends = (real: area.right - 20, synthetic: area.right - 11, sum: area.right - 1)
    for (text, end, role) in [
      ("real", ends.real, Role.real), ("synth", ends.synthetic, .synthetic), ("real sum", ends.sum, .header),
    ] { surface.write(text, endingAt: end, y: area.top, role: role) }
    var sum = 0.0
    for (line, bar) in pooled(to: area.size.height - 1).prefix(max(0, area.size.height - 1)).enumerated() {
      let y = area.top + line + 1
      sum += bar.real
      surface.write(
        bar.label, at: Point(x: area.left, y: y), maxWidth: max(0, ends.real - 8 - area.left), clipping: .ellipsis)
      surface.write(Numbers.percent(bar.real), endingAt: ends.real, y: y, role: .real)
      if hasSynthetic {
        surface.write(Numbers.percent(bar.synthetic), endingAt: ends.synthetic, y: y, role: .synthetic)
      }
      surface.write(Numbers.percent(sum), endingAt: ends.sum, y: y, role: .dim)
    }
  }
}
