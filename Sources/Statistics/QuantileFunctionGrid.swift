/// Equally spaced numbers on which a column's values lie: whole numbers, two decimals, multiples of 25.
package struct QuantileFunctionGrid: Equatable, Sendable {
  /// The distance of neighbouring grid points; multiples of it, from 0.
  package let step: Double
  /// Digits after the decimal mark that a grid point needs, 0...15.
  package let decimals: Int
  private let scale: Double

  /// - Precondition: step > 0 and finite, decimals in 0...15.
  package init(step: Double, decimals: Int) {
    precondition(step > 0 && step.isFinite && (0...15).contains(decimals), "step \(step), \(decimals) decimals")
    self.step = step
    self.decimals = decimals
    scale = Self.powerOfTen(decimals)
  }

  /// The number of the grid point nearest to `value`, halves upwards (so that a cell's lower edge belongs to it).
  @inline(__always)
  package func index(of value: Double) -> Double { (value / step + 0.5).rounded(.down) }

  /// The grid point with a number, exact to the last bit of its decimal spelling.
  @inline(__always)
  package func point(at index: Double) -> Double {
    let value = index * step
    guard decimals > 0 else { return value }
    let scaled = value * scale
    return scaled.magnitude < 9e15 ? scaled.rounded() / scale : value
  }

  @inline(__always)
  package func rounded(_ value: Double) -> Double { point(at: index(of: value)) }

  /// The edge half a step above the grid point with a number.
  package func edge(aboveIndex index: Double) -> Double {
    let value = (index + 0.5) * step
    let scaled = value * scale * 10
    return scaled.magnitude < 9e15 ? scaled.rounded() / (scale * 10) : value
  }

  package static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent.magnitude).reduce(1.0) { power, _ in power * 10 }
  }

  /// The coarsest grid that holds all values but a few: fewer than `k` rows and fewer than 1 in 50 lie off it, so that no
  /// single record decides it.
  ///
  /// - Parameters:
  ///   - values: distinct finite values, increasing. `counts`: the rows of each.
  ///   - decimals: digits after the decimal mark, 0...15, of which every value is a multiple.
  /// - Returns: nil where the values need more than 15 significant digits.
  package static func fitting(values: [Double], counts: [Int], decimals: Int, k: Int) -> QuantileFunctionGrid? {
    guard (0...15).contains(decimals), let largest = values.map(\.magnitude).max() else { return nil }
    let scale = powerOfTen(decimals)
    guard largest * scale < 9e15 else { return nil }
    let scaled = values.map { Int64(($0 * scale).rounded()) }
    let step = largestStep(of: scaled, counts: counts, k: k)
    return QuantileFunctionGrid(step: Double(step) / scale, decimals: decimals)
  }

  private static func largestStep(of scaled: [Int64], counts: [Int], k: Int) -> Int64 {
    let allowed = min(k - 1, counts.reduce(0, +) / 50)
    for step in candidates(scaled, counts: counts, k: k) where isGrid(step, scaled, counts, allowed: allowed) {
      return step
    }
    return 1
  }

  private static func isGrid(_ step: Int64, _ scaled: [Int64], _ counts: [Int], allowed: Int) -> Bool {
    var off = 0
    for (value, count) in zip(scaled, counts) where value % step != 0 {
      off += count
      if off > allowed { return false }
    }
    return true
  }

  /// Steps worth trying, the largest first: divisors that data has by habit, and the common divisors seen.
  private static func candidates(_ scaled: [Int64], counts: [Int], k: Int) -> [Int64] {
    var steps: Set<Int64> = [1, 60, 3_600, 86_400, 7, 12]
    var power: Int64 = 1
    while power <= 1_000_000_000_000_000 {
      for factor in [1, 2, 5, 25] { steps.insert(power * Int64(factor)) }
      power *= 10
    }
    for second in [1, 60, 900, 1_800, 3_600, 86_400] { steps.insert(Int64(second) * 1_000_000) }
    steps.insert(commonDivisor(scaled))
    steps.insert(commonDivisor(zip(scaled, counts).filter { $1 >= k }.map(\.0)))
    // A column of one or two large values has itself as a divisor: a step must be seen at several multiples.
    let largest = scaled.map(\.magnitude).max() ?? 0
    return steps.filter { $0 > 0 && $0.magnitude <= max(1, largest / 4) }.sorted(by: >)
  }

  private static func commonDivisor(_ values: [Int64]) -> Int64 {
    values.reduce(0) { divisor, value in
      var (a, b) = (divisor, Int64(value.magnitude))
      while b != 0 { (a, b) = (b, a % b) }
      return a
    }
  }
}
