/// What `Scorer` found, for text and JSON.
package struct ScoreReport: Sendable {
  /// One metric: the synthetic rows, a fresh real sample, and the real rows shuffled within columns.
  package struct Entry: Sendable {
    package var metric: any Metric.Type
    package var synthetic: MetricResult
    package var noiseFloor: MetricResult
    package var shuffled: MetricResult
  }

  /// The version of the definitions; numbers of different versions are not to be compared.
  package let formulaVersion = Metrics.formulaVersion
  package let realRows: Int
  package let holdoutRows: Int
  package let syntheticRows: Int
  /// Rows to hold back were given; else they were taken from the real table, and `realRows` is what is left of it.
  package let isHoldoutGiven: Bool
  package let target: String?
  /// Columns of keys and free text, of which only the gaps are compared.
  package let ignoredColumns: [String]
  /// Columns of the synthetic table that the real one lacks.
  package let extraColumns: [String]
  package let limits: ScoreLimits
  package private(set) var entries: [Entry]
  /// How strongly every two columns go together; nil where it was not asked for.
  package internal(set) var associations: AssociationMatrix?

  init(_ context: ScoreContext, names extra: [String], target: String?, entries: [Entry]) {
    realRows = context.train.rows
    holdoutRows = context.holdout.rows
    syntheticRows = context.synthetic.rows
    isHoldoutGiven = context.isHoldoutGiven
    self.target = target
    ignoredColumns = context.columns.filter { $0.role == .ignored }.map(\.name)
    extraColumns = extra
    limits = context.limits
    self.entries = entries
  }

  mutating func append(_ more: [Entry]) { entries += more }

  /// The entry of a metric by its name.
  package func entry(_ name: String) -> Entry? { entries.first { $0.metric.name == name } }
}
