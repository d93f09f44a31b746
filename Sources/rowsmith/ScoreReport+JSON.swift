import Evaluation

extension ScoreReport {
  /// The version of the JSON object's members.
  private static let schema = 1

  /// One object and a line end. Names of columns and numbers only.
  var json: String {
    JSONText.object([
      ("schema", .integer(Self.schema)), ("formula_version", .integer(formulaVersion)),
      ("real_rows", .integer(realRows)), ("holdout_rows", .integer(holdoutRows)),
      ("synthetic_rows", .integer(syntheticRows)),
      ("holdout", .text(isHoldoutGiven ? "given" : "held_back")),
      ("target", target.map { .text($0) } ?? .null),
      ("ignored_columns", .list(ignoredColumns.map { .text($0) })),
      ("extra_columns", .list(extraColumns.map { .text($0) })),
      ("limits", limitsText), ("metrics", .list(entries.map(entry))),
    ]).text + "\n"
  }

  private var limitsText: JSONText {
    .object([
      ("model_rows", .integer(limits.modelRows)), ("joint_rows", .integer(limits.jointRows)),
      ("correlation_rows", .integer(limits.correlationRows)), ("pairs", .integer(limits.pairs)),
      ("triples", .integer(limits.triples)), ("nearest_rows", .integer(limits.nearestRows)),
      ("nearest_rows_of_large", .integer(limits.nearestRowsOfLarge)), ("classes", .integer(limits.classes)),
    ])
  }

  private func entry(_ entry: Entry) -> JSONText {
    .object([
      ("name", .text(entry.metric.name)), ("facet", .text(entry.metric.facet.rawValue)),
      ("best", entry.metric.best.map { .number($0) } ?? .null), ("synthetic", result(entry.synthetic)),
      ("noise_floor", result(entry.noiseFloor)), ("shuffled", result(entry.shuffled)),
    ])
  }

  private func result(_ result: MetricResult) -> JSONText {
    switch result {
    case .undefined(let reason): .object([("value", .null), ("reason", .text(reason))])
    case .score(let score):
      .object([
        ("value", .number(score.value)),
        ("facts", .object(score.facts.map { ($0.name, .number($0.value)) })),
        (
          "worst",
          .list(score.worst.map { .object([("name", .text($0.name)), ("value", .number($0.value))]) })
        ),
      ])
    }
  }
}
