/// The share of rows whose nearest real row is one of the fit and not one held back, ties shared out, rescaled so that 0.5 is
/// no leak and 1 is that every nearest row is one of the fit.
///
/// If a table knows nothing of which real rows were the fit's, each real row at the smallest distance is one of them with the
/// chance n / (n + h). That needs rows held back of which the synthetic table cannot know.
enum NearestLeakMetric: Metric {
  static let name = "nearest_leak"
  static let facet = MetricFacet.privacy
  static let explanation =
    "share of rows nearer to a real row of the fit than to one held back, rescaled: 0.5 no leak (best), 1 copies"
  static let best: Double? = 0.5

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    guard context.isHoldoutGiven else {
      return .undefined(reason: "needs --holdout: real rows that the synthetic table was not made from")
    }
    guard let distances = context.nearest.ofCandidates[candidate], !distances.toTrain.isEmpty, distances.holdoutRows > 0
    else { return .undefined(reason: "too few rows are held back") }
    guard context.columns.contains(where: { $0.role != .ignored }) else {
      return .undefined(reason: "no column is compared")
    }
    let shares = zip(distances.toTrain, distances.toHoldout).map { train, held in
      train.distance < held.distance
        ? 1 : held.distance < train.distance ? 0 : Double(train.count) / Double(train.count + held.count)
    }
    return .score(rescaled(shares, train: context.train.rows, held: distances.holdoutRows))
  }

  private static func rescaled(_ shares: [Double], train: Int, held: Int) -> MetricScore {
    let honest = Double(train) / Double(train + held)
    let scale = 0.5 / (1 - honest)
    let count = Double(shares.count)
    let mean = shares.reduce(0, +) / count
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let error = scale * (variance / count).squareRoot()
    return MetricScore(0.5 + scale * (mean - honest), facts: [MetricPart(name: "standard_error", value: error)])
  }
}
