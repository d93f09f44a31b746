import Statistics
import Synthesis
import Tables

/// Which joint model suits a table best: each is fitted to three quarters of the rows and compared with the quarter that was
/// held back.
///
/// The score is the mean of pair and triple agreement (`PairAgreementMetric`, `TripleAgreementMetric`) of as many drawn rows as
/// were held back; no classifier is asked. A simpler model wins where it is as good but for chance. How many rows are used
/// follows from the table's size alone, never from a clock: the same table and options give the same model on every machine.
package struct ModelChoice: Equatable, Sendable {
  /// The spelling that asks for the choice where a model's name is expected.
  package static let name = "auto"
  /// What the use of more rows is estimated to pass.
  private static let seconds = 10.0

  package struct Entry: Equatable, Sendable {
    package var model: String
    /// nil where the model has none.
    package var score: Double?
    /// What a fresh real sample of that size would lose, by chance.
    package var noise = 0.0
    /// The parts of the score, or why there is none.
    package var reason: String
  }

  /// The chosen model.
  package let model: String
  /// Why it was chosen, after its name.
  package let reason: String
  /// The candidates, the simplest first; empty where nothing was compared.
  package let entries: [Entry]

  /// Differences below these are chance: in agreement, and as a part of the loss that a fresh real sample has.
  private static let margin = (least: 0.002, ofNoise: 0.05)
  private static let leastRows = 60
  private static let simplestFirst: [any JointModel.Type] = [
    IndependentModel.self, GaussianCopulaModel.self, TreeCascadeModel.self,
  ]

  /// One line for each candidate and one for the choice.
  package var lines: [String] {
    entries.map { "\(Self.name): \($0.model): \($0.reason)" } + ["\(Self.name): \(model) is taken: \(reason)"]
  }

  /// - Parameters:
  ///   - profile: of this table. `options`: its model is not looked at; events and tails change no choice.
  /// - Throws: what a fit of the whole table with these options would throw.
  /// - Complexity: O(rows · columns + columns²) of as many rows as `seconds` is estimated to suffice for
  package static func choose(
    for table: Table, profile: Profile, options: FitOptions
  ) throws(SynthesisError) -> ModelChoice {
    if table.columns.count > GaussianCopulaModel.maximumColumns {
      let reason = "the table has more than \(GaussianCopulaModel.maximumColumns) columns"
      return ModelChoice(model: IndependentModel.name, reason: reason, entries: [])
    }
    let rows = min(table.rowCount, rowsInTime(columns: table.columns.count))
    guard rows >= leastRows, rows / 4 >= options.k else {
      let words = "too few to hold some back where nothing rests on fewer than \(options.k)"
      let reason = "\(rows) rows are \(words); it keeps no more dependence than they support"
      return ModelChoice(model: GaussianCopulaModel.name, reason: reason, entries: [])
    }
    let (part, held) = split(table, rows: rows, seed: options.seed)
    var entries: [Entry] = []
    for type in simplestFirst { entries.append(try entry(type.name, part, held, options)) }
    return chosen(entries, held: held.rowCount, of: rows)
  }

  /// So many rows as `seconds` are estimated to suffice for, from the number of columns alone.
  private static func rowsInTime(columns: Int) -> Int {
    let width = Double(max(1, columns))
    let secondsPerRow = width * 6e-6 + width * width * 2e-8
    return Int(min(seconds / secondsPerRow, 1e6))
  }

  private static func split(_ table: Table, rows: Int, seed: UInt64) -> (part: Table, held: Table) {
    let stream = RandomStream(seed: seed).stream(named: "model choice")
    let order = KeyedPermutation(stream: stream, size: UInt64(table.rowCount))
    let chosen = (0..<rows).map { Int(order.value(at: UInt64($0))) }
    let held = Int(Double(rows) * Scorer.heldShare)
    return (table.taking(chosen[held...].sorted()), table.taking(chosen[..<held].sorted()))
  }

  private static func entry(_ model: String, _ part: Table, _ held: Table, _ options: FitOptions)
    throws(SynthesisError) -> Entry
  {
    var options = options
    options.model = model
    options.rare = []
    options.tails = [:]
    guard let profile = Profiler.profile(part),
      let recipe = try RecipeFitter.fit(part, profile: profile, options: options)
    else { return Entry(model: model, score: nil, reason: "not fitted") }
    let drawn = try Synthesizer(recipe).rows(0..<UInt64(held.rowCount))
    var scorer = Scorer()
    scorer.metrics = [PairAgreementMetric.self, TripleAgreementMetric.self]
    do throws(EvaluationError) {
      let report = try scorer.report(real: held, synthetic: drawn, holdout: part)
      return entry(model, report)
    } catch { return Entry(model: model, score: nil, reason: "not compared: \(error.description)") }
  }

  private static func entry(_ model: String, _ report: ScoreReport) -> Entry {
    let parts = report.entries.compactMap { entry in entry.synthetic.value.map { (entry.metric.name, $0) } }
    guard !parts.isEmpty else { return Entry(model: model, score: nil, reason: "fewer than two columns are compared") }
    let words = parts.map { name, value in
      let noun = name == PairAgreementMetric.name ? "pairs" : "triples"
      return "\(noun) agree \(NumberText.percent(value))"
    }
    let score = parts.reduce(0) { $0 + $1.1 } / Double(parts.count)
    let floors = report.entries.compactMap(\.noiseFloor.value)
    let noise = floors.isEmpty ? 0 : 1 - floors.reduce(0, +) / Double(floors.count)
    return Entry(model: model, score: score, noise: noise, reason: words.joined(separator: ", "))
  }

  private static func chosen(_ entries: [Entry], held: Int, of rows: Int) -> ModelChoice {
    let best = entries.compactMap(\.score).max()
    let noise = entries.map(\.noise).max() ?? 0
    let margin = max(Self.margin.least, Self.margin.ofNoise * noise)
    guard let best, let first = entries.first(where: { ($0.score ?? -1) >= best - margin }) else {
      let reason = "no model could be compared with the rows held back"
      return ModelChoice(model: GaussianCopulaModel.name, reason: reason, entries: entries)
    }
    let words = (first.score ?? 0) >= best ? "agrees best" : "is the simplest of those that agree best"
    let counts = "\(NumberText.grouped(UInt64(held))) of \(NumberText.grouped(UInt64(rows))) rows held back"
    let limit = "an estimated \(NumberText.short(seconds)) s at most"
    return ModelChoice(model: first.model, reason: "it \(words) with \(counts) (\(limit))", entries: entries)
  }
}
