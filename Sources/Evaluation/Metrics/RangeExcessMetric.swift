import Statistics

/// The share of values beyond the real minimum or maximum, mean over columns of numbers. None is not best: a fresh sample of n
/// rows has about 2 in n.
enum RangeExcessMetric: Metric {
  static let name = "range_excess"
  static let facet = MetricFacet.fidelity
  static let explanation = "numbers: share of values beyond the real minimum or maximum; best near the noise floor"
  static let best: Double? = nil

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    Tails.score(candidate, in: context, best: 0, none: "no column holds enough numbers") { real, other in
      let slack = 1e-9 * max(abs(real.low), abs(real.high), 1)
      let beyond = other.count { $0 < real.low - slack || $0 > real.high + slack }
      return other.isEmpty ? 0 : Double(beyond) / Double(other.count)
    }
  }
}
