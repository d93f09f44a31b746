import Statistics

/// Agreement of tables of two or three columns on bins learned from the real rows.
enum JointAgreement {
  static func score(
    _ candidate: Candidate, in context: ScoreContext, sets: [[Int]], none reason: String
  ) -> MetricResult {
    let (real, other) = (context.binsOfTrain, context.bins(of: candidate))
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
    let real = context.binsOfTrain
    let rows = min(context.limits.jointRows, context.train.rows)
    let drawn = min(context.limits.jointRows, context.synthetic.rows)
    let parts = sets.map { places in
      MetricPart(
        name: "",
        value: Agreement.freshAgreement(
          shares: context.bins.shares(of: places, codes: real), realCount: rows, syntheticCount: drawn))
    }
    return .mean(of: parts, best: 1, none: reason)
  }
}
