/// The share of levels rarer than 1 % in the real rows that the other side contains.
///
/// The noise floor is what is expected of so many fresh rows: the mean chance that a level of its share turns up.
enum RareLevelsMetric: Metric {
  static let name = "rare_levels"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "share of levels rarer than 1 % that occur; 1 is best, more than the noise floor needs knowledge"
  static let best: Double? = 1

  private static let reason = "no level is rarer than 1 %"

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let table = context.table(candidate)
    return result(in: context) { place, rare in
      let found = LevelKeys.counts(of: table.columns[place])
      return rare.reduce(0) { $0 + (found[$1.key] == nil ? 0 : 1) }
    }
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    result(in: context) { place, rare in
      let drawn = context.synthetic.rows - context.synthetic.columns[place].missingCount
      return rare.reduce(0) { $0 + LevelKeys.chance($1.share, rows: drawn) }
    }
  }

  /// - Parameter found: how many of the rare levels of a column are there.
  private static func result(
    in context: ScoreContext, _ found: (Int, [(key: Int64, share: Double)]) -> Double
  ) -> MetricResult {
    var (all, there, parts) = (0, 0.0, [MetricPart]())
    for place in context.places(where: \.hasLevels) {
      let rare = rareLevels(of: context.train.columns[place])
      guard !rare.isEmpty else { continue }
      let count = found(place, rare)
      (all, there) = (all + rare.count, there + count)
      parts.append(MetricPart(name: context.columns[place].name, value: count / Double(rare.count)))
    }
    guard all > 0 else { return .undefined(reason: reason) }
    let facts = [MetricPart(name: "rare_levels", value: Double(all))]
    return .score(MetricScore(there / Double(all), worst: MetricPart.worst(of: parts, best: 1), facts: facts))
  }

  private static func rareLevels(of column: ScoredValues) -> [(key: Int64, share: Double)] {
    let counts = LevelKeys.counts(of: column)
    let total = counts.values.reduce(0, +)
    return counts.filter { $0.value * 100 < total }.sorted { $0.key < $1.key }
      .map { ($0.key, Double($0.value) / Double(total)) }
  }
}
