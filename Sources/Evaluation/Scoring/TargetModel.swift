import Statistics

/// A model of the target, trained on some rows and judged on real ones.
struct TargetModel: Sendable {
  private static let leastRows = 10

  let coding: TargetCoding
  let place: Int
  let encoder: FeatureEncoder

  func result(trainedOn train: ScoredTable, test: ScoredTable) throws(EvaluationError) -> MetricResult {
    let (own, held) = (coding.labels(of: train.columns[place]), coding.labels(of: test.columns[place]))
    guard own.rows.count >= Self.leastRows else {
      return .undefined(
        reason: "\(own.rows.count) rows to learn from hold a known target; \(Self.leastRows) are needed")
    }
    let features = (
      train: encoder.features(of: train, skipping: place).taking(own.rows),
      test: encoder.features(of: test, skipping: place).taking(held.rows)
    )
    guard features.train.columns > 0 else {
      return .undefined(reason: "no column besides the target can be learned from")
    }
    guard let classes = coding.classes else { return try numbers(own.numbers, held.numbers, features) }
    guard classes > 1 else { return .undefined(reason: "the target has one value in the real rows") }
    guard held.labels.contains(where: { $0 != held.labels[0] }) else {
      return .undefined(reason: "the rows held back hold fewer than two classes of the target")
    }
    return try classes == 2
      ? binary(own.labels, held.labels, features) : several(own.labels, held.labels, features, classes)
  }

  private typealias Features = (train: FeatureMatrix, test: FeatureMatrix)

  /// R². Labels are standardised, since the library starts from one half.
  private func numbers(
    _ own: [Double], _ held: [Double], _ features: Features
  ) throws(EvaluationError) -> MetricResult {
    let (moments, real) = (Moments(of: own), Moments(of: held))
    guard real.standardDeviation > 0 else {
      return .undefined(reason: "the target does not vary in the rows held back")
    }
    let spread = moments.standardDeviation > 0 ? moments.standardDeviation : 1
    let labels = own.map { Float(($0 - moments.mean) / spread) }
    let predicted = try BoostedTrees(task: .number).predictions(
      for: features.test, training: features.train, labels: labels)
    let errors = zip(predicted, held).map { ((Double($0) * spread + moments.mean) - $1) / real.standardDeviation }
    let sum = Moments.compensatedSum(errors) { $0 * $0 }
    return .score(MetricScore(1 - sum / Double(max(1, held.count - 1))))
  }

  /// Class 0 is the rarer one and counts as found.
  private func binary(
    _ own: [Float], _ held: [Float], _ features: Features
  ) throws(EvaluationError) -> MetricResult {
    let predicted = try BoostedTrees(task: .binary).predictions(
      for: features.test, training: features.train, labels: own.map { 1 - $0 }
    ).map(Double.init)
    let isRare = held.map { $0 == 0 }
    guard let area = AreaUnderCurve.area(of: predicted, isFirst: isRare) else {
      return .undefined(reason: "the rows held back hold one class of the target")
    }
    let accuracy = zip(predicted, isRare).count { ($0.0 > 0.5) == $0.1 }
    return .score(
      MetricScore(
        area,
        facts: [
          MetricPart(name: "average_precision", value: AreaUnderCurve.averagePrecision(of: predicted, isFirst: isRare)),
          MetricPart(name: "accuracy", value: Double(accuracy) / Double(held.count)),
          MetricPart(name: "rare_rows", value: Double(isRare.count { $0 })),
        ]))
  }

  /// The mean over the classes held back of one against the rest.
  private func several(
    _ own: [Float], _ held: [Float], _ features: Features, _ classes: Int
  ) throws(EvaluationError) -> MetricResult {
    let flat = try BoostedTrees(task: .classes(classes)).predictions(
      for: features.test, training: features.train, labels: own)
    let truth = held.map { Int($0) }
    let areas = (0..<classes).compactMap { own in
      AreaUnderCurve.area(
        of: truth.indices.map { Double(flat[$0 * classes + own]) }, isFirst: truth.map { $0 == own })
    }
    let chosen = truth.indices.map { row in
      (0..<classes).reduce(0) { flat[row * classes + $1] > flat[row * classes + $0] ? $1 : $0 }
    }
    return .score(
      MetricScore(
        areas.reduce(0, +) / Double(areas.count),
        facts: [
          MetricPart(name: "accuracy", value: Double(zip(chosen, truth).count { $0 == $1 }) / Double(truth.count)),
          MetricPart(name: "macro_f1", value: Self.macroF1(chosen, truth, classes)),
        ]))
  }

  /// The mean of F1 over the classes that occur or are predicted.
  static func macroF1(_ chosen: [Int], _ truth: [Int], _ classes: Int) -> Double {
    var (hits, predicted, actual) = (
      [Double](repeating: 0, count: classes), [Double](repeating: 0, count: classes),
      [Double](repeating: 0, count: classes)
    )
    for (own, real) in zip(chosen, truth) {
      predicted[own] += 1
      actual[real] += 1
      if own == real { hits[own] += 1 }
    }
    let used = (0..<classes).filter { predicted[$0] + actual[$0] > 0 }
    return used.reduce(0) { $0 + 2 * hits[$1] / (predicted[$1] + actual[$1]) } / Double(max(1, used.count))
  }
}
