import Statistics
import Synchronization

/// Looks for formulas between the numbers of a table, and remembers what it found: planning the order asks again and again.
final class CascadeFormulaSearch: Sendable {
  /// Variables are positions among the predictors asked for.
  typealias Found = (formula: RatioFormula, score: Double)

  struct Question: Hashable {
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

  /// What planning will ask first of an order: each column from all others, and from those before it. The longest stand in front.
  func questions(ofPlanning order: [Int]) -> [Question] {
    let fromAll = order.map { Question(target: $0, predictors: predictors(of: $0, among: order)) }
    let fromEarlier = order.indices.reversed().map { place in
      Question(target: order[place], predictors: predictors(before: place, in: order))
    }
    var seen: Set<Question> = []
    return (fromAll + fromEarlier).filter { seen.insert($0).inserted }
  }

  /// Looks for an answer, so that it is known.
  func ask(_ question: Question) { _ = formula(for: question.target, from: question.predictors) }

  /// Magnitude of the rank correlation of two columns; 0 where one has no numbers.
  func link(_ first: Int, _ second: Int) -> Double {
    guard let own = numbers[first].variable, let other = numbers[second].variable else { return 0 }
    return own.link(with: other)
  }

  /// The columns before a place of an order that a formula may use, in the order of the table: so that a question is known again.
  func predictors(before place: Int, in order: [Int]) -> [Int] { predictors(order[..<place]) }

  /// All other columns that a formula may use, in the order of the table.
  func predictors(of column: Int, among columns: [Int]) -> [Int] { predictors(columns.filter { $0 != column }) }

  private func predictors(_ columns: some Sequence<Int>) -> [Int] {
    columns.filter { numbers[$0].marginal != nil }.sorted()
  }
}
