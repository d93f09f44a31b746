#if canImport(Glibc)
  import Glibc
#endif

extension RatioFormula {
  @inline(__always)
  package static func logarithm(_ value: Double) -> Double { log(value) }

  /// Finds the formula by orthogonal matching pursuit: term after term, each time the one that goes best with what is left,
  /// refitted by least squares without the rows that lie far off, and judged on rows that were not used.
  ///
  /// - Parameters:
  ///   - target, variables: columns of one table.
  ///   - isLogarithmic: fit the logarithm of the target; nil is returned where it has values that are not positive.
  /// - Returns: the formula and its R² on unseen rows, without the 2 % that fit worst (so that a few wild rows decide nothing);
  ///   nil where no term helps.
  /// - Complexity: O(sample · variables² · terms), sample at most 3,000 rows, variables at most 12.
  package static func fit(
    target: FormulaVariable, variables: [FormulaVariable], isLogarithmic: Bool
  ) -> (formula: RatioFormula, score: Double)? {
    FormulaSample(target: target, variables: variables).flatMap { fit($0, isLogarithmic: isLogarithmic) }
  }

  /// The better of the formulas for the target and for its logarithm.
  package static func fit(
    target: FormulaVariable, variables: [FormulaVariable]
  ) -> (formula: RatioFormula, score: Double)? {
    guard let sample = FormulaSample(target: target, variables: variables) else { return nil }
    return [false, true].compactMap { fit(sample, isLogarithmic: $0) }.max { $0.score < $1.score }
  }

  private static func fit(_ sample: FormulaSample, isLogarithmic: Bool) -> (formula: RatioFormula, score: Double)? {
    guard let sample = isLogarithmic ? sample.logarithmic : sample else { return nil }
    // Greedy choice from all terms can miss a plain power law, so that is tried by itself.
    let all = Array(sample.terms.indices)
    let attempts = isLogarithmic ? [all, sample.logarithms] : [all]
    let found = attempts.compactMap { candidates in
      var pursuit = FormulaPursuit(sample: sample, candidates: candidates)
      return pursuit.run()
    }
    guard let best = found.max(by: { $0.score < $1.score }) else { return nil }
    let terms = zip(best.terms, best.weights).map { WeightedTerm(term: $0, weight: $1) }
    let formula = RatioFormula(
      isLogarithmic: isLogarithmic, intercept: best.intercept, terms: terms, fallback: sample.median)
    return (formula, best.score)
  }
}

/// The rows and candidate terms a formula is sought on. Even rows that are not far off are fitted, odd rows judge.
struct FormulaSample {
  static let variableLimit = 12

  /// On the formula's scale.
  private(set) var fitTarget: [Double]
  private(set) var judgeTarget: [Double]
  private let isPositive: Bool
  private(set) var terms: [RatioFormula.Term] = []
  /// Each candidate over the fitted rows, with mean 0 and mean square 1.
  private(set) var fitColumns: [[Double]] = []
  private(set) var judgeColumns: [[Double]] = []
  private(set) var means: [Double] = []
  private(set) var scales: [Double] = []
  var median: Double { Quantiles.type7(sorted: RadixSort.sorted(fitTarget + judgeTarget), 0.5) }
  /// The candidates that are logarithms.
  var logarithms: [Int] { terms.indices.filter { if case .logarithm = terms[$0] { true } else { false } } }

  /// The same for the logarithm of the target; nil where it has values that are not positive.
  var logarithmic: FormulaSample? {
    guard isPositive else { return nil }
    var sample = self
    sample.fitTarget = fitTarget.map(RatioFormula.logarithm)
    sample.judgeTarget = judgeTarget.map(RatioFormula.logarithm)
    return sample
  }

  init?(target: FormulaVariable, variables: [FormulaVariable]) {
    let rows = target.values.indices.filter { target.values[$0].isFinite }
    guard rows.count >= 100 else { return nil }
    let chosen = Self.closest(target, variables)
    let positive = Set(chosen.filter { variables[$0].isMostlyPositive })
    let usable = rows.filter { row in
      chosen.allSatisfy {
        variables[$0].values[row].isFinite && (!positive.contains($0) || variables[$0].values[row] > 0)
      }
    }
    guard usable.count >= max(100, rows.count * 9 / 10) else { return nil }
    // A typing error has a large say in a square.
    let plain = [target] + chosen.map { variables[$0] }
    let fitRows = stride(from: 0, to: usable.count, by: 2).map { usable[$0] }
      .filter { row in plain.allSatisfy { $0.usualRange.contains($0.values[row]) } }
    let judgeRows = stride(from: 1, to: usable.count, by: 2).map { usable[$0] }
    guard fitRows.count >= 40 else { return nil }
    fitTarget = fitRows.map { target.values[$0] }
    judgeTarget = judgeRows.map { target.values[$0] }
    isPositive = target.isPositive
    for term in Self.candidates(chosen, positive: positive) { append(term, variables, fitRows, judgeRows) }
  }

  private mutating func append(
    _ term: RatioFormula.Term, _ variables: [FormulaVariable], _ fitRows: [Int], _ judgeRows: [Int]
  ) {
    var fitted = Self.values(term, variables, fitRows)
    let count = Double(fitted.count)
    let mean = fitted.reduce(0, +) / count
    for index in fitted.indices { fitted[index] -= mean }
    let scale = (Kernels.dot(fitted, fitted) / count).squareRoot()
    let judging = Self.values(term, variables, judgeRows)
    guard scale.isFinite, scale > 1e-12 * mean.magnitude, scale > 0, judging.allSatisfy(\.isFinite) else { return }
    for index in fitted.indices { fitted[index] /= scale }
    terms.append(term)
    fitColumns.append(fitted)
    judgeColumns.append(judging)
    means.append(mean)
    scales.append(scale)
  }

  private static func values(_ term: RatioFormula.Term, _ variables: [FormulaVariable], _ rows: [Int]) -> [Double] {
    let first = variables[term.variables[0]].values
    switch term {
    case .value: return rows.map { first[$0] }
    case .logarithm: return rows.map { RatioFormula.logarithm(first[$0]) }
    case .product(_, let other):
      let second = variables[other].values
      return rows.map { first[$0] * second[$0] }
    case .ratio(_, let other):
      let second = variables[other].values
      return rows.map { first[$0] / second[$0] }
    }
  }

  /// The variables with few gaps that go best with the target, in their given order.
  private static func closest(_ target: FormulaVariable, _ variables: [FormulaVariable]) -> [Int] {
    let links = variables.indices.filter { variables[$0].isMostlyPresent }
      .map { (link: target.link(with: variables[$0]), index: $0) }
    return links.sorted { ($0.link, $1.index) > ($1.link, $0.index) }.prefix(variableLimit).map(\.index).sorted()
  }

  private static func candidates(_ variables: [Int], positive: Set<Int>) -> [RatioFormula.Term] {
    var terms: [RatioFormula.Term] = variables.map { .value($0) }
    terms += variables.filter { positive.contains($0) }.map { .logarithm($0) }
    for (place, first) in variables.enumerated() {
      for second in variables[place...] { terms.append(.product(first, second)) }
      for second in variables where second != first && positive.contains(second) { terms.append(.ratio(first, second)) }
    }
    return terms
  }
}
