import Statistics

/// Sentences that warn of what the bars hardly show. nil where chance explains the difference.
enum Warnings {
  /// Differences up to this many standard errors are chance.
  private static let errors = 3.0

  /// `missing: 4.1% real, synthetic 0`.
  static func missing(_ comparison: ColumnComparison) -> String? {
    guard comparison.realRows > 0, comparison.syntheticRows > 0 else { return nil }
    let (real, drawn) = (comparison.realMissingShare, comparison.syntheticMissingShare)
    let both =
      (real * Double(comparison.realRows) + drawn * Double(comparison.syntheticRows))
      / Double(comparison.realRows + comparison.syntheticRows)
    let variance = both * (1 - both) * (1 / Double(comparison.realRows) + 1 / Double(comparison.syntheticRows))
    guard abs(real - drawn) > max(0.01, errors * variance.squareRoot()) else { return nil }
    return "missing: \(NumberText.percent(real)) real, synthetic \(NumberText.percent(drawn))"
  }

  /// `gone: gambling, telecom`: levels of which at least ten rows were to be expected.
  static func vanished(_ comparison: ColumnComparison) -> String? {
    guard case .levels = comparison.shape, comparison.agreement != nil else { return nil }
    let drawn = Double(comparison.syntheticRows) * (1 - comparison.syntheticMissingShare)
    let gone = comparison.bars.filter { $0.synthetic == 0 && $0.real * drawn >= 10 }.map(\.label)
    guard !gone.isEmpty else { return nil }
    let more = gone.count > 3 ? " and \(gone.count - 3) more" : ""
    return "gone: " + gone.prefix(3).joined(separator: ", ") + more
  }

  /// `tail: 96 real outliers, synthetic 9`; shares where the sides differ in rows.
  static func tail(_ real: RealNumbers, _ synthetic: [Double]?) -> String? {
    guard let fences = real.fences, let synthetic, !synthetic.isEmpty else { return nil }
    let drawn = synthetic.count { !fences.contains($0) }
    let outliers = real.outliers
    let scale = Double(real.summary.count) / Double(synthetic.count)
    let expected = Double(drawn) * scale
    let error = (Double(outliers) + expected * scale + 1).squareRoot()
    let isFar = abs(Double(outliers) - expected) > errors * error
    guard isFar, max(Double(outliers), expected) > 2 * min(Double(outliers), expected) else { return nil }
    if real.summary.count == synthetic.count {
      return "tail: \(text(outliers)) real outliers, synthetic \(text(drawn))"
    }
    let shares = [share(outliers, of: real.summary.count), share(drawn, of: synthetic.count)]
    return "tail: \(percent(shares[0])) real outliers, synthetic \(percent(shares[1]))"
  }

  private static func text(_ count: Int) -> String { NumberText.grouped(UInt64(count)) }
  private static func percent(_ share: Double) -> String { NumberText.short(100 * share) + "%" }
}
