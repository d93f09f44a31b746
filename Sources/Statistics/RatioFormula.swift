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

    /// A logarithm or a ratio: a term that a variable near 0 sends far out.
    package var explodes: Bool {
      switch self {
      case .value, .product: false
      case .logarithm, .ratio: true
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
    /// Where the term is held, of terms that explode: a value that a model rounds to 0 has no logarithm without end.
    package var range: ClosedRange<Double>

    package init(term: Term, weight: Double, range: ClosedRange<Double> = -.infinity...Double.infinity) {
      self.term = term
      self.weight = weight
      self.range = range
    }

    @inline(__always)
    fileprivate func value(_ variables: (Int) -> Double) -> Double {
      term.explodes ? held(term.value(variables)) : term.value(variables)
    }

    /// What is not a number stays so.
    @inline(__always)
    fileprivate func held(_ value: Double) -> Double {
      let raised = value < range.lowerBound ? range.lowerBound : value
      return raised > range.upperBound ? range.upperBound : raised
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
    for entry in terms { sum += entry.weight * entry.value(variables) }
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
      case .logarithm: for row in 0..<rowCount { target[row] += weight * entry.held(Self.logarithm(first[row])) }
      case .product(_, let other):
        let second = columns + other &* rowCount
        for row in 0..<rowCount { target[row] += weight * (first[row] * second[row]) }
      case .ratio(_, let other):
        let second = columns + other &* rowCount
        for row in 0..<rowCount { target[row] += weight * entry.held(first[row] / second[row]) }
      }
    }
    for row in 0..<rowCount where !target[row].isFinite { target[row] = fallback }
  }

  /// The same formula with every logarithm and ratio held where the rows of a table have it, with some room: beyond the `outermost`
  /// rows of each side by half of what lies between them. A variable that is 0 or near it then sends the formula no farther than
  /// rows like it go.
  /// - Parameter columns: by variable, one number per row, not a number where missing.
  /// - Complexity: O(rows) for each such term
  package func held(to columns: (Int) -> [Double], outermost: Int) -> RatioFormula {
    var formula = self
    for (place, entry) in terms.enumerated() where entry.term.explodes {
      var (lowest, highest) = (Outermost(outermost), Outermost(outermost))
      columns(entry.term.variables[0]).withUnsafeBufferPointer { first in
        if case .ratio(_, let other) = entry.term {
          columns(other).withUnsafeBufferPointer { second in
            for row in 0..<first.count { Self.note(first[row] / second[row], &lowest, &highest) }
          }
        } else {
          // Logarithms have the order of their numbers.
          for row in 0..<first.count where first[row] > 0 { Self.note(first[row], &lowest, &highest) }
          lowest.replace { -Self.logarithm(-$0) }
          highest.replace(Self.logarithm)
        }
      }
      guard let low = lowest.innermost, let high = highest.innermost, -low <= high else { continue }
      let room = (high + low) / 2
      formula.terms[place].range = (-low - room)...(high + room)
    }
    return formula
  }

  @inline(__always)
  private static func note(_ value: Double, _ lowest: inout Outermost, _ highest: inout Outermost) {
    guard value.isFinite else { return }
    lowest.insert(-value)
    highest.insert(value)
  }

  /// The same formula with other numbers for its variables.
  package func renumbered(_ number: (Int) -> Int) -> RatioFormula {
    var formula = self
    formula.terms = terms.map { WeightedTerm(term: $0.term.renumbered(number), weight: $0.weight, range: $0.range) }
    return formula
  }
}

/// The largest few of many numbers.
private struct Outermost {
  private let limit: Int
  /// Increasing.
  private var values: [Double] = []
  /// What a number must exceed to be one of them.
  private var least = -Double.infinity

  init(_ limit: Int) { self.limit = max(1, limit) }

  /// The smallest of them; nil before there are as many as wanted.
  var innermost: Double? { values.count == limit ? values[0] : nil }

  @inline(__always)
  mutating func insert(_ value: Double) {
    if value > least || values.count < limit { take(value) }
  }

  @inline(never)
  private mutating func take(_ value: Double) {
    if values.count == limit { values.removeFirst() }
    values.insert(value, at: values.firstIndex { $0 > value } ?? values.count)
    if values.count == limit { least = values[0] }
  }

  /// - Parameter function: increasing.
  mutating func replace(_ function: (Double) -> Double) { values = values.map(function) }
}
