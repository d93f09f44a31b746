import Statistics
import Tables

/// The real side of a column of levels: which have a bar of their own, and their counts.
struct RealLevels: Equatable, Sendable {
  let counts: LevelCounts
  /// Levels with a bar of their own, the first ones of `counts`.
  let shown: Int
  /// The bar of each level by its text; pooled ones share the last.
  private let bars: [ByteText: Int]

  /// - Parameter limit: the most bars, the pooled one among them; at least 2.
  init(_ counts: LevelCounts, limit: Int) {
    let limit = max(2, limit)
    let shown = counts.levels.count <= limit ? counts.levels.count : limit - 1
    self.counts = counts
    self.shown = shown
    bars = Dictionary(counts.levels.enumerated().map { ($1.text, min($0, shown)) }) { first, _ in first }
  }

  var pooled: Int { counts.levels.count - shown }

  /// Counts per bar of real levels, and how many rows have a level that is not real.
  func barCounts(of drawn: LevelCounts) -> (bars: [Int], unknown: Int) {
    var result = [Int](repeating: 0, count: shown + (pooled > 0 ? 1 : 0))
    var unknown = 0
    for level in drawn.levels {
      if let bar = bars[level.text] { result[bar] += level.count } else { unknown += level.count }
    }
    return (result, unknown)
  }

  func labels() -> [String] {
    let own = counts.levels.prefix(shown).map { $0.text.string }
    return pooled > 0 ? own + ["\(pooled) others"] : own
  }
}

/// Compares the levels of a synthetic column with a real one.
struct LevelComparison {
  let result: ColumnComparison

  init(_ real: RealColumn, _ levels: RealLevels, _ synthetic: Column?) {
    let drawn = synthetic.flatMap { LevelCounts($0, limit: nil) ?? LevelCounts(valuesOf: $0) }
    var (realCounts, labels) = (levels.barCounts(of: levels.counts).bars, levels.labels())
    let named = labels.count - (levels.pooled > 0 ? 1 : 0)
    var drawnCounts = drawn.map { levels.barCounts(of: $0) }
    if let unknown = drawnCounts?.unknown, unknown > 0 {
      // Values that no real row has agree with nothing.
      realCounts.append(0)
      labels.append("not in the real data")
      drawnCounts?.bars.append(unknown)
    }
    let shares = (real: Binning.shares(realCounts), synthetic: drawnCounts.map { Binning.shares($0.bars) })
    let bars = labels.indices.map {
      ColumnComparison.Bar(
        label: labels[$0], real: shares.real[$0], synthetic: shares.synthetic?[$0] ?? 0, isNamed: $0 < named)
    }
    var result = real.comparison(shape: .levels(pooledLevels: levels.pooled), bars: bars, synthetic: synthetic)
    if let drawn, let drawnShares = shares.synthetic {
      result.agreement = Agreement.score(real: shares.real, synthetic: drawnShares)
      result.freshAgreement = Agreement.freshAgreement(
        shares: shares.real, realCount: levels.counts.total, syntheticCount: drawn.total)
    }
    result.sparkline = Sparkline.levels(bars)
    result.statistics = StatisticRows.levels(levels.counts, drawn, result)
    result.warning = Warnings.missing(result) ?? Warnings.vanished(result)
    self.result = result
  }
}
