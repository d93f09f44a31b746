import Evaluation
import Screen

/// The shown pair as model A draws it.
enum FirstPairPane: Pane {
  static let name = "pair-a"

  static func title(_ state: WorkbenchState) -> String { PairChart.title("A", state.chartedModels.a) }
  static func trailing(_ state: WorkbenchState) -> String { PairChart.trailing(state) }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    PairChart(state, model: state.chartedModels.a).draw(in: area, on: &surface)
  }

  /// The cells of one half of a chart: the real side has one, the synthetic side the other.
  static func halfSize(_ state: WorkbenchState) -> Size {
    let layout = Layout(state)
    let inside = layout.place(of: name)?.inside ?? layout.places.first?.inside ?? layout.body
    return PairChart.halfSize(of: inside.size)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.showPair(by: steps) }
}
