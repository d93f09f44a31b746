import Glibc

/// The Anderson-Darling test of a generalised Pareto law fitted to the same excesses, the largest of which are hidden.
package enum TailGoodness {
  /// A² of the known excesses: Pettitt and Stephens (1976), Biometrika 63, 291-298, for samples cut at the r-th smallest.
  ///
  /// - Parameters:
  ///   - excesses: increasing. `hidden`: how many of the largest are not looked at.
  /// - Complexity: O(m)
  package static func statistic(_ excesses: [Double], hidden: Int, law: GeneralizedPareto) -> Double {
    let (count, known) = (Double(excesses.count), Double(excesses.count - hidden))
    var (pairs, survivals, last) = (0.0, 0.0, (logCdf: 0.0, logSurvival: 0.0, cdf: 0.0))
    for (index, excess) in excesses.dropLast(hidden).enumerated() {
      // Where the law ends before the sample does, the statistic is large, not infinite.
      let logSurvival = max(law.logSurvival(excess), -700)
      let cdf = max(-expm1(logSurvival), 1e-300)
      last = (log(cdf), logSurvival, cdf)
      pairs += Double(2 * index + 1) * (last.logCdf - logSurvival)
      survivals += logSurvival
    }
    let cut = (known - count) * (known - count) * last.logSurvival - known * known * last.logCdf
    return -(pairs + cut + count * count * last.cdf) / count - 2 * survivals
  }

  /// The statistic that one sample in ten passes although the law is right.
  ///
  /// Simulated by `Tests/Reference/tails.py --critical`, within 2 %; with nothing hidden it agrees with the table of
  /// Choulakian and Stephens (2001), Technometrics 43, 478-484.
  ///
  /// - Parameters:
  ///   - shape: the fitted one; -0.4...1 is simulated, the nearer end counts outside. `hiddenShare`: likewise, 0...0.2.
  package static func criticalValue(shape: Double, hiddenShare: Double) -> Double {
    let (row, rowPart) = place(of: shape, among: shapes)
    let (column, columnPart) = place(of: hiddenShare, among: hiddenShares)
    let upper = values[row][column] * (1 - columnPart) + values[row][column + 1] * columnPart
    let lower = values[row + 1][column] * (1 - columnPart) + values[row + 1][column + 1] * columnPart
    return upper * (1 - rowPart) + lower * rowPart
  }

  private static let shapes = [-0.4, -0.2, 0, 0.25, 0.5, 0.75, 1]
  private static let hiddenShares = [0, 0.01, 0.025, 0.05, 0.1, 0.2]
  private static let values = [
    [0.915, 0.846, 0.785, 0.730, 0.684, 0.604],
    [0.856, 0.791, 0.748, 0.698, 0.621, 0.535],
    [0.793, 0.751, 0.702, 0.668, 0.597, 0.490],
    [0.728, 0.694, 0.676, 0.643, 0.576, 0.479],
    [0.685, 0.650, 0.636, 0.611, 0.552, 0.472],
    [0.653, 0.640, 0.624, 0.581, 0.532, 0.457],
    [0.641, 0.625, 0.601, 0.569, 0.524, 0.468],
  ]

  private static func place(of value: Double, among points: [Double]) -> (index: Int, part: Double) {
    let clamped = min(max(value, points[0]), points[points.count - 1])
    let index = max(0, (points.firstIndex { $0 >= clamped } ?? points.count - 1) - 1)
    return (index, (clamped - points[index]) / (points[index + 1] - points[index]))
  }
}
