import Statistics

/// The absolute difference of associations with levels, mean over pairs: Cramér's V (corrected for bias) of two columns of
/// levels, the correlation ratio of numbers over levels.
///
/// Beyond the 30 most common real levels all others are one. Rows where either is missing are left out.
enum AssociationMetric: Metric {
  static let name = "association"
  static let facet = MetricFacet.fidelity
  static let explanation =
    "levels with levels and numbers: absolute difference of Cramér's V or the correlation ratio, mean over pairs; 0 is best"
  static let best: Double? = 0

  private static let shownLevels = 30

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let levels = context.levelPlaces
    let pairs = context.pairs(of: levels + context.numberPlaces).filter { levels.contains($0[0]) }
    let stream = context.stream(Self.self)
    let limit = context.limits.correlationRows
    let (real, other) = (context.train.sampled(limit, stream), context.table(candidate).sampled(limit, stream))
    let pools = context.columns.indices.map { pooling(of: context.train.columns[$0].codes) }
    let parts = pairs.map { pair in
      let difference = association(pair, in: real, pools) - association(pair, in: other, pools)
      return MetricPart(name: context.pairName(pair[0], pair[1]), value: abs(difference))
    }
    return .mean(of: parts, best: 0, none: "no column of levels has a partner")
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    try context.rescaledFloor(Self.self, best: 0, limit: context.limits.correlationRows)
  }

  private static func association(_ pair: [Int], in table: ScoredTable, _ pools: [[Int32]]) -> Double {
    let first = pooled(table.columns[pair[0]].codes, pools[pair[0]])
    let second = table.columns[pair[1]]
    if case .levels(let codes) = second.content {
      return Association.cramersV(
        first, levels: shownLevels + 1, pooled(codes, pools[pair[1]]), otherLevels: shownLevels + 1)
    }
    let codes = second.missing.isEmpty ? first : zip(first, second.missing).map { $1 ? -1 : $0 }
    return Association.correlationRatio(codes, levels: shownLevels + 1, second.numbers)
  }

  /// For each code of the real table its place among the most common.
  private static func pooling(of codes: [Int32]) -> [Int32] {
    let counts = MidRanks.levelCounts(of: codes, levels: Int(codes.max() ?? -1) + 1).ofLevels
    return LevelKeys.places(ofMostCommon: counts, shown: shownLevels).map(Int32.init)
  }

  private static func pooled(_ codes: [Int32], _ places: [Int32]) -> [Int32] {
    codes.map { $0 < 0 ? -1 : places.indices.contains(Int($0)) ? places[Int($0)] : Int32(shownLevels) }
  }
}
