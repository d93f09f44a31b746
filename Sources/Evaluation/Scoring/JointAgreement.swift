import Statistics

/// Agreement of tables of two or three columns on bins learned from the real rows.
enum JointAgreement {
  static func score(
    _ candidate: Candidate, in context: ScoreContext, sets: [[Int]], none reason: String
  ) -> MetricResult {
    let real = codes(of: context.train, in: context)
    let other = codes(of: context.table(candidate), in: context)
    let parts = sets.map { places in
      MetricPart(
        name: places.map { context.columns[$0].name }.joined(separator: " × "),
        value: Agreement.score(
          real: context.bins.shares(of: places, codes: real), synthetic: context.bins.shares(of: places, codes: other)))
    }
    return .mean(of: parts, best: 1, none: reason)
  }

  /// What two samples of these sizes are expected to agree: the half-normal formula, exact enough where cells are not rare.
  static func expected(in context: ScoreContext, sets: [[Int]], none reason: String) -> MetricResult {
    let real = codes(of: context.train, in: context)
    let rows = min(context.limits.jointRows, context.train.rows)
    let drawn = min(context.limits.jointRows, context.synthetic.rows)
    let parts = sets.map { places in
      MetricPart(
        name: "",
        value: Agreement.bestPossible(
          shares: context.bins.shares(of: places, codes: real), realCount: rows, syntheticCount: drawn))
    }
    return .mean(of: parts, best: 1, none: reason)
  }

  private static func codes(of table: ScoredTable, in context: ScoreContext) -> [[Int32]] {
    let rows = table.sampled(context.limits.jointRows, context.stream.stream(named: "joint rows"))
    return context.columns.indices.map {
      context.columns[$0].role == .ignored ? [] : context.bins.bins(of: $0, in: rows)
    }
  }
}
