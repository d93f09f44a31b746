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
  private let candidates: [Int]
  private var chosen: [Int] = []
  /// Of the fitted rows: 0 for those that lie far off, else 1.
  private var isNear: [Double]
  /// Of the fitted rows; 0 for those that lie far off.
  private var residuals: [Double]

  init(sample: FormulaSample, candidates: [Int]) {
    self.sample = sample
    self.candidates = candidates
    let target = sample.fitTarget
    let mean = target.reduce(0, +) / Double(max(1, target.count))
    isNear = target.map { _ in 1 }
    residuals = target.map { $0 - mean }
  }

  mutating func run() -> Found? {
    var best = Found()
    var misses = 0
    while chosen.count < Self.termLimit, let next = strongest() {
      chosen.append(next)
      guard let rough = solve() else { break }
      markFarRows(errors(rough))
      guard let weights = solve() else { break }
      residuals = zip(errors(weights), isNear).map { $0 * $1 }
      let score = self.score(weights)
      guard 1 - score < (1 - best.score) * Self.worthwhile else {
        // A greedy first choice may need two more terms before it pays.
        misses += 1
        if misses > 1 { break }
        continue
      }
      best = found(weights, score: score)
    }
    return best.terms.isEmpty ? nil : best
  }

  private func found(_ weights: [Double], score: Double) -> Found {
    Found(
      terms: chosen.map { sample.terms[$0] },
      weights: chosen.indices.map { weights[$0 + 1] / sample.scales[chosen[$0]] },
      intercept: chosen.indices.reduce(weights[0]) {
        $0 - weights[$1 + 1] * sample.means[chosen[$1]] / sample.scales[chosen[$1]]
      }, score: score)
  }

  /// The candidate most correlated with what is left.
  private func strongest() -> Int? {
    var best: (index: Int, link: Double)?
    for index in candidates where !chosen.contains(index) {
      let link = Kernels.dot(sample.fitColumns[index], residuals).magnitude
      if link > best?.link ?? 0 { best = (index, link) }
    }
    return best?.index
  }

  /// Least squares on standardised terms over the near rows: the intercept first, then a weight per term.
  private func solve() -> [Double]? {
    let size = chosen.count + 1
    var gram = [Double](repeating: 0, count: size * size)
    var right = [Double](repeating: 0, count: size)
    let columns = [isNear] + chosen.map { zip(sample.fitColumns[$0], isNear).map { $0 * $1 } }
    for a in 0..<size {
      right[a] = Kernels.dot(columns[a], sample.fitTarget)
      for b in 0...a { gram[a * size + b] = Kernels.dot(columns[a], columns[b]) }
      gram[a * size + a] *= 1 + 1e-9
    }
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

  /// Of the fitted rows.
  private func errors(_ weights: [Double]) -> [Double] {
    var errors = sample.fitTarget.map { $0 - weights[0] }
    for (place, index) in chosen.enumerated() {
      let (column, weight) = (sample.fitColumns[index], weights[place + 1])
      for row in errors.indices { errors[row] -= weight * column[row] }
    }
    return errors
  }

  /// Keeps fitted rows within five robust standard deviations.
  private mutating func markFarRows(_ errors: [Double]) {
    let sizes = errors.map(\.magnitude)
    let limit = 5 * 1.4826 * RadixSort.sorted(sizes)[sizes.count / 2]
    let near = sizes.map { $0 <= limit ? 1.0 : 0 }
    isNear = near.reduce(0, +) * 2 > Double(near.count) ? near : near.map { _ in 1 }
  }

  /// R² over the judging rows but the 2 % that fit worst.
  private func score(_ weights: [Double]) -> Double {
    let target = sample.judgeTarget
    var errors = target.map { $0 - weights[0] }
    for (place, index) in chosen.enumerated() {
      let column = sample.judgeColumns[index]
      let (slope, mean) = (weights[place + 1] / sample.scales[index], sample.means[index])
      for row in errors.indices { errors[row] -= slope * (column[row] - mean) }
    }
    let sizes = RadixSort.sorted(errors.map(\.magnitude))
    guard let limit = sizes.prefix(sizes.count * 98 / 100).last else { return -.infinity }
    let kept = errors.indices.filter { errors[$0].magnitude <= limit }
    let mean = kept.reduce(0) { $0 + target[$1] } / Double(kept.count)
    let spread = kept.reduce(0) { $0 + (target[$1] - mean) * (target[$1] - mean) }
    let missed = kept.reduce(0) { $0 + errors[$1] * errors[$1] }
    return spread > 0 ? 1 - missed / spread : -.infinity
  }
}
