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
  ///   - target: one number per row; not a number where missing.
  ///   - variables: candidate columns of the same length, not a number where missing.
  ///   - isLogarithmic: fit the logarithm of the target; nil is returned where it has values that are not positive.
  /// - Returns: the formula and its R² on unseen rows, without the 2 % that fit worst (so that a few wild rows decide nothing);
  ///   nil where no term helps.
  /// - Complexity: O(sample · variables² · terms), sample at most 3,000 rows.
  package static func fit(
    target: [Double], variables: [[Double]], isLogarithmic: Bool
  ) -> (formula: RatioFormula, score: Double)? {
    guard let sample = FormulaSample(target: target, variables: variables, isLogarithmic: isLogarithmic) else {
      return nil
    }
    // Greedy choice from all terms can miss a plain power law, so that is tried by itself.
    let attempts = isLogarithmic ? [sample, sample.logarithms] : [sample]
    let found = attempts.compactMap { FormulaPursuit(sample: $0).run() }
    guard let best = found.max(by: { $0.score < $1.score }) else { return nil }
    let terms = zip(best.terms, best.weights).map { WeightedTerm(term: $0, weight: $1) }
    let formula = RatioFormula(
      isLogarithmic: isLogarithmic, intercept: best.intercept, terms: terms, fallback: sample.median)
    return (formula, best.score)
  }
}

/// The rows and candidate terms a formula is sought on.
struct FormulaSample {
  static let rowLimit = 3_000
  static let variableLimit = 12

  /// The target on the formula's scale, and each candidate's values; even rows are fitted, odd rows judge.
  var target: [Double] = []
  var terms: [RatioFormula.Term] = []
  var columns: [[Double]] = []
  var median: Double { Quantiles.type7(sorted: target.sorted(), 0.5) }

  init?(target: [Double], variables: [[Double]], isLogarithmic: Bool) {
    if isLogarithmic && target.contains(where: { $0 <= 0 }) { return nil }
    let step = max(1, target.count / Self.rowLimit)
    let rows = stride(from: 0, to: target.count, by: step).filter { target[$0].isFinite }
    guard rows.count >= 100 else { return nil }
    let chosen = Self.closest(target, variables, rows)
    let positive = Set(chosen.filter { index in Self.isMostlyPositive(rows.map { variables[index][$0] }) })
    let usable = rows.filter { row in
      chosen.allSatisfy { variables[$0][row].isFinite && (!positive.contains($0) || variables[$0][row] > 0) }
    }
    guard usable.count >= max(100, rows.count * 9 / 10) else { return nil }
    self.target = usable.map { isLogarithmic ? RatioFormula.logarithm(target[$0]) : target[$0] }
    for term in Self.candidates(chosen, positive: positive) {
      let values = usable.map { row in term.value { variables[$0][row] } }
      guard values.allSatisfy(\.isFinite) else { continue }
      terms.append(term)
      columns.append(values)
    }
  }

  /// The same rows with the logarithms as the only candidates.
  var logarithms: FormulaSample {
    var sample = self
    let kept = terms.indices.filter { if case .logarithm = terms[$0] { true } else { false } }
    sample.terms = kept.map { terms[$0] }
    sample.columns = kept.map { columns[$0] }
    return sample
  }

  /// The variables with few gaps that go best with the target, in their given order.
  private static func closest(_ target: [Double], _ variables: [[Double]], _ rows: [Int]) -> [Int] {
    let goal = rows.map { target[$0] }
    let links = variables.indices.compactMap { index -> (link: Double, index: Int)? in
      let values = rows.map { variables[index][$0] }
      guard values.count(where: \.isFinite) * 100 >= rows.count * 97 else { return nil }
      let link = rankCorrelation(values.map { $0.isFinite ? $0 : 0 }, goal)
      return (link, index)
    }
    return links.sorted { ($0.link, $1.index) > ($1.link, $0.index) }.prefix(variableLimit).map(\.index).sorted()
  }

  private static func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double {
    let a = EqualGroups(keys: left.map { RadixSort.key($0) }).groups.map(Double.init)
    let b = EqualGroups(keys: right.map { RadixSort.key($0) }).groups.map(Double.init)
    let count = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - meanA) * (y - meanB)
      aa += (x - meanA) * (x - meanA)
      bb += (y - meanB) * (y - meanB)
    }
    return aa > 0 && bb > 0 ? (ab / (aa * bb).squareRoot()).magnitude : 0
  }

  private static func isMostlyPositive(_ values: [Double]) -> Bool {
    values.count { $0 > 0 } * 100 >= values.count { $0.isFinite } * 97
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
