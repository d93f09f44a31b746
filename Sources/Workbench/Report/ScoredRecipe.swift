import Evaluation
import Synthesis
import Tables

/// What was scored, and what came of it.
package struct ScoredRecipe: Sendable {
  let recipe: Recipe
  /// The drawn rows that were scored.
  let rows: Int
  let report: ScoreReport
  /// Whether every metric has answered.
  let isComplete: Bool
  /// Columns of personal data that the recipe replaces, and those that it does not.
  let replaced: [String]
  let unreplaced: [String]

  init(_ recipe: Recipe, rows: Int, report: ScoreReport, isComplete: Bool) {
    self.recipe = recipe
    self.rows = rows
    self.report = report
    self.isComplete = isComplete
    let personal = recipe.columns.filter { $0.personalData != nil && !$0.isDropped }
    replaced = personal.filter { !Self.isLearned($0) }.map(\.name)
    unreplaced = personal.filter(Self.isLearned).map(\.name)
  }

  /// Shapes are no values: a pattern learns no cell.
  private static func isLearned(_ column: ColumnRecipe) -> Bool {
    column.generator != PatternGenerator.name && Generators.named(column.generator)?.learns != false
  }

  /// Whether it speaks of what is shown now.
  func isOf(_ other: Recipe, rows count: Int) -> Bool { rows == count && recipe == other }
}

/// The preview's rows against the real ones.
package struct ScoreOrder: Hashable, Sendable {
  package var recipe: Reference<Recipe>
  package var real: RealSide
  package var synthetic: Reference<Table>
}

/// A pair of columns to compare, at the size of its chart.
package struct ReportPairOrder: Hashable, Sendable {
  var score: ScoreOrder
  var request: PairRequest
}

extension Performer {
  /// Scores the drawn rows, a few metrics at a time.
  func score(_ order: ScoreOrder, _ report: Report, _ isCancelled: Check) -> Outcome {
    let (real, synthetic) = (order.comparable(), order.synthetic.value)
    func scored(_ soFar: ScoreReport, isComplete: Bool) -> Outcome {
      let scored = ScoredRecipe(
        order.recipe.value, rows: synthetic.rowCount, report: soFar, isComplete: isComplete)
      return .scored(Reference(scored))
    }
    do {
      let whole = try Scorer().report(real: real.table, synthetic: synthetic) { soFar, done, total in
        report(.progress(done: done, total: total))
        if done > 0 { report(scored(soFar, isComplete: false)) }
        return !isCancelled()
      }
      return whole.map { scored($0, isComplete: true) } ?? .cancelled
    } catch { return .failed("the rows cannot be scored: \(error.description)") }
  }

  func compareReportPair(_ order: ReportPairOrder, _ isCancelled: Check) -> Outcome {
    let pair = PairOrder(recipe: order.score.recipe, real: order.score.real, request: order.request)
    guard case .pairCompared(let found) = comparePair(pair, isCancelled) else {
      return .reportPairCompared(nil, of: order)
    }
    return .reportPairCompared(found.values.first, of: order)
  }
}

extension ScoreOrder {
  /// The real columns that were drawn and not made up, read as the recipe reads them.
  fileprivate func comparable() -> RealTable {
    let drawn = Set(synthetic.value.columns.map(\.name))
    let learned = recipe.value.columns.filter { Generators.named($0.generator)?.learns != false }.map(\.name)
    return RealTable(real, kindsOf: recipe.value, keeping: drawn.intersection(learned))
  }
}
