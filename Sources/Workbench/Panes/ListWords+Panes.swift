import Screen

// Which part of their lists other panes show, and how many lines they can use.

extension ModelsPane {
  /// Head, models, and what is said below them.
  static func wantedLines(_ state: WorkbenchState) -> Int? { state.modelNames.count + 6 }
}

extension PairsPane {
  static func wantedLines(_ state: WorkbenchState) -> Int? {
    state.pairList.isEmpty ? nil : state.pairList.count + 3
  }
}

extension ScoresPane {
  static var hasHead: Bool { true }
  static func position(_ state: WorkbenchState) -> String {
    ListWords.position(top: state.report.metrics.top, height: state.scoreLines, count: state.scoredLines.count)
  }
  static func wantedLines(_ state: WorkbenchState) -> Int? {
    state.scoredLines.isEmpty ? nil : state.scoredLines.count + 2
  }
}

extension WorstPane {
  static func position(_ state: WorkbenchState) -> String {
    guard let place = Layout(state).place(of: name) else { return "" }
    return ListWords.position(
      top: state.report.worst.top, height: place.inside.size.height, count: state.worstLines.count)
  }
}

extension StatisticsPane {
  /// Head, numbers, and a warning that may need three lines.
  static func wantedLines(_ state: WorkbenchState) -> Int? {
    state.comparison(state.selection).map { $0.statistics.count + 1 + ($0.warning == nil ? 0 : 3) }
  }
}
