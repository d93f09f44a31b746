import Statistics

/// The chance that a row lies nearer to the real rows of the fit than a fresh real row does, ties counted half.
///
/// 0.5 is the distance of an honest sample, above it are near copies, below it rows unlike the data. In a table in which no
/// combination occurs twice (one row per place and day) a fresh real row avoids those of the fit, and honest rows come out
/// above 0.5; `nearest_leak` does not mislead there.
enum NearestDistanceMetric: Metric {
  static let name = "nearest_distance"
  static let facet = MetricFacet.privacy
  static let explanation =
    "chance that a row lies nearer to the real rows than a fresh real row does: 0.5 honest (best), 1 copies, 0 unlike"
  static let best: Double? = 0.5

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let (own, held) = (context.nearest.ofCandidates[candidate], context.nearest.ofCandidates[.holdout])
    guard let own, let held, own.toTrain.first?.count ?? 0 > 0,
      let chance = AreaUnderCurve.chance(
        that: held.toTrain.map { Double($0.distance) }, exceed: own.toTrain.map { Double($0.distance) })
    else { return .undefined(reason: "too few rows are held back, or no column is compared") }
    let (first, second) = (Double(own.toTrain.count), Double(held.toTrain.count))
    let error = ((first + second + 1) / (12 * first * second)).squareRoot()
    return .score(MetricScore(chance, facts: [MetricPart(name: "standard_error", value: error)]))
  }
}
