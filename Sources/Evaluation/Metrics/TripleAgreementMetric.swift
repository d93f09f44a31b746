import Statistics

/// 1 minus the total variation distance of the table of three columns on shared bins, mean over triples.
enum TripleAgreementMetric: Metric {
  static let name = "triple_agreement"
  static let facet = MetricFacet.fidelity
  static let explanation = "three columns at a time: agreement on the real table's bins, mean over triples; 1 is best"
  static let best: Double? = 1

  private static let reason = "fewer than three columns are compared"

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    JointAgreement.score(candidate, in: context, sets: sets(in: context), none: reason)
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    JointAgreement.expected(in: context, sets: sets(in: context), none: reason)
  }

  /// All triples, or as many as the limit drawn by the seed.
  static func sets(in context: ScoreContext) -> [[Int]] {
    let places = context.places { $0.role != .ignored }
    let all = places.count * (places.count - 1) * (places.count - 2) / 6
    guard all > context.limits.triples else { return every(places) }
    let stream = context.stream(Self.self)
    var (chosen, found, counter) = ([[Int]](), Set<[Int]>(), UInt64(0))
    while chosen.count < context.limits.triples {
      let order = KeyedPermutation(stream: stream.stream(named: "\(counter)"), size: UInt64(places.count))
      let triple = (0..<3).map { places[Int(order.value(at: $0))] }.sorted()
      if found.insert(triple).inserted { chosen.append(triple) }
      counter += 1
    }
    return chosen
  }

  private static func every(_ places: [Int]) -> [[Int]] {
    places.indices.flatMap { first in
      places[(first + 1)...].indices.flatMap { second in
        places[(second + 1)...].map { [places[first], places[second], $0] }
      }
    }
  }
}
