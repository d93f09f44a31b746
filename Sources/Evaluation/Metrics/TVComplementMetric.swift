import Statistics

/// 1 minus the total variation distance of the shares of levels, mean over the columns of levels.
///
/// Missing rows are left out. A column without any level on the other side gets 0.
enum TVComplementMetric: Metric {
  static let name = "tv_complement"
  static let facet = MetricFacet.fidelity
  static let explanation = "levels: the share of rows on which the shares of levels agree, mean over columns; 1 is best"
  static let best: Double? = 1

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let table = context.table(candidate)
    let parts = context.levelPlaces.map { place in
      let (real, other) = (context.train.columns[place].codes, table.columns[place].codes)
      let levels = levelCount(real, other)
      return MetricPart(
        name: context.columns[place].name,
        value: Agreement.score(real: shares(real, levels).shares, synthetic: shares(other, levels).shares))
    }
    return .mean(of: parts, best: 1, none: "no column holds levels")
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let parts = context.levelPlaces.map { place in
      let (real, other) = (context.train.columns[place].codes, context.synthetic.columns[place].codes)
      let (shares, count) = shares(real, levelCount(real, other))
      let drawn = other.count { $0 >= 0 }
      return MetricPart(
        name: context.columns[place].name,
        value: Agreement.freshAgreement(shares: shares, realCount: count, syntheticCount: drawn))
    }
    return .mean(of: parts, best: 1, none: "no column holds levels")
  }

  private static func levelCount(_ first: [Int32], _ second: [Int32]) -> Int {
    Int(max(first.max() ?? -1, second.max() ?? -1)) + 1
  }

  private static func shares(_ codes: [Int32], _ levels: Int) -> (shares: [Double], count: Int) {
    let counts = MidRanks.levelCounts(of: codes, levels: levels).ofLevels
    return (Binning.shares(counts), counts.reduce(0, +))
  }
}
