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
    scale = NumberScale(column, sorted: sorted)
    binning = BinningChoice(
      maximumBins: wish.maximumBins, refinement: wish.refinement, logarithmic: wish.logarithmic, grid: scale.grid
    ).bins(forSorted: sorted)
    counts = binning.counts(of: values)
    summary = NumberSummary(values, sorted: sorted)
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

/// A numeric column's unit: how its bins are laid and how its numbers are written.
struct NumberScale: Equatable, Sendable {
  let kind: ColumnKind
  let look: Look
  /// Integers that all look like years: no thousands comma, no percentages.
  let isYear: Bool

  init(_ column: Column, sorted: [Double]) {
    kind = column.kind
    look = column.look
    isYear = kind == .integer && (sorted.first ?? 0) >= 1_500 && (sorted.last ?? 0) <= 2_200
  }

  var isInstant: Bool { kind == .date || kind == .time || kind == .datetime }

  var grid: BinningChoice.Grid {
    switch kind {
    case .integer: return .decimals(0)
    case .date: return .steps([1, 2, 7, 14, 28, 91, 182, 364], anchor: 1)
    case .time, .datetime: return .steps(Self.clockSteps, anchor: 86_400e6)
    default: break
    }
    switch look.decimals {
    case .fixed(let digits), .upTo(let digits): return digits <= 15 ? .decimals(digits) : .continuous
    case .shortest: return .continuous
    }
  }

  /// Microseconds: parts of a second, seconds, minutes, hours, days, weeks.
  private static let clockSteps: [Double] = {
    let second = 1e6
    let seconds: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200]
    let days: [Double] = [1, 2, 7, 14, 28, 91, 182, 364]
    return [1, 10, 100, 1_000, 10_000, 100_000] + seconds.map { $0 * second } + days.map { $0 * 86_400 * second }
  }()

  /// A storage number as text, by the column's look for instants.
  func text(_ value: Double) -> String {
    if isInstant { return instantText(value) }
    if isYear, let year = Int(exactly: value.rounded()) { return String(year) }
    return NumberText.short(value, isInteger: kind == .integer)
  }

  func mean(_ value: Double) -> String {
    isYear ? String(NumberText.fixed(value, decimals: 1).filter { $0 != "," }) : NumberText.short(value)
  }

  private func instantText(_ value: Double) -> String {
    guard let instant = Int64(exactly: value.rounded()) else { return "–" }
    var look = look
    // A date and a time do not fit the table side by side; the day is what is read first.
    if kind == .datetime { look.datePattern = DatePattern("yyyy-MM-dd") }
    let column = Column(name: "", kind: kind, storage: .instants([instant]), look: look)
    return column.text(ofRow: 0) ?? "–"
  }

  /// A difference of instants: `+3 d`, `−4 h`.
  func span(_ difference: Double) -> String {
    let units: [(Double, String)] =
      kind == .date ? [(1, "d")] : [(86_400e6, "d"), (3_600e6, "h"), (60e6, "min"), (1e6, "s"), (1, "µs")]
    let unit = units.first { abs(difference) >= $0.0 } ?? units[units.count - 1]
    let amount = (difference / unit.0).rounded()
    return amount == 0 ? "" : NumberText.signed(amount, decimals: 0) + " " + unit.1
  }
}
