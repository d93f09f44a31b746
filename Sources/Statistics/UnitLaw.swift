#if canImport(Glibc)
  import Glibc
#endif

/// A law on (0, 1) with two shape parameters and a quantile function in closed form: 1 - (1 - x^a)^b (Kumaraswamy 1980). a = b = 1 is
/// the uniform law.
package struct UnitLaw: Equatable, Sendable {
  package let a: Double
  package let b: Double
  package static let uniform = UnitLaw(a: 1, b: 1)
  /// Sharper laws would put all mass on one spot.
  package static let shapes = 0.05...50.0

  /// - Parameters a, b: within `shapes`.
  package init(a: Double, b: Double) {
    self.a = a
    self.b = b
  }

  /// - Parameter uniform: in (0, 1).
  @inline(__always)
  package func quantile(_ uniform: Double) -> Double { pow(1 - pow(1 - uniform, 1 / b), 1 / a) }

  /// The inverse of `quantile`.
  /// - Parameter value: in 0...1.
  @inline(__always)
  package func cdf(_ value: Double) -> Double { 1 - pow(1 - pow(value, a), b) }

  /// Maximum likelihood, drawn towards the uniform law by a few rows that lie evenly.
  ///
  /// For a given a the best b is known, -n / Σ log(1 - v^a), so only a is searched.
  /// - Parameters:
  ///   - values: in (0, 1).
  ///   - evenRows: how many rows' weight the uniform law has.
  package static func fit(_ values: [Double], evenRows: Double) -> UnitLaw {
    guard !values.isEmpty else { return .uniform }
    let even = (0..<16).map { (Double($0) + 0.5) / 16 }
    let points = values.map { min(max($0, 1e-9), 1 - 1e-9) } + even
    let weights = values.map { _ in 1.0 } + even.map { _ in evenRows / 16 }
    let total = weights.reduce(0, +)
    var sumOfLogarithms = 0.0
    for index in points.indices { sumOfLogarithms += weights[index] * log(points[index]) }
    func law(_ logarithm: Double) -> (law: UnitLaw, likelihood: Double) {
      let a = exp(logarithm)
      var rest = 0.0
      for index in points.indices { rest += weights[index] * log1p(-pow(points[index], a)) }
      let b = min(max(-total / rest, shapes.lowerBound), shapes.upperBound)
      return (UnitLaw(a: a, b: b), total * log(a * b) + (a - 1) * sumOfLogarithms + (b - 1) * rest)
    }
    var (low, high) = (log(shapes.lowerBound), log(shapes.upperBound))
    for _ in 0..<60 {
      let (first, second) = (low + (high - low) * 0.382, low + (high - low) * 0.618)
      if law(first).likelihood < law(second).likelihood { low = first } else { high = second }
    }
    return law((low + high) / 2).law
  }
}
