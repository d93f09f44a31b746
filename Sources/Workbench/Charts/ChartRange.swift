import Evaluation
import Screen
import Synthesis
import Tables

/// Bins of a histogram that were selected with the mouse.
struct ChartRange: Equatable, Sendable {
  var column: String
  /// Places in the bins of the comparison, the bar at zero not counted.
  var bins: ClosedRange<Int>
}

/// Where the mouse was pressed, counted from the pane's own corner.
struct PressedPane: Equatable, Sendable {
  var pane: String
  var point: Point
}

extension WorkbenchState {
  /// The selected range, as long as it fits what is shown.
  var shownRange: ChartRange? {
    guard let range, range.column == selectedName, let (edges, _) = histogram, range.bins.upperBound < edges.count - 1
    else { return nil }
    return range
  }

  private var histogram: (edges: [Double], hasZeroBar: Bool)? {
    guard case .histogram(let edges, _, let hasZeroBar)? = comparison(selection)?.shape, edges.count > 1,
      chartForm(selection) == .density
    else { return nil }
    return (edges, hasZeroBar)
  }

  /// Selects the bins between two columns of the chart.
  mutating func selectRange(from start: Int, to end: Int, width: Int) -> [Effect] {
    guard let (edges, hasZeroBar) = histogram else { return [] }
    let count = edges.count - 1
    // Beside the bars is as good as on the first or the last.
    let bars = OverlapHistogram.columns(of: 0...count - 1, count: count, width: width, hasZeroBar: hasZeroBar)
    guard !bars.isEmpty else { return [] }
    let places = [start, end].map {
      OverlapHistogram.bin(
        at: min(max($0, bars.lowerBound), bars.upperBound - 1), of: count, width: width, hasZeroBar: hasZeroBar)
    }
    guard let first = places.compactMap({ $0 }).min(), let last = places.compactMap({ $0 }).max() else { return [] }
    range = ChartRange(column: selectedName, bins: first...last)
    let words = rangeCondition ?? "the whole range"
    return say(.note, rangeCondition == nil ? "the whole range is no event" : "\(words): w asks for its share")
  }

  /// `amount > 120`, `amount between 40 and 120`; nil for the whole range.
  var rangeCondition: String? {
    guard let range = shownRange, let (edges, _) = histogram else { return nil }
    let column = Expression.column(range.column).description
    let isFirst = range.bins.lowerBound == 0
    let isLast = range.bins.upperBound == edges.count - 2
    let low = literal(edges[range.bins.lowerBound], rounding: .up)
    let high = literal(edges[range.bins.upperBound + 1], rounding: .down)
    switch (isFirst, isLast) {
    case (true, true): return nil
    case (true, false): return "\(column) <= \(high)"
    case (false, true): return "\(column) >= \(low)"
    case (false, false): return "\(column) between \(low) and \(high)"
    }
  }

  /// An edge as a condition states it: whole numbers and instants whole, others with four digits.
  private func literal(_ edge: Double, rounding rule: FloatingPointRoundingRule) -> String {
    let kind = columnKind(selection)
    switch kind {
    case .date, .time, .datetime:
      guard let instant = Int64(exactly: edge.rounded(rule)) else { return "0" }
      let look = recipeColumn(selection)?.look ?? realColumn(selection)?.look ?? Look()
      let column = Column(name: "", kind: kind, storage: .instants([instant]), look: look)
      return Expression.literal(column.text(ofRow: 0) ?? "").description
    case .integer: return Int64(exactly: edge.rounded(rule)).map { "\($0)" } ?? "\(edge)"
    default: return EditorNumber.text(Self.shortened(edge))
    }
  }

  private static func shortened(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return 0 }
    // Four digits, by the decimal places before the first of them.
    var scale = 1.0
    while abs(value) * scale < 1000, scale < 1e12 { scale *= 10 }
    while abs(value) * scale >= 10_000, scale > 1e-12 { scale /= 10 }
    return (value * scale).rounded() / scale
  }

  /// Asks for the share of the selected range.
  mutating func weighRange() -> [Effect]? {
    guard let condition = rangeCondition, let range = shownRange, let (_, hasZeroBar) = histogram else { return nil }
    let bars = (comparison(selection)?.bars ?? []).dropFirst(hasZeroBar ? 1 : 0)
    let share = bars.enumerated().reduce(0) { range.bins.contains($1.offset) ? $0 + $1.element.real : $0 }
    self.range = nil
    return askTarget(condition, offering: RareCandidate.offer(share: share, isTail: condition.contains(">=")))
  }
}
