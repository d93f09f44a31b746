/// Detection with differences, sums, products and ratios of the most correlated numbers shown to the model: what cuts along
/// single columns cannot see.
enum RatioDetectionMetric: Metric {
  static let name = "detection_auc_ratios"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "the same, also shown differences, sums, products and ratios of the 15 most correlated pairs of numbers"
  static let best: Double? = 0.5

  private static let mostPairs = 15
  private static let rows = 5_000
  private static let leastValues = 10

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let pairs = correlatedPairs(context)
    guard !pairs.isEmpty else { return .undefined(reason: "no two columns of numbers vary together") }
    return try Detection.score(candidate, in: context, pairs: pairs, context.stream(Self.self))
  }

  private static func correlatedPairs(_ context: ScoreContext) -> [[Int]] {
    let sample = context.train.sampled(rows, context.stream(Self.self).stream(named: "pairs"))
    let varied = context.numberPlaces.filter { Set(sample.columns[$0].presentNumbers).count > leastValues }
    let places = Array(varied.prefix(context.limits.modelColumns))
    return RankedColumns(sample, places).strongestPairs(of: places, limit: mostPairs)
  }
}
