/// The total variation distance of the row-wise patterns of missing values.
enum MissingPatternMetric: Metric {
  static let name = "missing_pattern"
  static let facet = MetricFacet.fidelity
  static let explanation = "which cells of a row are missing together: share of rows that differ; 0 is best"
  static let best: Double? = 0

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let table = context.table(candidate)
    guard table.rows > 0 else { return .undefined(reason: "no rows") }
    let (real, other) = (patterns(of: context.train), patterns(of: table))
    // In a fixed order: sums of floating-point numbers depend on it.
    let shared = real.keys.sorted().reduce(0) { $0 + min(real[$1] ?? 0, other[$1] ?? 0) }
    return .score(MetricScore(max(0, 1 - shared), worst: worst(table, context)))
  }

  /// By the half-normal formula; too strict where hardly two rows share a pattern.
  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let variance = 1 / Double(context.train.rows) + 1 / Double(max(1, context.synthetic.rows))
    let loss = patterns(of: context.train).values.sorted().reduce(0) {
      $0 + (2 * $1 * max(0, 1 - $1) / .pi * variance).squareRoot()
    }
    return .score(MetricScore(min(1, loss / 2)))
  }

  /// The share of rows of each pattern, by a number that stands for it.
  private static func patterns(of table: ScoredTable) -> [UInt64: Double] {
    var keys = [UInt64](repeating: 0xCBF2_9CE4_8422_2325, count: table.rows)
    for (index, column) in table.columns.enumerated() where !column.missing.isEmpty {
      let mark = (UInt64(index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      for row in keys.indices where column.missing[row] { keys[row] = (keys[row] ^ mark) &* 0x100_0000_01B3 }
    }
    var counts: [UInt64: Int] = [:]
    for key in keys { counts[key, default: 0] += 1 }
    return counts.mapValues { Double($0) / Double(table.rows) }
  }

  /// Differences of the columns' missing shares.
  private static func worst(_ table: ScoredTable, _ context: ScoreContext) -> [MetricPart] {
    let parts = context.columns.indices.map { place in
      MetricPart(
        name: context.columns[place].name,
        value: share(table.columns[place].missingCount, of: table.rows)
          - share(context.train.columns[place].missingCount, of: context.train.rows))
    }
    return MetricPart.worst(of: parts, best: 0)
  }
}
