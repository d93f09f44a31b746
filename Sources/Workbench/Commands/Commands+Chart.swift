import Evaluation
import Screen

extension Commands {
  static let chartCommands: [Command] = [
    Command(
      "next-chart", ["v"], .chart, in: ["columns", "rare"], title: "chart", help: "The next way to draw the column.",
      isAvailable: { $0.columnCount > 0 }
    ) {
      state, _ in state.changeChart { $0.chart += 1 }
    },
    Command(
      "previous-chart", ["V"], .chart, in: ["columns", "rare"], title: "chart",
      help: "The previous way to draw the column.", isAvailable: { $0.columnCount > 0 }
    ) {
      state, _ in state.changeChart { $0.chart -= 1 }
    },
    Command(
      "fewer-bins", ["<lt>"], .chart, in: ["columns", "editor"], title: "bins", help: "Halves the number of bins.",
      otherwise: "no histogram is shown",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in state.changeBins { $0.refinement = max(-6, $0.refinement - 1) } },
    Command(
      "more-bins", [">"], .chart, in: ["columns", "editor"], title: "bins", help: "Doubles the number of bins.",
      otherwise: "no histogram is shown",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in state.changeBins { $0.refinement = min(6, $0.refinement + 1) } },
    Command(
      "logarithmic-y", ["Y"], .chart, in: ["columns", "rare"], title: "log y",
      help: "Heights on a logarithmic scale, to see rare values; or back.",
      otherwise: "no histogram is shown",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in state.changeChart { $0.isLogarithmicY.toggle() } },
    Command(
      "logarithmic-x", ["X"], .chart, in: ["columns"], title: "log x", help: "Values on a logarithmic scale; or back.",
      otherwise: "no histogram is shown",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in
      let isNow = state.isLogarithmicX(state.selection)
      return state.changeBins { $0.isLogarithmicX = !isNow }
    },
    Command(
      "describe-chart", ["i"], .chart, in: ["columns"], title: "in words", help: "Says in words what the chart shows."
    ) {
      state, _ in
      state.open(.words(0))
    },
  ]
}

extension WorkbenchState {
  var showsHistogram: Bool {
    if case .histogram? = chartedComparison?.shape { return true }
    return false
  }

  /// The designer draws another column than the one that is selected in the list of columns.
  private var chartedName: String { view == "rare" ? shownEffect ?? "" : selectedName }

  private var chartedComparison: ColumnComparison? {
    view == "rare" ? selectedStrata?.entry(chartedName)?.event : comparison(selection)
  }

  func isLogarithmicX(_ index: Int) -> Bool {
    if case .histogram(_, let isLogarithmic, _)? = comparison(index)?.shape { return isLogarithmic }
    return false
  }

  mutating func changeChart(_ change: (inout ChartSettings) -> Void) -> [Effect] {
    guard columnCount > 0 else { return [] }
    let name = chartedName
    var settings = charts[name] ?? ChartSettings()
    change(&settings)
    let count = max(1, Self.charts(for: chartedComparison).count)
    settings.chart = (settings.chart % count + count) % count
    charts[name] = settings
    return []
  }

  mutating func changeBins(_ change: (inout ChartSettings) -> Void) -> [Effect] {
    _ = changeChart(change)
    return compareAgain([selection])
  }

  /// The charts of a column, in the order of `v`.
  private static func charts(for comparison: ColumnComparison?) -> [ChartForm] {
    switch comparison?.shape {
    case .histogram: [.density, .mirrored, .cumulative]
    case .levels: [.bars, .frequencies]
    default: []
    }
  }

  /// The chart that is shown; nil where there is none.
  func chartForm(_ index: Int) -> ChartForm? {
    comparison(index).flatMap { chartForm(columnName(index), of: $0) }
  }

  func chartForm(_ column: String, of comparison: ColumnComparison) -> ChartForm? {
    let forms = Self.charts(for: comparison)
    let wanted = (charts[column] ?? ChartSettings()).chart
    return forms.indices.contains(wanted) ? forms[wanted] : forms.first
  }
}

/// A way to draw a comparison.
enum ChartForm: String, CaseIterable, Equatable, Sendable {
  case density, mirrored, cumulative = "ECDF", bars, frequencies
}
