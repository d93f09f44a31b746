/// Orthogonal matching pursuit on a sample: the greedy search behind `RatioFormula.fit`.
struct FormulaPursuit {
  struct Found {
    var terms: [RatioFormula.Term] = []
    var weights: [Double] = []
    var intercept = 0.0
    var score = -Double.infinity
  }

  private static let termLimit = 8
  /// A further term must leave at most this share of what was unexplained.
  private static let worthwhile = 0.97

  private let sample: FormulaSample
  private let fitRows: [Int]
  private let judgeRows: [Int]
  /// Mean and scale of each candidate over the fitted rows.
  private let means: [Double]
  private let scales: [Double]

  init(sample: FormulaSample) {
    self.sample = sample
    let usual = Self.usualRows(sample)
    fitRows = usual.filter { $0 % 2 == 0 }
    judgeRows = sample.target.indices.filter { $0 % 2 == 1 }
    let rows = fitRows
    means = sample.columns.map { column in rows.reduce(0) { $0 + column[$1] } / Double(max(1, rows.count)) }
    scales = zip(sample.columns, means).map { column, mean in
      (rows.reduce(0) { $0 + (column[$1] - mean) * (column[$1] - mean) } / Double(max(1, rows.count))).squareRoot()
    }
  }

  /// Rows where neither the target nor a plain variable lies far outside its bulk: a typing error has a large say in a square.
  private static func usualRows(_ sample: FormulaSample) -> [Int] {
    let plain = zip(sample.terms, sample.columns).compactMap { term, column in
      if case .value = term { column } else { nil }
    }
    let limits = ([sample.target] + plain).map { column in
      let sorted = column.sorted()
      let (low, high) = (sorted[sorted.count / 100], sorted[sorted.count - 1 - sorted.count / 100])
      return (column: column, range: (low - (high - low) / 4)...(high + (high - low) / 4))
    }
    return sample.target.indices.filter { row in limits.allSatisfy { $0.range.contains($0.column[row]) } }
  }

  func run() -> Found? {
    guard fitRows.count >= 40 else { return nil }
    var rows = fitRows
    var chosen: [Int] = []
    var best = Found()
    var misses = 0
    var residuals = [Double](repeating: 0, count: sample.target.count)
    let mean = rows.reduce(0) { $0 + sample.target[$1] } / Double(rows.count)
    for row in rows { residuals[row] = sample.target[row] - mean }
    while chosen.count < Self.termLimit, let next = strongest(residuals, rows, except: chosen) {
      chosen.append(next)
      guard var weights = solve(chosen, rows) else { break }
      for row in fitRows { residuals[row] = sample.target[row] - value(chosen, weights, row) }
      rows = withoutFarRows(residuals)
      guard let refined = solve(chosen, rows) else { break }
      weights = refined
      for row in fitRows { residuals[row] = sample.target[row] - value(chosen, weights, row) }
      let score = self.score(chosen, weights)
      guard 1 - score < (1 - best.score) * Self.worthwhile else {
        // A greedy first choice may need two more terms before it pays.
        misses += 1
        if misses > 1 { break }
        continue
      }
      best = Found(
        terms: chosen.map { sample.terms[$0] }, weights: chosen.indices.map { weights[$0 + 1] / scales[chosen[$0]] },
        intercept: intercept(chosen, weights), score: score)
    }
    return best.terms.isEmpty ? nil : best
  }

  /// The candidate most correlated with what is left.
  private func strongest(_ residuals: [Double], _ rows: [Int], except chosen: [Int]) -> Int? {
    var best: (index: Int, link: Double)?
    for index in sample.columns.indices where scales[index] > 1e-12 * means[index].magnitude && !chosen.contains(index)
    {
      let (column, mean) = (sample.columns[index], means[index])
      var product = 0.0
      for row in rows { product += (column[row] - mean) * residuals[row] }
      let link = (product / scales[index]).magnitude
      if link > best?.link ?? 0 { best = (index, link) }
    }
    return best?.index
  }

  /// Least squares on standardised terms: the intercept first, then a weight per term.
  private func solve(_ chosen: [Int], _ rows: [Int]) -> [Double]? {
    let size = chosen.count + 1
    var gram = [Double](repeating: 0, count: size * size)
    var right = [Double](repeating: 0, count: size)
    var values = [Double](repeating: 1, count: size)
    for row in rows {
      for (place, index) in chosen.enumerated() {
        values[place + 1] = (sample.columns[index][row] - means[index]) / scales[index]
      }
      for a in 0..<size {
        right[a] += values[a] * sample.target[row]
        for b in 0...a { gram[a * size + b] += values[a] * values[b] }
      }
    }
    for a in 0..<size { gram[a * size + a] *= 1 + 1e-9 }
    return Self.solved(gram, right, size)
  }

  /// Cholesky solution of a small symmetric system given by its lower triangle; nil where it is not positive definite.
  private static func solved(_ gram: [Double], _ right: [Double], _ size: Int) -> [Double]? {
    var factor = gram
    var solution = right
    for a in 0..<size {
      for b in 0...a {
        var sum = factor[a * size + b]
        for c in 0..<b { sum -= factor[a * size + c] * factor[b * size + c] }
        if a == b {
          guard sum > 1e-12 * gram[a * size + a] else { return nil }
          factor[a * size + a] = sum.squareRoot()
        } else {
          factor[a * size + b] = sum / factor[b * size + b]
        }
      }
      for c in 0..<a { solution[a] -= factor[a * size + c] * solution[c] }
      solution[a] /= factor[a * size + a]
    }
    for a in (0..<size).reversed() {
      for c in a + 1..<max(size, a + 1) { solution[a] -= factor[c * size + a] * solution[c] }
      solution[a] /= factor[a * size + a]
    }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }

  private func value(_ chosen: [Int], _ weights: [Double], _ row: Int) -> Double {
    var sum = weights[0]
    for (place, index) in chosen.enumerated() {
      sum += weights[place + 1] * (sample.columns[index][row] - means[index]) / scales[index]
    }
    return sum
  }

  private func intercept(_ chosen: [Int], _ weights: [Double]) -> Double {
    chosen.indices.reduce(weights[0]) { $0 - weights[$1 + 1] * means[chosen[$1]] / scales[chosen[$1]] }
  }

  /// Fitted rows within five robust standard deviations.
  private func withoutFarRows(_ residuals: [Double]) -> [Int] {
    let sizes = fitRows.map { residuals[$0].magnitude }.sorted()
    let limit = 5 * 1.4826 * sizes[sizes.count / 2]
    let kept = fitRows.filter { residuals[$0].magnitude <= limit }
    return kept.count * 2 > fitRows.count ? kept : fitRows
  }

  /// R² over the judging rows but the 2 % that fit worst.
  private func score(_ chosen: [Int], _ weights: [Double]) -> Double {
    let errors = judgeRows.map { (row: $0, error: (sample.target[$0] - value(chosen, weights, $0)).magnitude) }
    let kept = errors.sorted { ($0.error, $0.row) < ($1.error, $1.row) }.prefix(errors.count * 98 / 100)
    guard !kept.isEmpty else { return -.infinity }
    let mean = kept.reduce(0) { $0 + sample.target[$1.row] } / Double(kept.count)
    let spread = kept.reduce(0) { $0 + (sample.target[$1.row] - mean) * (sample.target[$1.row] - mean) }
    let missed = kept.reduce(0) { $0 + $1.error * $1.error }
    return spread > 0 ? 1 - missed / spread : -.infinity
  }
}
