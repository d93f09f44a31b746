import Statistics
import Tables

/// Compares the numbers of a synthetic column with a real one.
struct NumberComparison {
  let result: ColumnComparison

  init(_ real: RealColumn, _ numbers: RealNumbers, _ synthetic: Column?) {
    let values = synthetic?.presentNumbers
    let counts = values.map { numbers.binning.counts(of: $0) }
    let shares = (real: Binning.shares(numbers.counts), synthetic: counts.map(Binning.shares))
    let bars = numbers.labels.indices.map {
      ColumnComparison.Bar(label: numbers.labels[$0], real: shares.real[$0], synthetic: shares.synthetic?[$0] ?? 0)
    }
    let binning = numbers.binning
    var result = real.comparison(
      shape: .histogram(edges: binning.edges, isLogarithmic: binning.isLogarithmic, hasZeroBar: binning.hasZeroBar),
      bars: bars, synthetic: synthetic)
    if let values, let drawn = shares.synthetic {
      result.agreement = Agreement.score(real: shares.real, synthetic: drawn)
      result.bestPossible = Agreement.bestPossible(
        shares: shares.real, realCount: numbers.summary.count, syntheticCount: values.count)
    }
    let summary = values.map { NumberSummary($0, sorted: RadixSort.sorted($0)) }
    result.sparkline = Sparkline.bars(bars, hasZeroBar: binning.hasZeroBar)
    result.statistics = StatisticRows.numbers(numbers, summary, result)
    result.warning = Warnings.missing(result) ?? Warnings.tail(numbers, values)
    self.result = result
  }
}
