import Statistics

/// How well boosting tells rows of a candidate from real rows it was not made from.
enum Detection {
  private static let folds = 3
  private static let leastRows = 30
  /// With fewer rows held back the real side is all real rows.
  private static let ownHoldout = 500

  /// The area under the curve of three-fold cross-validated predictions.
  /// - Parameter pairs: numbers whose combinations are shown to the model besides the columns.
  static func score(
    _ candidate: Candidate, in context: ScoreContext, pairs: [[Int]], _ stream: RandomStream
  ) throws(EvaluationError) -> MetricResult {
    let (real, other) = sides(candidate, context, stream)
    guard real.rows >= leastRows else {
      return .undefined(reason: "\(real.rows) rows a side; telling them apart needs \(leastRows)")
    }
    let features = context.encoder.features(of: real, pairs: pairs)
    guard features.columns > 0 else { return .undefined(reason: "no column holds numbers or levels") }
    let all = features.appending(context.encoder.features(of: other, pairs: pairs))
    let isOther = (0..<all.rows).map { $0 >= real.rows }
    let scores = try crossValidated(all, isOther, stream)
    guard let area = AreaUnderCurve.area(of: scores, isFirst: isOther) else {
      return .undefined(reason: "one side is empty")
    }
    return .score(MetricScore(area, facts: [MetricPart(name: "rows_per_side", value: Double(real.rows))]))
  }

  /// Equal numbers of real and other rows. Rows held back are told from those of the fit, others from the rows held back.
  private static func sides(
    _ candidate: Candidate, _ context: ScoreContext, _ stream: RandomStream
  ) -> (real: ScoredTable, other: ScoredTable) {
    let other = context.table(candidate)
    let real =
      candidate == .holdout
      ? context.train
      : context.holdout.rows >= ownHoldout ? context.holdout : context.train.appending(context.holdout)
    let rows = min(real.rows, other.rows, context.modelRows / 2)
    return (
      real.sampled(rows, stream.stream(named: "real rows")), other.sampled(rows, stream.stream(named: "other rows"))
    )
  }

  private static func crossValidated(
    _ features: FeatureMatrix, _ isOther: [Bool], _ stream: RandomStream
  ) throws(EvaluationError) -> [Double] {
    let fold = stratifiedFolds(isOther, stream.stream(named: "folds"))
    var scores = [Double](repeating: 0, count: features.rows)
    for part in 0..<folds {
      let (test, train) = (features.rowNumbers { fold[$0] == part }, features.rowNumbers { fold[$0] != part })
      let labels: [Float] = train.map { isOther[$0] ? 1 : 0 }
      let predicted = try BoostedTrees(task: .binary).predictions(
        for: features.taking(test), training: features.taking(train), labels: labels)
      for (row, score) in zip(test, predicted) { scores[row] = Double(score) }
    }
    return scores
  }

  /// Folds of each side by turns, in an order of the seed.
  static func stratifiedFolds(_ isOther: [Bool], _ stream: RandomStream) -> [Int] {
    var folds = [Int](repeating: 0, count: isOther.count)
    for side in [false, true] {
      let rows = isOther.indices.filter { isOther[$0] == side }
      guard !rows.isEmpty else { continue }
      let order = KeyedPermutation(stream: stream.stream(named: "\(side)"), size: UInt64(rows.count))
      for (index, row) in rows.enumerated() { folds[row] = Int(order.value(at: UInt64(index))) % Self.folds }
    }
    return folds
  }
}

extension FeatureMatrix {
  fileprivate func rowNumbers(where isWanted: (Int) -> Bool) -> [Int] { (0..<rows).filter(isWanted) }
}
