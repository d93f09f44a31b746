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
      agreement: state.selectedPairAgreement, association: state.selectedPairAssociation, form: state.report.form,
      waiting: state.selectedPair == nil ? "h j k l choose a pair" : isWaiting ? "comparing…" : ""
    ).draw(in: area, on: &surface)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    state.moveInMatrix(rows: steps, columns: 0)
  }
}

extension WorkbenchState {
  /// As the metric of pairs has it, so that the list and the chart say the same; nil where it names the pair not.
  fileprivate var selectedPairAgreement: Double? {
    guard let pair = selectedPair, case .score(let score)? = shownScore?.report.entry("pair_agreement")?.synthetic
    else { return nil }
    let names = ["\(pair.first) × \(pair.second)", "\(pair.second) × \(pair.first)"]
    return score.worst.first { names.contains($0.name) }?.value
  }

  /// As the matrix has it.
  fileprivate var selectedPairAssociation: (name: String, real: Double, synthetic: Double)? {
    guard let associations, report.row != report.column, associations.names.indices.contains(report.row),
      associations.names.indices.contains(report.column), let pair = associations.pair(report.row, report.column)
    else { return nil }
    let name =
      switch (associations.isNumber[pair.first], associations.isNumber[pair.second]) {
      case (true, true): "Spearman"
      case (false, false): "Cramér's V"
      default: "η"
      }
    return (name, pair.real, pair.synthetic)
  }
}
