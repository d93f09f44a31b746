import Statistics
import Synthesis

/// How strongly every two columns go together, real beside synthetic: Spearman's correlation of numbers, Cramér's V of levels,
/// the correlation ratio of numbers over levels.
package struct AssociationMatrix: Equatable, Sendable {
  package struct Pair: Equatable, Sendable {
    package var first: Int
    package var second: Int
    package var real: Double
    package var synthetic: Double
    package var difference: Double { synthetic - real }
  }

  /// Columns that are compared at all, in their order; at most `mostColumns`.
  package let names: [String]
  package let isNumber: [Bool]
  /// Columns beyond the most that are shown.
  package let leftOut: Int
  /// Below the diagonal, row by row; nil where too few rows hold both, or either does not vary.
  private let real: [Double?]
  private let synthetic: [Double?]
  /// Three standard errors of a difference between two samples of these sizes where nothing goes together: what is smaller may
  /// be chance.
  package let band: Double

  package static let mostColumns = 40

  /// - Complexity: O(columns² · rows), rows at most `ScoreLimits.correlationRows`.
  init(_ context: ScoreContext) {
    let all = context.places { $0.role != .ignored }
    let places = Array(all.prefix(Self.mostColumns))
    names = places.map { context.columns[$0].name }
    isNumber = places.map { context.columns[$0].isNumber }
    leftOut = all.count - places.count
    let stream = context.stream.stream(named: "associations")
    let limit = context.limits.correlationRows
    let tables = (context.train.sampled(limit, stream), context.synthetic.sampled(limit, stream))
    let levels = LevelAssociation(real: context.train)
    func values(_ table: ScoredTable) -> [Double?] {
      let ranked = RankedColumns(table, places.filter { context.columns[$0].isNumber })
      let pairs = places.indices.flatMap { row in (0..<row).map { (places[row], places[$0]) } }
      return Parallel.map(pairs.count) { index in
        let (second, first) = pairs[index]
        if context.columns[first].isNumber, context.columns[second].isNumber {
          return ranked.correlation(first, second)
        }
        return levels.value(context.columns[first].isNumber ? [second, first] : [first, second], in: table)
      }
    }
    real = values(tables.0)
    synthetic = values(tables.1)
    let (n, m) = (Double(max(1, tables.0.rows)), Double(max(1, tables.1.rows)))
    band = 3 * (1 / n + 1 / m).squareRoot()
  }

  /// The real and the synthetic value of two columns; a synthetic column that does not vary goes with nothing.
  /// - Precondition: two different places in `names`.
  package func pair(_ first: Int, _ second: Int) -> Pair? {
    let (low, high) = (min(first, second), max(first, second))
    precondition(low >= 0 && low < high && high < names.count, "no pair \(first), \(second) of \(names.count) columns")
    let place = high * (high - 1) / 2 + low
    guard let real = real[place] else { return nil }
    return Pair(first: low, second: high, real: real, synthetic: synthetic[place] ?? 0)
  }

  /// All pairs, the largest difference first.
  package var byDifference: [Pair] {
    let pairs = names.indices.flatMap { row in (0..<row).compactMap { pair($0, row) } }
    return pairs.enumerated().sorted {
      let (left, right) = (abs($0.element.difference), abs($1.element.difference))
      return left == right ? $0.offset < $1.offset : left > right
    }.map(\.element)
  }
}
