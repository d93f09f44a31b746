import Glibc

/// A generalised Pareto law fitted to excesses by maximum likelihood, the most extreme of them counted but not looked at.
///
/// With r of m excesses known and the others only known to lie beyond the r-th, and θ = ξ / σ, the likelihood is largest at
/// ξ(θ) = (Σ ln(1 + θ y_i) + (m - r) ln(1 + θ y_r)) / r: one unknown is left, whose derivative is followed to its zero from the
/// moments' estimate. Without the hidden ones this is Grimshaw (1993), Technometrics 35, 185-191.
package struct GeneralizedParetoFit: Equatable, Sendable {
  package let law: GeneralizedPareto
  /// Of the shape, from the observed information; infinite where the shape is at a limit.
  package let standardError: Double

  /// Shapes that are fitted: below -1 the likelihood has no largest value; above 1.5 no sum of such values settles.
  package static let shapes = -1.0...1.5

  /// - Parameters:
  ///   - excesses: over the threshold, increasing, above 0. At least two of them known and not all equal, else nil.
  ///   - hidden: how many of the largest are only counted, so that no wild record moves the law.
  /// - Complexity: O(m), about ten passes
  package init?(_ excesses: [Double], hidden: Int) {
    guard hidden >= 0, excesses.count - hidden > 1, excesses[0] < excesses[excesses.count - 1 - hidden] else {
      return nil
    }
    let likelihood = TailLikelihood(excesses, hidden: hidden)
    let start = Self.moments(excesses, hidden: hidden)
    let found = likelihood.zero(near: start) ?? start
    let point = likelihood.point(at: found)
    guard let law = point.law(largest: likelihood.largest) else { return nil }
    self.law = law
    standardError = Self.shapes.contains(point.shape) ? point.standardError : .infinity
  }

  /// θ y_r from the probability-weighted moments b₀ and b₁, the hidden values taken for the largest known one.
  ///
  /// Hosking and Wallis (1987), Technometrics 29, 339-349: ξ = 2 - b₀ / (2 b₁ - b₀), σ = b₀ (1 - ξ).
  static func moments(_ excesses: [Double], hidden: Int) -> Double {
    let largest = excesses[excesses.count - 1 - hidden]
    var (mean, weighted) = (0.0, 0.0)
    for (index, excess) in excesses.enumerated() {
      let value = min(excess, largest)
      mean += value
      weighted += value * Double(index)
    }
    let count = Double(excesses.count)
    (mean, weighted) = (mean / count, weighted / (count * (count - 1)))
    let shape = min(max(2 - mean / (2 * weighted - mean), -0.5), 0.9)
    return max(shape / (mean * (1 - shape)) * largest, -0.9)
  }
}

/// The likelihood along θ, with all excesses in units of the largest known one: x = θ y_r lies above -1.
struct TailLikelihood {
  let largest: Double
  private let known: [Double]
  private let hidden: Double

  init(_ excesses: [Double], hidden: Int) {
    let largest = excesses[excesses.count - 1 - hidden]
    self.largest = largest
    self.hidden = Double(hidden)
    known = excesses.dropLast(hidden).map { $0 / largest }
  }

  /// What one pass over the excesses gives.
  struct Point {
    let x: Double
    let shape: Double
    /// Of the profile likelihood per known excess.
    let slope: Double
    let standardError: Double

    func law(largest: Double) -> GeneralizedPareto? {
      let limits = GeneralizedParetoFit.shapes
      let scale = shape / x * largest
      guard scale > 0, scale.isFinite else { return nil }
      return GeneralizedPareto(shape: min(max(shape, limits.lowerBound), limits.upperBound), scale: scale)
    }
  }

  func point(at wanted: Double) -> Point {
    // At 0 itself the formulas are 0 / 0; so near it the law is the same to nine digits.
    let x = abs(wanted) < 1e-4 ? 1e-4 : wanted
    var (logs, parts, squares) = (0.0, 0.0, 0.0)
    for value in known {
      let part = value / (1 + x * value)
      logs += log1p(x * value)
      parts += part
      squares += part * part
    }
    let count = Double(known.count)
    let last = 1 / (1 + x)
    let all = logs + hidden * log1p(x)
    let allParts = parts + hidden * last
    let shape = all / count
    let a = count / (shape * shape)
    let b = count / (x * x) - squares - (squares + hidden * last * last) / shape
    let c = allParts / (shape * shape)
    let variance = b / (a * b - c * c)
    return Point(
      x: x, shape: shape, slope: 1 / x - allParts / all - parts / count,
      standardError: variance > 0 ? variance.squareRoot() : .infinity)
  }

  /// The x at which the likelihood is largest, or the end of the allowed shapes; nil where the search does not end.
  func zero(near start: Double) -> Double? {
    var step = 0.4
    var here = evaluated(log1p(start))
    let rises = here.slope > 0
    while step < 40 {
      let next = evaluated(here.s + (rises ? step : -step))
      guard next.slope.isFinite else { return nil }
      if (next.slope > 0) != rises { return settle(rises ? here : next, rises ? next : here) }
      if !GeneralizedParetoFit.shapes.contains(next.shape) { return limit(next) }
      (here, step) = (next, step * 2)
    }
    return nil
  }

  /// s = ln(1 + x), on which steps of one size suit both ends.
  private typealias Place = (s: Double, slope: Double, shape: Double)

  private func evaluated(_ s: Double) -> Place {
    let point = point(at: expm1(s))
    return (s, point.slope, point.shape)
  }

  private func limit(_ place: Place) -> Double { expm1(place.s) }

  /// False position with halved weights (the Illinois rule) between a rising and a falling place.
  private func settle(_ rising: Place, _ falling: Place) -> Double? {
    var (low, high) = (rising, falling)
    var kept = 0
    for _ in 0..<60 where high.s - low.s > 1e-7 {
      let middle = (low.s * high.slope - high.s * low.slope) / (high.slope - low.slope)
      let place = evaluated(middle > low.s && middle < high.s ? middle : (low.s + high.s) / 2)
      guard place.slope.isFinite else { return nil }
      if abs(place.slope) < 1e-9 { return expm1(place.s) }
      if place.slope > 0 {
        if kept == 1 { high.slope /= 2 }
        (low, kept) = (place, 1)
      } else {
        if kept == -1 { low.slope /= 2 }
        (high, kept) = (place, -1)
      }
    }
    return expm1((low.s + high.s) / 2)
  }
}
