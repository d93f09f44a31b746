/// The area under the curve with which boosting tells the rows from real ones, three-fold cross-validated.
///
/// Real rows are those held back where there are 500 of them, else all. Clearly below 0.5 means near copies.
enum DetectionMetric: Metric {
  static let name = "detection_auc"
  static let facet = MetricFacet.fidelity
  static let explanation = "gradient boosting tells the rows from real ones: 0.5 it cannot (best), 1 always"
  static let best: Double? = 0.5

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try Detection.score(candidate, in: context, pairs: [], context.stream(Self.self))
  }
}
