/// The share of pairs of levels with at least five real rows and less than 1 % of them that the other side contains, mean over
/// pairs of columns.
///
/// Columns of more than 200 levels are left out. The noise floor is what is expected of so many fresh rows.
enum RarePairsMetric: Metric {
  static let name = "rare_pairs"
  static let facet = MetricFacet.fidelity
  static let explanation = "share of rare pairs of levels (5 real rows or more, below 1 %) that occur; 1 is best"
  static let best: Double? = 1

  private static let leastRows = 5
  private static let mostLevels = 200

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    result(in: context, candidate) { rare, drawn in rare.reduce(0) { drawn[$1.cell] > 0 ? $0 + 1 : $0 } }
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    result(in: context, .synthetic) { rare, drawn in
      let rows = drawn.reduce(0, +)
      return rare.reduce(0) { $0 + LevelKeys.chance($1.share, rows: rows) }
    }
  }

  /// - Parameter found: how many of the rare pairs are there, from the other side's counts of all pairs.
  private static func result(
    in context: ScoreContext, _ candidate: Candidate,
    _ found: (_ rare: [(cell: Int, share: Double)], _ drawn: [Int]) -> Double
  ) -> MetricResult {
    let columns = context.places(where: \.hasLevels).compactMap { LevelIndex($0, candidate, context, most: mostLevels) }
    let byPlace = Dictionary(columns.map { ($0.place, $0) }) { first, _ in first }
    let parts = context.pairs(of: columns.map(\.place)).compactMap { pair -> MetricPart? in
      guard let first = byPlace[pair[0]], let second = byPlace[pair[1]] else { return nil }
      let counts = first.counts(with: second, \.real)
      let total = counts.reduce(0, +)
      let rare = counts.indices.filter { counts[$0] >= leastRows && counts[$0] * 100 < total }
        .map { (cell: $0, share: Double(counts[$0]) / Double(total)) }
      guard !rare.isEmpty else { return nil }
      let value = found(rare, first.counts(with: second, \.other)) / Double(rare.count)
      return MetricPart(name: context.pairName(pair[0], pair[1]), value: value)
    }
    return .mean(of: parts, best: 1, none: "no pair of levels is rare and has five rows")
  }
}

/// The values of a column of few levels, numbered; -1 where missing or not in the real rows.
private struct LevelIndex {
  let place: Int
  let levels: Int
  let real: [Int32]
  let other: [Int32]

  init?(_ place: Int, _ candidate: Candidate, _ context: ScoreContext, most: Int) {
    let keys = LevelKeys.counts(of: context.train.columns[place]).keys.sorted()
    guard keys.count <= most else { return nil }
    var numbers: [Int64: Int32] = [:]
    for (number, key) in keys.enumerated() { numbers[key] = Int32(number) }
    func indices(_ table: ScoredTable) -> [Int32] {
      // The same rows of every column.
      let rows = table.sampled(context.limits.jointRows, context.stream.stream(named: "joint rows"))
      return LevelKeys.keys(of: rows.columns[place]).map { $0.flatMap { numbers[$0] } ?? -1 }
    }
    self.place = place
    levels = keys.count
    real = indices(context.train)
    other = indices(context.table(candidate))
  }

  func counts(with second: LevelIndex, _ side: KeyPath<LevelIndex, [Int32]>) -> [Int] {
    var counts = [Int](repeating: 0, count: levels * second.levels)
    for (first, other) in zip(self[keyPath: side], second[keyPath: side]) where first >= 0 && other >= 0 {
      counts[Int(first) * second.levels + Int(other)] += 1
    }
    return counts
  }
}
