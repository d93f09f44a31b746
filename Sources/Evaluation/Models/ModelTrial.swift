import Statistics
import Synthesis
import Tables

/// One joint model on trial: fitted to three quarters of the rows, drawn, and compared with those and with the quarter that was held
/// back.
package struct ModelTrial: Equatable, Sendable {
  /// Mean agreement of the columns, 0...1.
  package var columns: Double?
  /// Mean agreement of pairs of columns, and what a fresh real sample would have.
  package var pairs: Double?
  package var pairsPossible: Double?
  /// How well boosting tells the drawn rows from real ones: 0.5 it cannot.
  package var detection: Double?
  /// The share of drawn rows that are equal to a real row, and that of the rows held back.
  package var copies: Double?
  package var copiesExpected: Double?
  /// 0.5 where drawn rows are no nearer to the rows of the fit than to those held back, 1 for copies; with its standard error.
  package var leak: Double?
  package var leakError: Double?
  /// Why scores are missing; empty where they are not.
  package var remark = ""
  /// Rows that were fitted and held back.
  package var fittedRows: Int
  package var heldRows: Int

  /// Copies beyond chance, or rows that keep too near to single rows of the fit.
  package var copiesRows: Bool { hasCopies || isTooNear }

  private var hasCopies: Bool { (copies ?? 0) > 1.5 * (copiesExpected ?? 0) + 0.005 }

  /// Three standard errors beyond a small leak, as several models are looked at.
  private var isTooNear: Bool { (leak ?? 0.5) > 0.55 + 3 * (leakError ?? 0) }

  /// What is said about it in a word.
  package var copyingWords: String {
    if hasCopies { return copies.map { NumberText.percent($0) + " copies" } ?? "" }
    if isTooNear { return "near rows" }
    return copies == nil ? "not known" : "none"
  }
}

extension ModelTrial {
  /// More rows tell no more.
  private static let mostRows = 20_000
  private static let leastRows = 60

  /// - Parameters:
  ///   - profile: of this table. `options`: rare events change no score and are left out.
  ///   - step: called between the parts of the work; false cancels.
  /// - Returns: nil where it was cancelled.
  /// - Throws: what a fit of the rows throws.
  package static func run(
    _ options: FitOptions, on table: Table, step: (_ done: Int, _ total: Int) -> Bool
  ) throws(ModelTrialError) -> ModelTrial? {
    let rows = min(table.rowCount, mostRows)
    guard rows >= leastRows, rows / 4 >= options.k else {
      throw ModelTrialError("\(rows) rows are too few to hold some back")
    }
    let (part, held) = split(table, rows: rows, seed: options.seed)
    do throws(SynthesisError) {
      var options = options
      options.rare = []
      options.tails = [:]
      guard let profile = Profiler.profile(part), step(0, 3),
        let recipe = try RecipeFitter.fit(
          part, profile: profile, options: options, progress: { _, _ in step(0, 3) }),
        step(1, 3)
      else { return nil }
      let drawn = try Synthesizer(recipe).rows(0..<UInt64(part.rowCount))
      guard step(2, 3) else { return nil }
      return result(part, profile, held, drawn)
    } catch { throw ModelTrialError(error.description) }
  }

  private static func split(_ table: Table, rows: Int, seed: UInt64) -> (part: Table, held: Table) {
    let order = KeyedPermutation(
      stream: RandomStream(seed: seed).stream(named: "model trial"), size: UInt64(table.rowCount))
    let chosen = (0..<rows).map { Int(order.value(at: UInt64($0))) }
    let held = Int(Double(rows) * Scorer.heldShare)
    return (table.taking(chosen[held...].sorted()), table.taking(chosen[..<held].sorted()))
  }
}

/// Why a model could not be tried; a sentence.
package struct ModelTrialError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

extension ModelTrial {
  private static func result(_ part: Table, _ profile: Profile, _ held: Table, _ drawn: Table) -> ModelTrial {
    var scorer = Scorer()
    scorer.metrics = [
      PairAgreementMetric.self, DetectionMetric.self, ExactCopiesMetric.self, NearestLeakMetric.self,
    ]
    var trial = ModelTrial(fittedRows: part.rowCount, heldRows: held.rowCount)
    trial.columns = Comparer.compare(real: part, profile: profile, synthetic: drawn).meanAgreement
    do throws(EvaluationError) {
      trial.take(try scorer.report(real: part, synthetic: drawn, holdout: held))
    } catch { trial.remark = error.description }
    return trial
  }

  private mutating func take(_ report: ScoreReport) {
    let pairs = report.entry(PairAgreementMetric.name)
    (self.pairs, pairsPossible) = (pairs?.synthetic.value, pairs?.noiseFloor.value)
    detection = report.entry(DetectionMetric.name)?.synthetic.value
    let copies = report.entry(ExactCopiesMetric.name)
    (self.copies, copiesExpected) = (copies?.synthetic.value, copies?.noiseFloor.value)
    guard case .score(let leak)? = report.entry(NearestLeakMetric.name)?.synthetic else { return }
    self.leak = leak.value
    leakError = leak.facts.first { $0.name == "standard_error" }?.value
  }
}
