import Screen

extension Commands {
  static let chartCommands: [Command] = [
    Command(
      "next-chart", ["v"], .chart, in: ["columns"], title: "chart", help: "The next way to draw the selected column."
    ) {
      state, _ in state.changeChart { $0.chart += 1 }
    },
    Command(
      "previous-chart", ["V"], .chart, in: ["columns"], title: "chart",
      help: "The previous way to draw the selected column."
    ) {
      state, _ in state.changeChart { $0.chart -= 1 }
    },
    Command(
      "fewer-bins", ["<lt>"], .chart, in: ["columns"], title: "bins", help: "Halves the number of bins.",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in state.changeBins { $0.refinement = max(-6, $0.refinement - 1) } },
    Command(
      "more-bins", [">"], .chart, in: ["columns"], title: "bins", help: "Doubles the number of bins.",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in state.changeBins { $0.refinement = min(6, $0.refinement + 1) } },
    Command(
      "logarithmic-y", ["Y"], .chart, in: ["columns"], title: "log y",
      help: "Heights on a logarithmic scale, to see rare values; or back.",
      isAvailable: { $0.showsHistogram }
    ) { state, _ in state.changeChart { $0.isLogarithmicY.toggle() } },
    Command(
      "logarithmic-x", ["X"], .chart, in: ["columns"], title: "log x", help: "Values on a logarithmic scale; or back.",
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
    if case .histogram? = comparison(selection)?.shape { return true }
    return false
  }

  func isLogarithmicX(_ index: Int) -> Bool {
    if case .histogram(_, let isLogarithmic, _)? = comparison(index)?.shape { return isLogarithmic }
    return false
  }

  mutating func changeChart(_ change: (inout ChartSettings) -> Void) -> [Effect] {
    guard columnCount > 0 else { return [] }
    var settings = chart(selection)
    change(&settings)
    let count = max(1, charts(for: selection).count)
    settings.chart = (settings.chart % count + count) % count
    charts[selectedName] = settings
    return []
  }

  mutating func changeBins(_ change: (inout ChartSettings) -> Void) -> [Effect] {
    _ = changeChart(change)
    return compareAgain([selection])
  }

  /// The charts of a column, in the order of `v`.
  func charts(for index: Int) -> [ChartForm] {
    switch comparison(index)?.shape {
    case .histogram: [.density, .mirrored, .cumulative]
    case .levels: [.bars, .frequencies]
    default: []
    }
  }

  /// The chart that is shown; nil where there is none.
  func chartForm(_ index: Int) -> ChartForm? {
    let forms = charts(for: index)
    let wanted = chart(index).chart
    return forms.indices.contains(wanted) ? forms[wanted] : forms.first
  }
}

/// A way to draw a comparison.
enum ChartForm: String, Equatable, Sendable {
  case density, mirrored, cumulative = "ECDF", bars, frequencies
}
