import Statistics
import StrictYAML
import Synthesis
import Tables

/// Scores a synthetic table against a real one by every metric.
package struct Scorer: Sendable {
  /// The share of the real rows that is held back where no rows are given for it.
  package static let heldShare = 0.25
  private static let leastRows = 10
  private static let seed: UInt64 = 20_261_124

  package var limits = ScoreLimits()
  package var metrics: [any Metric.Type] = Metrics.all
  package init() {}

  /// - Parameters:
  ///   - real: the rows that the synthetic ones were made from.
  ///   - holdout: further real rows that they were not made from; nil to hold back a quarter of the real rows by a fixed
  ///     seed.
  ///   - target: a column that models are to predict.
  /// - Throws: `EvaluationError`: `.tooFewRows`, `.missingColumns`, `.otherKind`, `.unknownTarget`, `.boosting`.
  /// - Complexity: bounded by `limits` in the number of models and of pairs; otherwise O(rows · columns).
  package func report(
    real: Table, synthetic: Table, holdout: Table? = nil, target: String? = nil
  ) throws(EvaluationError) -> ScoreReport {
    for table in [real, synthetic] + (holdout.map { [$0] } ?? []) where table.rowCount < Self.leastRows {
      throw EvaluationError(.tooFewRows(rows: table.rowCount, needed: Self.leastRows), table: table.name)
    }
    let context = try context(real: real, synthetic: synthetic, holdout: holdout, target: target)
    return ScoreReport(
      context, names: columns(of: synthetic, notIn: real), target: target,
      entries: try Self.entries(of: metrics, in: context))
  }

  /// The same report, a few metrics at a time: shapes and pairs first, models and nearest rows last.
  /// - Parameter progress: called with what is known so far and the steps done and in all; returning false cancels (nil is
  ///   returned).
  package func report(
    real: Table, synthetic: Table, progress: (_ soFar: ScoreReport, _ done: Int, _ total: Int) -> Bool
  ) throws(EvaluationError) -> ScoreReport? {
    for table in [real, synthetic] where table.rowCount < Self.leastRows {
      throw EvaluationError(.tooFewRows(rows: table.rowCount, needed: Self.leastRows), table: table.name)
    }
    let context = try context(real: real, synthetic: synthetic, holdout: nil, target: nil)
    let extra = columns(of: synthetic, notIn: real)
    let total = metrics.count + 1
    var report = ScoreReport(context, names: extra, target: nil, entries: [])
    guard progress(report, 0, total) else { return nil }
    report.associations = AssociationMatrix(context)
    guard progress(report, 1, total) else { return nil }
    for start in stride(from: 0, to: metrics.count, by: Self.metricsAtOnce) {
      let next = Array(metrics[start..<min(start + Self.metricsAtOnce, metrics.count)])
      report.append(try Self.entries(of: next, in: context))
      guard progress(report, 1 + start + next.count, total) else { return nil }
    }
    return report
  }

  /// Few, so that cancelling is quick; more than one, so that every processor has work.
  private static let metricsAtOnce = 2

  func context(
    real: Table, synthetic: Table, holdout: Table?, target: String?
  ) throws(EvaluationError) -> ScoreContext {
    if let target, real.column(named: target) == nil {
      let nearest = NearestName.of(target, among: real.columns.map(\.name))
      throw EvaluationError(.unknownTarget(target, nearest: nearest), table: real.name)
    }
    let columns = real.columns.map {
      ScoredColumn($0, profile: Profiler.profile($0), isTarget: $0.name == target)
    }
    let stream = RandomStream(seed: Self.seed)
    var alignment = ScoreAlignment(columns: columns)
    let all = try alignment.align(real)
    let held = try holdout.map { table throws(EvaluationError) in try alignment.align(table) }
    let drawn = try alignment.align(synthetic)
    let (train, test) = held.map { (all, $0) } ?? Self.split(all, stream.stream(named: "held back"))
    return ScoreContext(
      columns, levelCounts: alignment.levelCounts, train: train, holdout: test, synthetic: drawn,
      isHoldoutGiven: holdout != nil, target: columns.firstIndex { $0.name == target }, limits: limits, stream: stream)
  }

  private static func split(_ table: ScoredTable, _ stream: RandomStream) -> (train: ScoredTable, holdout: ScoredTable)
  {
    let held = ScoredTable.chosen(Int((Double(table.rows) * heldShare).rounded()), of: table.rows, stream)
    var isHeld = [Bool](repeating: false, count: table.rows)
    for row in held { isHeld[row] = true }
    return (table.taking((0..<table.rows).filter { !isHeld[$0] }), table.taking(held))
  }

  /// Columns such as weights, which belong to the synthetic table alone.
  private func columns(of synthetic: Table, notIn real: Table) -> [String] {
    let known = Set(real.columns.map(\.name))
    return synthetic.columns.map(\.name).filter { !known.contains($0) }
  }

  /// Every metric is asked three questions, each on its own, whichever thread is free.
  private static func entries(
    of metrics: [any Metric.Type], in context: ScoreContext
  ) throws(EvaluationError) -> [ScoreReport.Entry] {
    let results = Parallel.map(3 * metrics.count) { job -> Result<MetricResult, EvaluationError> in
      // The last ones are the slowest and are begun first.
      let metric = metrics[metrics.count - 1 - job / 3]
      return Result { () throws(EvaluationError) in
        switch job % 3 {
        case 0: try metric.score(.synthetic, in: context)
        case 1: try metric.noiseFloor(in: context)
        default: try metric.score(.shuffled, in: context)
        }
      }
    }
    var entries: [ScoreReport.Entry] = []
    for (index, metric) in metrics.enumerated() {
      let first = 3 * (metrics.count - 1 - index)
      try entries.append(
        ScoreReport.Entry(
          metric: metric, synthetic: results[first].get(), noiseFloor: results[first + 1].get(),
          shuffled: results[first + 2].get()))
    }
    return entries
  }
}
