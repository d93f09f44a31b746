/// The share of the real span from minimum to maximum that the other side spans, mean over columns of numbers.
enum RangeCoverMetric: Metric {
  static let name = "range_cover"
  static let facet = MetricFacet.fidelity
  static let explanation = "numbers: share of the real span from minimum to maximum that is reached; 1 is best"
  static let best: Double? = 1

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    Tails.score(candidate, in: context, best: 1, none: "no column of numbers has a span") { real, other in
      guard real.high > real.low else { return nil }
      guard let least = other.first, let most = other.last else { return 0 }
      // Halved, so that the span of the largest numbers is finite.
      let reached = min(real.high, most) / 2 - max(real.low, least) / 2
      return max(0, reached / (real.high / 2 - real.low / 2))
    }
  }
}
