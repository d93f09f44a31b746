import Glibc

/// The generalised Pareto law of excesses over a threshold: P(Y > y) = (1 + ξ y / σ)^(-1/ξ), and e^(-y/σ) at ξ = 0.
///
/// Pickands (1975), Annals of Statistics 3, 119-131. With ξ < 0 nothing lies beyond -σ / ξ.
///
/// - Invariant: `scale` is above 0; both are finite.
package struct GeneralizedPareto: Equatable, Sendable {
  /// ξ: 0 falls like an exponential, above 0 like a power, below 0 it ends.
  package let shape: Double
  /// σ, in the units of the values.
  package let scale: Double

  /// - Precondition: the invariant.
  package init(shape: Double, scale: Double) {
    precondition(scale > 0 && scale.isFinite && shape.isFinite, "shape \(shape), scale \(scale)")
    self.shape = shape
    self.scale = scale
  }

  /// The largest excess there is; infinite where the shape is not below 0.
  package var end: Double { shape < 0 ? -scale / shape : .infinity }

  /// ln P(Y > y); 0 below 0, -∞ from the end on.
  package func logSurvival(_ excess: Double) -> Double {
    guard excess > 0 else { return 0 }
    let scaled = excess / scale
    if abs(shape) < 1e-9 { return -scaled }
    return 1 + shape * scaled > 0 ? -log1p(shape * scaled) / shape : -.infinity
  }

  /// P(Y ≤ y).
  package func cdf(_ excess: Double) -> Double { -expm1(logSurvival(excess)) }

  /// ln of the density at y; -∞ outside.
  package func logDensity(_ excess: Double) -> Double {
    guard excess >= 0, excess < end else { return -.infinity }
    return (1 + shape) * logSurvival(excess) - log(scale)
  }

  /// The excess that a share `survival` of the excesses passes: 0 at 1, the end at 0.
  package func quantile(survival: Double) -> Double {
    guard survival < 1 else { return 0 }
    guard survival > 0 else { return end }
    let size = -log(survival)
    return abs(shape) < 1e-9 ? scale * size : scale * expm1(shape * size) / shape
  }

  /// The law of what lies beyond a threshold that is `shift` higher (lower below 0): the same shape, σ + ξ shift.
  /// - Returns: nil where nothing lies beyond it.
  package func beyond(_ shift: Double) -> GeneralizedPareto? {
    let moved = scale + shape * shift
    return moved > 0 && moved.isFinite ? GeneralizedPareto(shape: shape, scale: moved) : nil
  }
}
