import Evaluation
import Synthesis
import Tables

extension Performer {
  /// Bars of levels in the chart of an event.
  private static let mostLevels = 30

  func findRare(_ recipe: Recipe, _ real: RealSide, _ isCancelled: Check) -> Outcome {
    let side = RealTable(real, kindsOf: recipe)
    do {
      let names = Set(try Synthesizer(recipe).modelledNames)
      let found = RareCandidates.find(
        in: side.table, profile: side.profile, k: recipe.privacy.k, columns: names, isCancelled: isCancelled)
      return found.map(Outcome.rareFound) ?? .cancelled
    } catch { return .failed(error.description) }
  }

  func compareStrata(_ order: StrataOrder, _ isCancelled: Check) -> Outcome {
    let recipe = order.recipe.value
    let side = RealTable(order.real, kindsOf: recipe)
    do {
      let condition = try EventCondition(order.request.when, real: side.table, k: recipe.privacy.k)
      let wish = BinningWish(maximumBins: order.request.bins, maximumLevels: Self.mostLevels)
      let strata = try Comparer.compareStrata(
        of: condition, real: side.table, profile: side.profile, synthetic: order.request.synthetic.value, wish: wish,
        isCancelled: isCancelled)
      return strata.map { .strataCompared(Reference($0)) } ?? .cancelled
    } catch { return .failed(error.description) }
  }

  /// How many real rows satisfy a condition that is being written.
  func count(_ text: String, _ recipe: Recipe, _ real: RealSide) -> Outcome {
    let side = RealTable(real, kindsOf: recipe)
    do {
      let condition = try EventCondition(text, real: side.table, k: recipe.privacy.k)
      let rows = condition.rows(of: side.table).reduce(0) { $1 ? $0 + 1 : $0 }
      let candidate = RareCandidate(
        column: "", form: .condition, when: condition.when, rows: rows,
        share: Double(rows) / Double(max(1, side.table.rowCount)))
      return .counted(text, .success(candidate))
    } catch { return .counted(text, .failure(CommandError(error.description))) }
  }
}
