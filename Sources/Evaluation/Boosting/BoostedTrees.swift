import CXGBoost

/// Gradient boosted trees by libxgboost: an independent judge, trained and asked in one call.
///
/// Settings follow scikit-learn's histogram boosting: 100 rounds of trees of at most 31 leaves, learning rate 0.1, 256 bins,
/// categories split as sets. More than three classes get fewer rounds and more than 78 features fewer bins, so that no
/// table takes minutes. A model is trained on one thread, so the same rows give the same predictions on any machine load; whoever
/// has many models trains them side by side.
struct BoostedTrees: Sendable {
  enum Task: Equatable, Sendable {
    /// Labels 0 and 1; predictions are the probability of 1.
    case binary
    /// Labels 0 ..< classes; predictions are a probability for each class, row after row.
    case classes(Int)
    /// Any numbers.
    case number
  }

  var task: Task
  var rounds = 100
  var threads = 1

  /// Predictions for `test` of a model trained on `training`.
  /// - Parameters:
  ///   - training: at least one row.
  ///   - labels: one per training row.
  /// - Returns: `test.rows` numbers, times the classes for `.classes`.
  /// - Throws: `EvaluationError.boosting`, with the library's sentence.
  func predictions(
    for test: FeatureMatrix, training: FeatureMatrix, labels: [Float]
  ) throws(EvaluationError) -> [Float] {
    precondition(labels.count == training.rows, "\(labels.count) labels for \(training.rows) rows")
    let train = try BoostingData(training, labels: labels)
    let model = try BoostingModel(train, parameters: parameters(for: training))
    for round in 0..<roundsOfClasses { try model.update(round: round, train) }
    return try model.predictions(for: BoostingData(test, labels: []))
  }

  /// A round grows a tree for every class.
  private var roundsOfClasses: Int {
    guard case .classes(let count) = task else { return rounds }
    return min(rounds, max(rounds / 4, 3 * rounds / max(1, count)))
  }

  /// Bins of all features together; the search for a split looks at each of them.
  private static let bins = 20_000

  private func parameters(for training: FeatureMatrix) -> [(String, String)] {
    let bins = max(32, min(256, Self.bins / max(1, training.columns)))
    let fixed = [
      ("verbosity", "0"), ("nthread", String(threads)), ("seed", "0"), ("tree_method", "hist"),
      ("grow_policy", "lossguide"), ("max_depth", "0"), ("max_leaves", "31"), ("max_bin", String(bins)),
      ("learning_rate", "0.1"), ("min_child_weight", String(leastWeight(rows: training.rows))),
    ]
    switch task {
    case .binary: return fixed + [("objective", "binary:logistic")]
    case .classes(let count): return fixed + [("objective", "multi:softprob"), ("num_class", String(count))]
    case .number: return fixed + [("objective", "reg:squarederror")]
    }
  }

  /// Twenty rows in a leaf, five for small tables; a row of an undecided class weighs a quarter.
  private func leastWeight(rows: Int) -> Double {
    let leaf = rows >= 400 ? 20.0 : 5.0
    return task == .number ? leaf : leaf / 4
  }
}

/// Turns the library's status into an error.
private func check(_ status: Int32) throws(EvaluationError) {
  guard status != 0 else { return }
  let text = XGBGetLastError().map { String(cString: $0) } ?? ""
  // The first line says what; a stack of the library's functions follows.
  throw EvaluationError(.boosting(text.split(separator: "\n").first.map(String.init) ?? "no reason given"))
}

/// Rows in the library's memory.
private final class BoostingData {
  let handle: DMatrixHandle?
  let rows: Int

  init(_ matrix: FeatureMatrix, labels: [Float]) throws(EvaluationError) {
    var handle: DMatrixHandle?
    try check(
      XGDMatrixCreateFromMat(matrix.values, UInt64(matrix.rows), UInt64(matrix.columns), .nan, &handle))
    self.handle = handle
    rows = matrix.rows
    try setTypes(matrix.isCategory)
    if !labels.isEmpty { try check(XGDMatrixSetFloatInfo(handle, "label", labels, UInt64(labels.count))) }
  }

  deinit { XGDMatrixFree(handle) }

  private func setTypes(_ isCategory: [Bool]) throws(EvaluationError) {
    let status = "c".withCString { category in
      "float".withCString { number in
        var types: [UnsafePointer<CChar>?] = isCategory.map { $0 ? category : number }
        return XGDMatrixSetStrFeatureInfo(handle, "feature_type", &types, UInt64(types.count))
      }
    }
    try check(status)
  }
}

/// A model in the library's memory.
private final class BoostingModel {
  private let handle: BoosterHandle?

  init(_ data: BoostingData, parameters: [(String, String)]) throws(EvaluationError) {
    var handle: BoosterHandle?
    var matrices = [data.handle]
    try check(XGBoosterCreate(&matrices, 1, &handle))
    self.handle = handle
    for (name, value) in parameters { try check(XGBoosterSetParam(handle, name, value)) }
  }

  deinit { XGBoosterFree(handle) }

  func update(round: Int, _ data: BoostingData) throws(EvaluationError) {
    try check(XGBoosterUpdateOneIter(handle, Int32(round), data.handle))
  }

  func predictions(for data: BoostingData) throws(EvaluationError) -> [Float] {
    guard data.rows > 0 else { return [] }
    var count: bst_ulong = 0
    var result: UnsafePointer<Float>?
    try check(XGBoosterPredict(handle, data.handle, 0, 0, 0, &count, &result))
    return Array(UnsafeBufferPointer(start: result, count: Int(count)))
  }
}
