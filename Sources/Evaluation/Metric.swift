/// What a metric speaks of.
package enum MetricFacet: String, CaseIterable, Sendable {
  /// How close the rows are to the real ones.
  case fidelity
  /// How well models learn from them.
  case utility
  /// How close single rows come to single real rows.
  case privacy
}

/// One question about a table, asked of synthetic rows, of real rows held back and of shuffled ones alike.
///
/// A new metric is one file in `Metrics/` and one line in `Metrics.all`. The laws that tests check: a score is finite; the
/// same input gives the same score; the real rows compared with themselves reach `best` (fidelity).
package protocol Metric: Sendable {
  /// snake_case; frozen, since reports are compared.
  static var name: String { get }
  static var facet: MetricFacet { get }
  /// What the number is and which value is best, in one sentence.
  static var explanation: String { get }
  /// The value that cannot be bettered; nil where the noise floor says what is good.
  static var best: Double? { get }
  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult
  /// What a fresh real sample of the synthetic table's size would get; by default what the rows held back get.
  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult
}

extension Metric {
  package static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try score(.holdout, in: context)
  }
}

/// What a metric found.
package enum MetricResult: Equatable, Sendable {
  case score(MetricScore)
  /// The question has no answer for these tables: why. Never NaN.
  case undefined(reason: String)

  package var value: Double? { if case .score(let score) = self { score.value } else { nil } }

  /// A mean over parts (columns, pairs), the worst of them named.
  /// - Parameter best: of a part.
  static func mean(of parts: [MetricPart], best: Double, none reason: String) -> MetricResult {
    guard !parts.isEmpty else { return .undefined(reason: reason) }
    let mean = parts.reduce(0) { $0 + $1.value } / Double(parts.count)
    return .score(MetricScore(mean, worst: MetricPart.worst(of: parts, best: best)))
  }
}

package struct MetricScore: Equatable, Sendable {
  package var value: Double
  /// The columns or pairs that are furthest from the best, the worst first.
  package var worst: [MetricPart]
  /// Further numbers, by name.
  package var facts: [MetricPart]

  init(_ value: Double, worst: [MetricPart] = [], facts: [MetricPart] = []) {
    self.value = value
    self.worst = worst
    self.facts = facts
  }
}

/// A named number: the score of a column or pair, or a fact.
package struct MetricPart: Equatable, Sendable {
  package var name: String
  package var value: Double

  /// Up to five parts that are not at their best; ties keep their order.
  static func worst(of parts: [MetricPart], best: Double) -> [MetricPart] {
    let ranked = parts.enumerated().map { (distance: abs($1.value - best), place: $0, part: $1) }
      .filter { $0.distance > 1e-9 }
    let sorted = ranked.sorted { $0.distance != $1.distance ? $0.distance > $1.distance : $0.place < $1.place }
    return sorted.prefix(5).map(\.part)
  }
}
