import Statistics
import Synchronization

/// Looks for formulas between the numbers of a table, and remembers what it found: planning the order asks again and again.
final class CascadeFormulaSearch: Sendable {
  /// Variables are positions among the predictors asked for.
  typealias Found = (formula: RatioFormula, score: Double)

  private struct Question: Hashable {
    let target: Int
    let predictors: [Int]
  }

  let numbers: [CascadeNumbers]
  private let known = Mutex<[Question: Found?]>([:])

  init(_ numbers: [CascadeNumbers]) { self.numbers = numbers }

  /// The better of the formulas for the number and for its logarithm; nil where the column is not smooth or nothing helps.
  func formula(for target: Int, from predictors: [Int]) -> Found? {
    guard let goal = numbers[target].variable, !numbers[target].isAtomic, numbers[target].marginal != nil else {
      return nil
    }
    let question = Question(target: target, predictors: predictors)
    if let found = known.withLock({ $0[question] }) { return found }
    let variables = predictors.compactMap { numbers[$0].variable }
    let best = variables.isEmpty ? nil : RatioFormula.fit(target: goal, variables: variables)
    known.withLock { $0[question] = .some(best) }
    return best
  }

  /// Magnitude of the rank correlation of two columns; 0 where one has no numbers.
  func link(_ first: Int, _ second: Int) -> Double {
    guard let own = numbers[first].variable, let other = numbers[second].variable else { return 0 }
    return own.link(with: other)
  }

  /// Those of the columns that a formula may use.
  func predictors(_ columns: some Sequence<Int>) -> [Int] { columns.filter { numbers[$0].marginal != nil } }
}
