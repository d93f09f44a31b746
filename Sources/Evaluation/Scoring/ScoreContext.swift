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
  private let lateEncoder: Late<FeatureEncoder>
  private let lateNearest: Late<NearestRecords>
  private let jointCodes: [Candidate: Late<[[UInt8]]>]
  private let trainCodes: Late<[[UInt8]]>

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
    let bins = SharedBins(columns, levelCounts: levelCounts, train: train)
    self.bins = bins
    lateEncoder = Late {
      FeatureEncoder(
        columns, levelCounts: levelCounts, real: train.appending(holdout),
        places: Self.modelPlaces(columns, target, limits, stream.stream(named: "model columns")))
    }
    lateNearest = Late {
      NearestRecords(
        train: train, holdout: holdout, synthetic: synthetic, shuffled: shuffled, limits: limits,
        stream: stream.stream(named: "nearest"))
    }
    func codes(_ table: ScoredTable) -> Late<[[UInt8]]> {
      Late {
        let rows = table.sampled(limits.jointRows, stream.stream(named: "joint rows"))
        return columns.indices.map { columns[$0].role == .ignored ? [] : bins.bins(of: $0, in: rows) }
      }
    }
    trainCodes = codes(train)
    jointCodes = [.synthetic: codes(synthetic), .holdout: codes(holdout), .shuffled: codes(shuffled)]
  }

  // Made when a metric first asks: few metrics need all of them.
  var encoder: FeatureEncoder { lateEncoder.value }
  var nearest: NearestRecords { lateNearest.value }
  /// The bins of the real rows, column by column, and those of a candidate's; none for ignored columns.
  var binsOfTrain: [[UInt8]] { trainCodes.value }
  func bins(of candidate: Candidate) -> [[UInt8]] { jointCodes[candidate]?.value ?? [] }

  /// The columns that models see.
  private static func modelPlaces(
    _ columns: [ScoredColumn], _ target: Int?, _ limits: ScoreLimits, _ stream: RandomStream
  ) -> [Int] {
    let places = columns.indices.filter { columns[$0].role != .ignored }
    let chosen = ScoredTable.chosen(limits.modelColumns, of: places.count, stream).map { places[$0] }
    guard let target, !chosen.contains(target) else { return chosen }
    return chosen + [target]
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

  /// The most rows of a model.
  var modelRows: Int { limits.modelRows(columns: columns.count) }

  func pairName(_ first: Int, _ second: Int) -> String { "\(columns[first].name) × \(columns[second].name)" }

  /// All pairs of `places`, or a choice of them by the seed where there are too many.
  func pairs(of places: [Int]) -> [[Int]] {
    let all = places.count * (places.count - 1) / 2
    let chosen = ScoredTable.chosen(limits.pairs, of: all, stream.stream(named: "pairs"))
    // Pairs are numbered first by first; the chosen numbers rise.
    var (first, begin) = (0, 0)
    return chosen.map { number in
      while number >= begin + places.count - 1 - first {
        begin += places.count - 1 - first
        first += 1
      }
      return [places[first], places[first + 1 + number - begin]]
    }
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
