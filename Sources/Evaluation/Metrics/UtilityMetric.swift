import Statistics

/// How well a model trained on the rows predicts the target of real rows held back; the noise floor is the same model trained
/// on real rows.
///
/// The area under the curve for two classes, its mean over one-against-rest for more, R² for numbers. Facts give accuracy,
/// macro F1 and average precision; of the floor also the spread over bootstraps of the real rows: smaller differences than
/// twice that say nothing.
enum UtilityMetric: Metric {
  static let name = "train_on_synthetic"
  static let facet = MetricFacet.utility
  static let explanation =
    "target predicted on real rows held back by a model of these rows: AUC (classes) or R² (numbers); best the noise floor, a model of real rows"
  static let best: Double? = nil

  /// Few rows to test on make a spread that five bootstraps are needed for, and cost little.
  private static func bootstraps(_ context: ScoreContext) -> Int { context.holdout.rows < 3_000 ? 5 : 3 }

  static func score(_ candidate: Candidate, in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    guard let place = context.target else { return .undefined(reason: "no --target is given") }
    let training = candidate == .holdout ? context.train : context.table(candidate)
    return try result(trainedOn: training, place, context)
  }

  static func noiseFloor(in context: ScoreContext) throws(EvaluationError) -> MetricResult {
    let floor = try score(.holdout, in: context)
    guard let place = context.target, case .score(var score) = floor else { return floor }
    var values: [Double] = []
    for number in 0..<bootstraps(context) {
      let rows = min(context.train.rows, context.modelRows)
      let drawn = context.train.resampled(rows, context.stream(Self.self).stream(named: "bootstrap \(number)"))
      if let value = try result(trainedOn: drawn, place, context).value { values.append(value) }
    }
    score.facts.append(MetricPart(name: "bootstrap_sd", value: Moments(of: values).standardDeviation))
    return .score(score)
  }

  private static func result(
    trainedOn training: ScoredTable, _ place: Int, _ context: ScoreContext
  ) throws(EvaluationError) -> MetricResult {
    let stream = context.stream(Self.self)
    let (train, test) = (
      training.sampled(context.modelRows, stream), context.holdout.sampled(context.modelRows, stream)
    )
    let coding = TargetCoding(context.train.columns[place], context.columns[place], limits: context.limits)
    return try TargetModel(coding: coding, place: place, encoder: context.encoder).result(trainedOn: train, test: test)
  }
}
