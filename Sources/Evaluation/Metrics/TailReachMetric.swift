import Statistics

/// How far the tails reach: min(r, 1/r), where r is the distance from the real median to the other side's 99.9 % (0.1 %) quantile
/// over that to the real one; mean over both sides of all columns of numbers.
enum TailReachMetric: Metric {
  static let name = "tail_reach"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "numbers: distance from the median to the 99.9 % and 0.1 % quantiles, smaller over larger; 1 is best"
  static let best: Double? = 1

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let table = context.table(candidate)
    let parts = context.places { $0.role == .number }.flatMap { place -> [MetricPart] in
      guard let real = Tails(context.train.columns[place]) else { return [] }
      let other = RadixSort.sorted(table.columns[place].presentNumbers)
      return [(0.999, 1.0, "upper"), (0.001, -1.0, "lower")].compactMap { probability, sign, side in
        reach(real, other, probability, sign).map {
          MetricPart(name: "\(context.columns[place].name) \(side)", value: $0)
        }
      }
    }
    return .mean(of: parts, best: 1, none: "no column of numbers has a tail")
  }

  /// nil where the real side has no tail; 0 where the other does not reach beyond the median.
  private static func reach(_ real: Tails, _ other: [Double], _ probability: Double, _ sign: Double) -> Double? {
    let wanted = sign * (real.quantile(probability) - real.median)
    guard wanted > 0 else { return nil }
    guard other.count >= 2 else { return 0 }
    let found = sign * (Quantiles.type7(sorted: other, probability) - real.median)
    return found > 0 ? min(found / wanted, wanted / found) : 0
  }
}
