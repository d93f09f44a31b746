import Statistics

/// 1 minus the Kolmogorov-Smirnov distance, mean over the columns of numbers.
///
/// Missing rows are left out, ties are exact. A column without any number on the other side gets 0.
enum KSComplementMetric: Metric {
  static let name = "ks_complement"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "numbers: 1 minus the largest gap between the cumulative shares, mean over columns; 1 is best"
  static let best: Double? = 1

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let table = context.table(candidate)
    let parts = context.numberPlaces.map { place in
      MetricPart(
        name: context.columns[place].name,
        value: 1 - distance(context.train.columns[place].presentNumbers, table.columns[place].presentNumbers))
    }
    return .mean(of: parts, best: 1, none: "no column holds numbers")
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try context.rescaledFloor(Self.self, best: 1)
  }

  /// sup |F - G|; 1 where either side is empty.
  static func distance(_ first: [Double], _ second: [Double]) -> Double {
    distance(ofSorted: RadixSort.sorted(first), RadixSort.sorted(second))
  }

  /// The same of numbers that do not fall.
  static func distance(ofSorted first: [Double], _ second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 1 }
    var (left, right, gap) = (0, 0, 0.0)
    while left < first.count, right < second.count {
      let value = min(first[left], second[right])
      while left < first.count, first[left] == value { left += 1 }
      while right < second.count, second[right] == value { right += 1 }
      gap = max(gap, abs(Double(left) / Double(first.count) - Double(right) / Double(second.count)))
    }
    return gap
  }
}
