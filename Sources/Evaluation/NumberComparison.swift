import Statistics
import Tables

/// Compares the numbers of a synthetic column with a real one.
struct NumberComparison {
  let result: ColumnComparison

  init(_ real: RealColumn, _ numbers: RealNumbers, _ synthetic: Column?) {
    let values = synthetic?.presentNumbers
    let counts = values.map { numbers.binning.counts(of: $0) }
    let shares = (real: Binning.shares(numbers.counts), synthetic: counts.map(Binning.shares))
    let binning = numbers.binning
    let ends = [numbers.summary.quantiles.first, numbers.summary.quantiles.last, values?.min(), values?.max()]
      .compactMap { $0 }
    let (holdsLower, holdsHigher) = binning.isExceeded(from: ends.min(), to: ends.max())
    let labels = BinLabels.opened(
      numbers.labels, of: binning, numbers.scale, low: holdsLower, high: holdsHigher)
    let bars = labels.indices.map {
      ColumnComparison.Bar(label: labels[$0], real: shares.real[$0], synthetic: shares.synthetic?[$0] ?? 0)
    }
    var result = real.comparison(
      shape: .histogram(edges: binning.edges, isLogarithmic: binning.isLogarithmic, hasZeroBar: binning.hasZeroBar),
      bars: bars, synthetic: synthetic)
    (result.holdsLower, result.holdsHigher) = (holdsLower, holdsHigher)
    if let values, let drawn = shares.synthetic {
      result.agreement = Agreement.score(real: shares.real, synthetic: drawn)
      result.freshAgreement = Agreement.freshAgreement(
        shares: shares.real, realCount: numbers.summary.count, syntheticCount: values.count)
    }
    let summary = values.map { NumberSummary($0, sorted: RadixSort.sorted($0)) }
    result.sparkline = Sparkline.bars(bars, hasZeroBar: binning.hasZeroBar)
    result.statistics = StatisticRows.numbers(numbers, summary, result)
    result.warning = Warnings.missing(result) ?? Warnings.tail(numbers, values)
    self.result = result
  }
}

extension Binning {
  /// Whether values lie below the first edge, and whether some lie above the last, which may hold one itself.
  fileprivate func isExceeded(from least: Double?, to most: Double?) -> (low: Bool, high: Bool) {
    let isOutside = { (value: Double) in !(hasZeroBar && value == 0) }
    return (
      least.map { $0 < edges[0] && isOutside($0) } ?? false,
      most.map { $0 > edges[edges.count - 1] && isOutside($0) } ?? false
    )
  }
}
