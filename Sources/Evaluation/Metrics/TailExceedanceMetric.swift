import Statistics

/// How many values lie beyond the real 99 % and 99.9 % (1 % and 0.1 %) quantiles: the smaller share over the larger, mean over
/// the four ends of all columns of numbers.
///
/// Half a row is added to both counts, so that no value beyond is worse than one, but not infinitely.
enum TailExceedanceMetric: Metric {
  static let name = "tail_exceedance"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "numbers: shares of values beyond the real 1 %, 0.1 %, 99 % and 99.9 % quantiles, smaller over larger; 1 is best"
  static let best: Double? = 1

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    Tails.score(candidate, in: context, best: 1, none: "no column holds enough numbers") { real, other in
      let ends = [0.001, 0.01, 0.99, 0.999].map { probability in
        let limit = real.quantile(probability)
        let isBeyond: (Double) -> Bool = probability < 0.5 ? { $0 < limit } : { $0 > limit }
        let (wanted, found) = (smoothed(real.sorted, isBeyond), smoothed(other, isBeyond))
        return min(wanted, found) / max(wanted, found)
      }
      return ends.reduce(0, +) / Double(ends.count)
    }
  }

  private static func smoothed(_ values: [Double], _ isBeyond: (Double) -> Bool) -> Double {
    (Double(values.count(where: isBeyond)) + 0.5) / Double(values.count + 1)
  }
}
