import Statistics

/// One side's law beyond its threshold, joined to a quantile function.
struct TailPart: Equatable, Sendable {
  /// The share of rows beyond the threshold, inside (0, 1).
  let beyond: Double
  let threshold: Double
  let law: GeneralizedPareto
  /// 1 for the upper side, -1 for the lower.
  private let sign: Double
  /// Zero, for a column whose cells all lie on one side of it; else without end.
  private let limit: Double

  /// nil where all rows or none lie beyond the threshold.
  init?(_ threshold: Double, _ law: GeneralizedPareto, _ side: ColumnTails.Side, of function: QuantileFunction) {
    let isUpper = side == .upper
    let share = function.share(upTo: threshold, upper: isUpper)
    beyond = isUpper ? 1 - share : share
    guard beyond > 0, beyond < 1 else { return nil }
    self.threshold = threshold
    self.law = law
    sign = isUpper ? 1 : -1
    let isOneSided = isUpper ? function.highest <= 0 : function.lowest >= 0
    limit = isOneSided ? 0 : isUpper ? .infinity : -.infinity
  }

  /// - Parameter remaining: the share of rows farther out, less than `beyond`.
  @inline(__always)
  func value(remaining: Double) -> Double {
    // The law's far end is infinite; no column is.
    let excess = min(law.quantile(survival: remaining / beyond), Double.greatestFiniteMagnitude / 4)
    let value = threshold + sign * excess
    return sign > 0 ? min(value, limit) : max(value, limit)
  }

  /// The share of rows beyond `value`; nil where the value is not beyond the threshold.
  @inline(__always)
  func share(beyond value: Double) -> Double? {
    let excess = (value - threshold) * sign
    return excess > 0 ? beyond * (1 - law.cdf(excess)) : nil
  }
}
