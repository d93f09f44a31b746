import Statistics

/// The ends of a column of numbers, seen from the real rows.
struct Tails {
  static let leastRows = 20

  let sorted: [Double]
  let median: Double

  /// nil where too few real values are there to speak of tails.
  init?(_ column: ScoredValues) {
    sorted = RadixSort.sorted(column.presentNumbers)
    guard sorted.count >= Self.leastRows else { return nil }
    median = Quantiles.type7(sorted: sorted, 0.5)
  }

  func quantile(_ probability: Double) -> Double { Quantiles.type7(sorted: sorted, probability) }
  var low: Double { sorted[0] }
  var high: Double { sorted[sorted.count - 1] }

  /// One part per column of numbers; columns for which `measure` gives nil are left out.
  static func score(
    _ candidate: Candidate, in context: ScoreContext, best: Double, none reason: String,
    _ measure: (_ real: Tails, _ other: [Double]) -> Double?
  ) -> MetricResult {
    let table = context.table(candidate)
    let parts = context.places { $0.role == .number }.compactMap { place -> MetricPart? in
      guard let real = Tails(context.train.columns[place]) else { return nil }
      let other = RadixSort.sorted(table.columns[place].presentNumbers)
      return measure(real, other).map { MetricPart(name: context.columns[place].name, value: $0) }
    }
    return .mean(of: parts, best: best, none: reason)
  }
}
