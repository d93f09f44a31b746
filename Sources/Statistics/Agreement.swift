/// How alike two distributions over the same bins are.
package enum Agreement {
  /// Σ min(real, synthetic): 1 minus the total variation distance of two lists of shares.
  package static func score(real: [Double], synthetic: [Double]) -> Double {
    precondition(real.count == synthetic.count, "\(real.count) and \(synthetic.count) bins")
    return min(1, zip(real, synthetic).reduce(0) { $0 + min($1.0, $1.1) })
  }

  /// The agreement to expect from a perfect generator with so many rows: what is lost to sampling alone.
  ///
  /// 1 - ½ Σ √(2 r (1 - r) / π · (1/synthetic + 1/real)): the mean of a half-normal for every bin. Bins in which less than
  /// about one row is expected lose a little less than that; not below 0.
  /// - Parameters:
  ///   - shares: of the real rows per bin, summing to 1.
  ///   - realCount: rows behind `shares`; `syntheticCount`: rows drawn. 0 where either is 0.
  package static func freshAgreement(shares: [Double], realCount: Int, syntheticCount: Int) -> Double {
    guard realCount > 0, syntheticCount > 0 else { return 0 }
    let variance = 1 / Double(syntheticCount) + 1 / Double(realCount)
    let loss = shares.reduce(0) { $0 + (2 * $1 * max(0, 1 - $1) / .pi * variance).squareRoot() }
    return max(0, 1 - loss / 2)
  }
}
