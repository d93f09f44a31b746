/// The absolute difference of associations with levels, mean over pairs: Cramér's V (corrected for bias) of two columns of
/// levels, the correlation ratio of numbers over levels.
///
/// Beyond the 30 most common real levels all others are one. Rows where either is missing are left out.
enum AssociationMetric: Metric {
  static let name = "association"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "levels with levels and numbers: absolute difference of Cramér's V or the correlation ratio, mean over pairs; 0 is best"
  static let best: Double? = 0

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let levels = context.levelPlaces
    let pairs = context.pairs(of: levels + context.numberPlaces).filter { levels.contains($0[0]) }
    let stream = context.stream(Self.self)
    let limit = context.limits.correlationRows
    let (real, other) = (context.train.sampled(limit, stream), context.table(candidate).sampled(limit, stream))
    let association = LevelAssociation(real: context.train)
    let parts = pairs.map { pair in
      let difference = association.value(pair, in: real) - association.value(pair, in: other)
      return MetricPart(name: context.pairName(pair[0], pair[1]), value: abs(difference))
    }
    return .mean(of: parts, best: 0, none: "no column of levels has a partner")
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try context.rescaledFloor(Self.self, best: 0, limit: context.limits.correlationRows)
  }
}
