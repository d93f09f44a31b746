import Evaluation
import Screen

/// The chosen pair of columns, real beside synthetic.
enum PairPane: Pane {
  static let name = "pair"

  static func title(_ state: WorkbenchState) -> String {
    state.selectedPair.map { "\($0.first) × \($0.second)" } ?? "pair"
  }

  static func trailing(_ state: WorkbenchState) -> String { "v \(state.report.form.rawValue)" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let comparison = state.report.pair?.value
    let isWaiting = state.jobs[.reportPair] != nil || state.jobs[.draw] != nil
    PairChart(
      state: state, comparison: comparison?.isOf(state.selectedPair) == true ? comparison : nil,
      agreement: comparison?.agreement, form: state.report.form,
      waiting: state.selectedPair == nil ? "h j k l choose a pair" : isWaiting ? "comparing…" : ""
    ).draw(in: area, on: &surface)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    state.moveInMatrix(rows: steps, columns: 0)
  }
}
