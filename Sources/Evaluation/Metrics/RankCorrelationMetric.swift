import Statistics

/// The absolute difference of Spearman's rank correlations, mean over pairs of numbers.
///
/// Rows where either is missing are left out. A column that is constant on the other side counts as correlation 0.
enum RankCorrelationMetric: Metric {
  static let name = "rank_correlation"
  static let facet = MetricFacet.fidelity
  static let explanation = "numbers: absolute difference of rank correlations, mean over pairs; 0 is best"
  static let best: Double? = 0

  private static let leastRows = 10

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let pairs = context.pairs(of: context.numberPlaces)
    let stream = context.stream(Self.self)
    let limit = context.limits.correlationRows
    let (real, other) = (
      context.train.sampled(limit, stream), context.table(candidate).sampled(limit, stream)
    )
    let parts = pairs.compactMap { pair -> MetricPart? in
      guard let expected = correlation(pair, in: real) else { return nil }
      let found = correlation(pair, in: other) ?? 0
      return MetricPart(name: context.pairName(pair[0], pair[1]), value: abs(expected - found))
    }
    return .mean(of: parts, best: 0, none: "no two columns of numbers vary together in enough rows")
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try context.rescaledFloor(Self.self, best: 0, limit: context.limits.correlationRows)
  }

  /// nil where fewer than ten rows hold both, or either is constant.
  static func correlation(_ pair: [Int], in table: ScoredTable) -> Double? {
    let (first, second) = (table.columns[pair[0]], table.columns[pair[1]])
    var (left, right) = (first.numbers, second.numbers)
    if !first.missing.isEmpty || !second.missing.isEmpty {
      let rows = left.indices.filter { !first.isMissing($0) && !second.isMissing($0) }
      (left, right) = (rows.map { left[$0] }, rows.map { right[$0] })
    }
    guard left.count >= leastRows, varies(left), varies(right) else { return nil }
    return Correlation.spearman([left, right])[1, 0]
  }

  private static func varies(_ values: [Double]) -> Bool { values.contains { $0 != values[0] } }
}
