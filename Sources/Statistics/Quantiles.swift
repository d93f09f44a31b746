/// Sample quantiles.
package enum Quantiles {
  /// Linear interpolation between order statistics, type 7 of Hyndman and Fan (1996), the default of R and NumPy.
  /// - Parameters:
  ///   - sorted: at least one number, rising.
  ///   - probability: 0...1.
  package static func type7(sorted: [Double], _ probability: Double) -> Double {
    precondition(!sorted.isEmpty, "the quantile of no value")
    let position = min(1, max(0, probability)) * Double(sorted.count - 1)
    let index = min(sorted.count - 1, Int(position))
    let (low, high) = (sorted[index], sorted[min(sorted.count - 1, index + 1)])
    let part = position - Double(index)
    let step = high - low
    return step.isFinite ? low + step * part : low * (1 - part) + high * part
  }
}
