import Statistics
import Tables

/// Everything the metrics look at: the real rows, those held back, the synthetic ones and a shuffled baseline, in common
/// terms, and what is learned from the real rows once for all.
package struct ScoreContext: Sendable {
  let columns: [ScoredColumn]
  /// The real rows that everything is learned from.
  let train: ScoredTable
  let holdout: ScoredTable
  let synthetic: ScoredTable
  let shuffled: ScoredTable
  /// The rows held back were given, so that the synthetic rows cannot rest on them.
  let isHoldoutGiven: Bool
  let target: Int?
  let limits: ScoreLimits
  let stream: RandomStream
  let bins: SharedBins
  let encoder: FeatureEncoder
  let nearest: NearestRecords

  init(
    _ columns: [ScoredColumn], levelCounts: [Int], train: ScoredTable, holdout: ScoredTable, synthetic: ScoredTable,
    isHoldoutGiven: Bool, target: Int?, limits: ScoreLimits, stream: RandomStream
  ) {
    self.columns = columns
    self.train = train
    self.holdout = holdout
    self.synthetic = synthetic
    let shuffled = train.shuffled(stream.stream(named: "shuffled"))
      .sampled(max(synthetic.rows, 1), stream.stream(named: "shuffled rows"))
    self.shuffled = shuffled
    self.isHoldoutGiven = isHoldoutGiven
    self.target = target
    self.limits = limits
    self.stream = stream
    bins = SharedBins(columns, levelCounts: levelCounts, train: train)
    encoder = FeatureEncoder(columns, levelCounts: levelCounts, real: train.appending(holdout))
    nearest = NearestRecords(
      train: train, holdout: holdout, synthetic: synthetic, shuffled: shuffled, limits: limits,
      stream: stream.stream(named: "nearest"))
  }

  func table(_ candidate: Candidate) -> ScoredTable {
    switch candidate {
    case .synthetic: synthetic
    case .holdout: holdout
    case .shuffled: shuffled
    }
  }

  /// A stream of this metric's own.
  func stream(_ metric: any Metric.Type) -> RandomStream { stream.stream(named: metric.name) }

  /// The columns for which `isWanted` holds.
  func places(where isWanted: (ScoredColumn) -> Bool) -> [Int] { columns.indices.filter { isWanted(columns[$0]) } }

  var numberPlaces: [Int] { places(where: \.isNumber) }
  var levelPlaces: [Int] { places { $0.role == .level } }

  func pairName(_ first: Int, _ second: Int) -> String { "\(columns[first].name) × \(columns[second].name)" }

  /// All pairs of `places`, or a choice of them by the seed where there are too many.
  func pairs(of places: [Int]) -> [[Int]] {
    let all = places.indices.flatMap { first in places[(first + 1)...].map { [places[first], $0] } }
    guard all.count > limits.pairs else { return all }
    return ScoredTable.chosen(limits.pairs, of: all.count, stream.stream(named: "pairs")).map { all[$0] }
  }

  /// The loss of the rows held back, as it would be for as many rows as the synthetic table has: a difference of two
  /// samples grows with √(1/n + 1/m).
  /// - Parameter limit: the most rows the metric looks at on a side.
  func rescaledLoss(_ loss: Double, limit: Int = .max) -> Double {
    let real = 1 / Double(max(1, min(limit, train.rows)))
    let held = 1 / Double(max(1, min(limit, holdout.rows)))
    let drawn = 1 / Double(max(1, min(limit, synthetic.rows)))
    return loss * ((real + drawn) / (real + held)).squareRoot()
  }

  /// A metric's noise floor from the rows held back, rescaled.
  /// - Parameter best: the metric's best value.
  func rescaledFloor(
    _ metric: any Metric.Type, best: Double, limit: Int = .max
  ) throws(EvaluationError) -> MetricResult {
    guard let held = try metric.score(.holdout, in: self).value else {
      return .undefined(reason: "the rows held back give no value")
    }
    return .score(MetricScore(best + rescaledLoss(held - best, limit: limit)))
  }
}
