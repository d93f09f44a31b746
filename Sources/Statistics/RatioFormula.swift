/// A number as a linear function of a few others, their logarithms, products and ratios: how measured columns hang together
/// (area and radius, price and weight, volume and edges).
package struct RatioFormula: Equatable, Sendable {
  package enum Term: Equatable, Hashable, Sendable {
    case value(Int)
    case logarithm(Int)
    case product(Int, Int)
    /// The first variable over the second.
    case ratio(Int, Int)

    package var variables: [Int] {
      switch self {
      case .value(let only), .logarithm(let only): [only]
      case .product(let first, let second), .ratio(let first, let second): [first, second]
      }
    }

    func renumbered(_ number: (Int) -> Int) -> Term {
      switch self {
      case .value(let index): .value(number(index))
      case .logarithm(let index): .logarithm(number(index))
      case .product(let first, let second): .product(number(first), number(second))
      case .ratio(let first, let second): .ratio(number(first), number(second))
      }
    }

    /// Not finite where the term is undefined.
    @inline(__always)
    func value(_ variables: (Int) -> Double) -> Double {
      switch self {
      case .value(let index): variables(index)
      case .logarithm(let index): RatioFormula.logarithm(variables(index))
      case .product(let first, let second): variables(first) * variables(second)
      case .ratio(let first, let second): variables(first) / variables(second)
      }
    }
  }

  package struct WeightedTerm: Equatable, Sendable {
    package var term: Term
    package var weight: Double
    package init(term: Term, weight: Double) {
      self.term = term
      self.weight = weight
    }
  }

  /// The formula gives the natural logarithm of the number.
  package var isLogarithmic: Bool
  package var intercept: Double
  package var terms: [WeightedTerm]
  /// The result where a term is undefined (a missing value, a division by zero).
  package var fallback: Double

  package init(isLogarithmic: Bool, intercept: Double, terms: [WeightedTerm], fallback: Double) {
    self.isLogarithmic = isLogarithmic
    self.intercept = intercept
    self.terms = terms
    self.fallback = fallback
  }

  /// The formula's value; missing variables are not a number.
  @inline(__always)
  package func value(_ variables: (Int) -> Double) -> Double {
    var sum = intercept
    for entry in terms { sum += entry.weight * entry.term.value(variables) }
    return sum.isFinite ? sum : fallback
  }

  /// The formula's values for a block of rows.
  /// - Parameters:
  ///   - target: filled, `rowCount` numbers.
  ///   - columns: variable v of row r stands at `v * rowCount + r`; missing variables are not a number.
  package func fill(_ target: UnsafeMutablePointer<Double>, columns: UnsafePointer<Double>, rowCount: Int) {
    for row in 0..<rowCount { target[row] = intercept }
    for entry in terms {
      let weight = entry.weight
      let first = columns + entry.term.variables[0] &* rowCount
      switch entry.term {
      case .value: for row in 0..<rowCount { target[row] += weight * first[row] }
      case .logarithm: for row in 0..<rowCount { target[row] += weight * Self.logarithm(first[row]) }
      case .product(_, let other):
        let second = columns + other &* rowCount
        for row in 0..<rowCount { target[row] += weight * (first[row] * second[row]) }
      case .ratio(_, let other):
        let second = columns + other &* rowCount
        for row in 0..<rowCount { target[row] += weight * (first[row] / second[row]) }
      }
    }
    for row in 0..<rowCount where !target[row].isFinite { target[row] = fallback }
  }

  /// The same formula with other numbers for its variables.
  package func renumbered(_ number: (Int) -> Int) -> RatioFormula {
    var formula = self
    formula.terms = terms.map { WeightedTerm(term: $0.term.renumbered(number), weight: $0.weight) }
    return formula
  }
}
