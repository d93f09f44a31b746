/// 1 minus the total variation distance of the table of two columns on shared bins, mean over pairs.
///
/// Bins come from the real rows alone, the outer ones are open, and missing is a bin.
enum PairAgreementMetric: Metric {
  static let name = "pair_agreement"
  static let facet = MetricFacet.fidelity
  static let explanation = "two columns at a time: agreement on the real table's bins, mean over pairs; 1 is best"
  static let best: Double? = 1

  private static let reason = "fewer than two columns are compared"

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    JointAgreement.score(candidate, in: context, sets: sets(in: context), none: reason)
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    JointAgreement.expected(in: context, sets: sets(in: context), none: reason)
  }

  private static func sets(in context: ScoreContext) -> [[Int]] {
    context.pairs(of: context.places { $0.role != .ignored })
  }
}
