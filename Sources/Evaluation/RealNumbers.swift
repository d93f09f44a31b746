import Statistics
import Tables

/// The real side of a numeric column: bins, counts and statistics.
struct RealNumbers: Equatable, Sendable {
  let binning: Binning
  let counts: [Int]
  let labels: [String]
  let summary: NumberSummary
  /// Beyond three interquartile ranges outside the quartiles.
  let fences: ClosedRange<Double>?
  /// How many values are beyond the fences.
  let outliers: Int
  let scale: NumberScale

  init(_ column: Column, _ values: [Double], _ wish: BinningWish) {
    let sorted = RadixSort.sorted(values)
    summary = NumberSummary(values, sorted: sorted)
    scale = NumberScale(column, summary)
    binning = BinningChoice(
      maximumBins: wish.maximumBins, refinement: wish.refinement, logarithmic: wish.logarithmic, grid: scale.grid
    ).bins(forSorted: sorted)
    counts = binning.counts(of: values)
    let fences = summary.fences
    self.fences = fences
    outliers = fences.map { fences in values.count { !fences.contains($0) } } ?? 0
    labels = BinLabels.labels(of: binning, scale)
  }
}

/// What the statistics table says about the numbers of one side.
struct NumberSummary: Equatable, Sendable {
  let count: Int
  let distinct: Int
  let mean: Double
  let standardDeviation: Double
  /// At 0, .25, .5, .75, .99 and 1; empty for no number.
  let quantiles: [Double]

  static let probabilities = [0, 0.25, 0.5, 0.75, 0.99, 1]

  init(_ values: [Double], sorted: [Double]) {
    let moments = Moments(of: values)
    count = values.count
    mean = moments.mean
    standardDeviation = moments.standardDeviation
    distinct = zip(sorted, sorted.dropFirst()).reduce(min(1, sorted.count)) { $1.0 == $1.1 ? $0 : $0 + 1 }
    quantiles = sorted.isEmpty ? [] : Self.probabilities.map { Quantiles.type7(sorted: sorted, $0) }
  }

  /// nil where at least half of the values are equal.
  var fences: ClosedRange<Double>? {
    guard quantiles.count == 6, quantiles[3] > quantiles[1] else { return nil }
    let reach = 3 * (quantiles[3] - quantiles[1])
    return reach.isFinite ? quantiles[1] - reach...quantiles[3] + reach : nil
  }
}
