/// The share of rows equal to some real row of the fit in every compared column, numbers to nine digits.
///
/// Rows held back are the baseline: tables of few levels repeat by themselves.
enum ExactCopiesMetric: Metric {
  static let name = "exact_copies"
  static let facet = MetricFacet.privacy
  static let explanation =
    "share of rows equal to a real row; best no more than the noise floor, what real rows held back show"
  static let best: Double? = nil

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let table = context.table(candidate)
    guard context.columns.contains(where: { $0.role != .ignored }) else {
      return .undefined(reason: "no column is compared")
    }
    guard table.rows > 0 else { return .undefined(reason: "no rows") }
    let real = Set(RowKeys.keys(of: context.train))
    let copies = RowKeys.keys(of: table).count { real.contains($0) }
    return .score(
      MetricScore(
        Double(copies) / Double(table.rows), facts: [MetricPart(name: "copies", value: Double(copies))]))
  }
}
