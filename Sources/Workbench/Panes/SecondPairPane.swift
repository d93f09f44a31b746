import Screen

/// The shown pair as model B draws it.
enum SecondPairPane: Pane {
  static let name = "pair-b"

  static func title(_ state: WorkbenchState) -> String { state.chartedModels.b.map { PairChart.title("B", $0) } ?? "B" }
  static func trailing(_ state: WorkbenchState) -> String { PairChart.trailing(state) }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let model = state.chartedModels.b else {
      let words = WrappedText.lines(
        "c tries every model; then two can be seen here", width: area.size.width - 4, indent: 0)
      for (row, line) in words.enumerated() { surface.write(line, in: area, line: row + 1, indent: 2, role: .dim) }
      return
    }
    PairChart(state, model: model).draw(in: area, on: &surface)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.showPair(by: steps) }
}
