import Evaluation
import Screen
import Tables

/// The selected column, real against synthetic.
enum ChartPane: Pane {
  static let name = "chart"

  static func title(_ state: WorkbenchState) -> String { state.columnCount > 0 ? state.selectedName : "chart" }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let column = state.recipeColumn(state.selection) else { return "" }
    let fit = state.fitWords(state.selection)
    return column.generatorSpelling + (fit.isEmpty ? "" : " · \(fit)")
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    if state.recipeColumn(state.selection)?.isDropped == true {
      surface.write("left out of the output", in: area, line: min(1, area.size.height - 1), indent: 1, role: .dim)
      return
    }
    guard let comparison = state.comparison(state.selection) else { return }
    guard let form = state.chartForm(state.selection) else {
      return drawNothing(comparison, in: area, on: &surface)
    }
    let inner = plot(in: area, isFramed: isFramed)
    let (head, rest) = area.splitRows(isFramed ? 1 : 0)
    if isFramed { surface.write(heading(form, comparison, state), in: head, line: 0, indent: 1, role: .dim) }
    let (_, foot) = rest.splitRows(inner.size.height)
    ChartDrawing(comparison: comparison, settings: state.chart(state.selection), look: state.axisLook)
      .draw(form, in: inner, on: &surface, isMono: state.theme.isMono)
    drawRange(state, in: inner, on: &surface)
    guard isFramed, foot.size.height > 0 else { return }
    drawLegend(comparison, of: form.key, in: foot, isShort: false, state, on: &surface)
    let keys = state.showsHistogram ? "v next chart  < > bins  Y log y  z zoom" : "v next chart  i in words  z zoom"
    surface.write(keys, in: foot, line: 2, indent: 1, role: .dim)
  }

  /// Where the chart itself stands.
  private static func plot(in area: Rect, isFramed: Bool) -> Rect {
    guard isFramed else { return area }
    let rest = area.splitRows(1).bottom
    // Where there is little room, the chart rather than its legend.
    let plot = rest.splitLastRows(min(3, max(0, rest.size.height - 5))).top
    return Rect(x: plot.left + 1, y: plot.top, width: plot.size.width - 2, height: plot.size.height)
  }

  /// Marks the selected bins on the axis.
  private static func drawRange(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    guard let range = state.shownRange, area.size.height >= 4,
      case .histogram(let edges, _, let hasZeroBar)? = state.comparison(state.selection)?.shape
    else { return }
    let columns = OverlapHistogram.columns(
      of: range.bins, count: edges.count - 1, width: area.size.width, hasZeroBar: hasZeroBar)
    surface.fill(
      Rect(x: area.left + columns.lowerBound, y: area.bottom - 2, width: columns.count, height: 1), character: "━",
      role: .cursor)
  }

  static func drag(_ state: inout WorkbenchState, from start: Point, to end: Point, in place: Layout.Place) -> [Effect]
  {
    let plot = plot(in: Rect(origin: Point(x: 0, y: 0), size: place.inside.size), isFramed: place.hasTitle)
    return state.selectRange(from: start.x - plot.left, to: end.x - plot.left, width: plot.size.width)
  }

  static func doubleClick(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    state.run("open-editor")
  }

  private static func heading(_ form: ChartForm, _ comparison: ColumnComparison, _ state: WorkbenchState) -> String {
    var parts = [form.rawValue]
    switch comparison.shape {
    case .histogram(let edges, let isLogarithmic, let hasZeroBar):
      if isLogarithmic { parts.append("log x") }
      if state.chart(state.selection).isLogarithmicY, form == .density { parts.append("log y") }
      parts.append("\(max(0, edges.count - 1)) bins")
      if hasZeroBar { parts.append("zero apart") }
      guard form == .density else { break }
      switch (comparison.holdsLower, comparison.holdsHigher) {
      case (true, true): parts.append("◂ ▸ and beyond")
      case (true, false): parts.append("◂ and less")
      case (false, true): parts.append("▸ and more")
      case (false, false): break
      }
    case .levels(let pooled):
      parts.append("\(comparison.bars.count + max(0, pooled - 1)) values")
      if pooled > 0 { parts.append("\(pooled) pooled") }
    case .notCompared: break
    }
    return parts.joined(separator: " · ")
  }

  private static func drawNothing(_ comparison: ColumnComparison, in area: Rect, on surface: inout Surface) {
    guard case .notCompared(let reason) = comparison.shape else { return }
    surface.write("nothing to compare: \(reason)", in: area, line: min(1, area.size.height - 1), indent: 1, role: .dim)
  }

  /// The agreement beside what a fresh real sample of as many rows can be expected to have, and what the signs of the chart mean.
  static func drawLegend(
    _ comparison: ColumnComparison, of key: ChartKey, in area: Rect, isShort: Bool, _ state: WorkbenchState,
    on surface: inout Surface
  ) {
    guard let agreement = comparison.agreement, comparison.syntheticRows > 0 else { return }
    var x = 1 + surface.write("█", in: area, line: 0, indent: 1, role: .agree)
    x += surface.write(" agree \(Numbers.percent(agreement))", in: area, line: 0, indent: x)
    if let fresh = comparison.freshAgreement {
      let words = isShort ? "  fresh" : "   fresh real rows"
      surface.write("\(words) \(Numbers.percent(fresh))", in: area, line: 0, indent: x, role: isShort ? .dim : .text)
    }
    guard area.size.height > 1 else { return }
    switch key {
    case .none: break
    case .tones:
      x = 1 + surface.write("░", in: area, line: 1, indent: 1, role: .real)
      x += surface.write(isShort ? " real only   " : " real only, too few  ", in: area, line: 1, indent: x)
      x += surface.write("▒", in: area, line: 1, indent: x, role: .synthetic)
      surface.write(isShort ? " synth only" : " synth, too many", in: area, line: 1, indent: x)
    case .curves(let first):
      x = 1
      for (role, words) in [(Role.real, " \(first)   "), (.synthetic, " synth")] {
        let place = Point(x: area.left + x, y: area.top + 1)
        x += CurveChart.drawSample(of: role, at: place, on: &surface, isMono: state.theme.isMono)
        x += surface.write(words, in: area, line: 1, indent: x)
      }
    }
  }
}

/// What the signs of a chart mean.
enum ChartKey: Equatable {
  /// Where both agree, where one has more.
  case tones
  /// Two curves, the first of them called so.
  case curves(String)
  /// The chart says it itself.
  case none
}

extension ChartForm {
  var key: ChartKey {
    switch self {
    case .density, .bars: .tones
    case .cumulative: .curves("real")
    case .mirrored, .frequencies: .none
    }
  }
}

/// How a value of the selected column is spelled on an axis.
struct AxisLook {
  var kind: ColumnKind
  var look: Look

  func label(_ value: Double) -> String {
    guard kind == .date || kind == .time || kind == .datetime, let storage = Int64(exactly: value.rounded()) else {
      return ShortNumber.text(value)
    }
    let column = Column(name: "", kind: kind, storage: .instants([storage]), look: look)
    return String((column.text(ofRow: 0) ?? "").prefix(10))
  }

  /// The month of a date, where the day has no room; other values as they are.
  func month(_ value: Double) -> String {
    let text = label(value)
    return (kind == .date || kind == .datetime) && text.columns == 10 ? String(text.prefix(7)) : text
  }

  /// Round numbers, or starts of years, months, days or hours, as many as have room.
  /// - Parameter width: cells of the axis.
  func ticks(edges: [Double], isLogarithmic: Bool, width: Int) -> [AxisTick] {
    guard kind == .date || kind == .time || kind == .datetime, let first = edges.first, let last = edges.last else {
      return Axis.ticks(edges: edges, isLogarithmic: isLogarithmic, width: width, isWhole: kind == .integer)
    }
    guard first < last, width > 0 else { return [] }
    var fallback: [AxisTick] = []
    for candidate in CalendarTicks(kind: kind).candidates(from: first, to: last) {
      if let ticks = Axis.roomy(candidate.values, edges: edges, width: width, label: candidate.label) { return ticks }
      if fallback.isEmpty || candidate.values.count == 1 {
        fallback = Axis.ticks(at: candidate.values, edges: edges, label: candidate.label)
      }
    }
    return fallback
  }
}

extension WorkbenchState {
  var axisLook: AxisLook { axisLook(selection) }

  func axisLook(of name: String) -> AxisLook { axisLook((0..<columnCount).first { columnName($0) == name } ?? -1) }

  private func axisLook(_ index: Int) -> AxisLook {
    AxisLook(kind: columnKind(index), look: recipeColumn(index)?.look ?? realColumn(index)?.look ?? Look())
  }
}
