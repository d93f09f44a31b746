import Statistics

/// The absolute difference of Spearman's rank correlations, mean over pairs of numbers.
///
/// Rows where either is missing are left out. A column that is constant on the other side counts as correlation 0.
enum RankCorrelationMetric: Metric {
  static let name = "rank_correlation"
  static let facet = MetricFacet.fidelity
  static let explanation = "numbers: absolute difference of rank correlations, mean over pairs; 0 is best"
  static let best: Double? = 0

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let stream = context.stream(Self.self)
    let limit = context.limits.correlationRows
    let pairs = context.pairs(of: context.numberPlaces)
    let places = Array(Set(pairs.flatMap { $0 }))
    let real = RankedColumns(context.train.sampled(limit, stream), places)
    let other = RankedColumns(context.table(candidate).sampled(limit, stream), places)
    let parts = pairs.compactMap { pair -> MetricPart? in
      guard let expected = real.correlation(pair[0], pair[1]) else { return nil }
      let found = other.correlation(pair[0], pair[1]) ?? 0
      return MetricPart(name: context.pairName(pair[0], pair[1]), value: abs(expected - found))
    }
    return .mean(of: parts, best: 0, none: "no two columns of numbers vary together in enough rows")
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try context.rescaledFloor(Self.self, best: 0, limit: context.limits.correlationRows)
  }
}
