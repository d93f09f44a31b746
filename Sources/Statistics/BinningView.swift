import Glibc

/// Quantiles of the values on the scale of the bins, and the range that the bins span.
struct BinningView {
  let low: Double
  let high: Double
  let quartileRange: Double
  let count: Int

  /// - Parameters:
  ///   - sorted: not empty.
  ///   - scale: from values to the scale of the bins, rising.
  init(_ sorted: [Double], scale: (Double) -> Double) {
    let last = Double(sorted.count - 1)
    let (least, most) = (scale(sorted[0]), scale(sorted[sorted.count - 1]))
    let (lower, upper) = (scale(sorted[Int(0.25 * last)]), scale(sorted[Int((0.75 * last).rounded(.up))]))
    // Order statistics, not interpolations: in a small sample one wild value must not pull the quantile.
    var inner = scale(sorted[Int((0.01 * last).rounded(.up))])
    var outer = scale(sorted[Int((0.99 * last).rounded(.down))])
    quartileRange = upper - lower
    count = sorted.count
    if quartileRange > 0 {
      inner = max(inner, lower - 10 * quartileRange)
      outer = min(outer, upper + 10 * quartileRange)
    }
    let span = outer - inner
    low = span > 0 && inner - least > span ? inner - span : least
    high = span > 0 && most - outer > span ? outer + span : most
  }

  /// The width of a bin on the scale of the bins, for at most `maximum` bins.
  func width(_ choice: BinningChoice) -> Double {
    let n = Double(count)
    let wanted = quartileRange > 0 ? (high - low) * cbrt(n) / (2 * quartileRange) : 2 * cbrt(n)
    let automatic = min(Double(choice.maximumBins), max(wanted.rounded(.up), (log2(n) + 1).rounded(.up)))
    let refined = (automatic * pow(2, Double(choice.refinement))).rounded()
    return (high - low) / min(Double(choice.maximumBins), max(1, refined))
  }
}
