import Glibc
import Statistics
import Tables

/// The rows of the statistics table.
enum StatisticRows {
  static func numbers(
    _ real: RealNumbers, _ synthetic: NumberSummary?, _ comparison: ColumnComparison
  ) -> [ColumnComparison.Statistic] {
    let scale = real.scale
    let moments = scale.isInstant ? [] : momentRows(real.summary, synthetic, scale)
    let names = ["min", "q25", "median", "q75", "q99", "max"]
    let quantiles = zip(names, real.summary.quantiles).enumerated().map { index, row in
      let drawn = synthetic.flatMap { $0.quantiles.isEmpty ? nil : $0.quantiles[index] }
      let texts = scale.texts(row.1, drawn)
      return ColumnComparison.Statistic(
        name: row.0, real: texts.real, synthetic: texts.synthetic,
        change: row.0 == "min" ? "" : change(row.1, drawn, real.summary, scale))
    }
    let distinct = distinctRow(real.summary.distinct, synthetic?.distinct, comparison)
    return moments + quantiles + [distinct, missingRow(comparison)]
  }

  private static func momentRows(
    _ real: NumberSummary, _ synthetic: NumberSummary?, _ scale: NumberScale
  ) -> [ColumnComparison.Statistic] {
    let filled = synthetic.flatMap { $0.count > 0 ? $0 : nil }
    let spread = filled.map { NumberText.relativeChange(from: real.standardDeviation, to: $0.standardDeviation) }
    let means = scale.texts(real.mean, filled?.mean, isMean: true)
    let deviations = filled.map { NumberText.pair(real.standardDeviation, $0.standardDeviation) }
    return [
      .init(
        name: "mean", real: means.real, synthetic: means.synthetic,
        change: change(real.mean, filled?.mean, real, scale, isMean: true)),
      .init(
        name: "sd", real: deviations?.first ?? NumberText.short(real.standardDeviation),
        synthetic: deviations?.second ?? "", change: spread ?? ""),
    ]
  }

  /// Relative for numbers, a span for instants. Where numbers of both signs occur a percentage would mislead: the difference.
  private static func change(
    _ real: Double, _ synthetic: Double?, _ summary: NumberSummary, _ scale: NumberScale, isMean: Bool = false
  ) -> String {
    guard let synthetic else { return "" }
    if scale.isInstant { return scale.span(synthetic - real) }
    let hasBothSigns = (summary.quantiles.first ?? 0) < 0 && (summary.quantiles.last ?? 0) > 0
    return hasBothSigns || scale.isYear
      ? scale.difference(real, synthetic, isMean: isMean) : NumberText.relativeChange(from: real, to: synthetic)
  }

  static func levels(
    _ real: LevelCounts, _ synthetic: LevelCounts?, _ comparison: ColumnComparison
  ) -> [ColumnComparison.Statistic] {
    func row(_ name: String, _ value: (LevelCounts) -> String) -> ColumnComparison.Statistic {
      .init(name: name, real: value(real), synthetic: synthetic.map(value) ?? "", change: "")
    }
    return [
      row("levels") { NumberText.grouped(UInt64($0.levels.count)) },
      row("most common") { $0.levels.first?.text.string ?? "–" },
      shares("its share", real, synthetic) { share($0.levels.first?.count ?? 0, of: $0.total) },
      row("entropy, bits") { NumberText.fixed($0.entropy, decimals: 2) },
      shares("in levels <1%", real, synthetic) { $0.rareShare },
      missingRow(comparison),
    ]
  }

  private static func shares(
    _ name: String, _ real: LevelCounts, _ synthetic: LevelCounts?, _ share: (LevelCounts) -> Double
  ) -> ColumnComparison.Statistic {
    shares(name, share(real), synthetic.map(share))
  }

  /// Two shares and the points between them, as they are written.
  private static func shares(_ name: String, _ real: Double, _ synthetic: Double?) -> ColumnComparison.Statistic {
    guard let synthetic else { return .init(name: name, real: NumberText.percent(real), synthetic: "", change: "") }
    let texts = NumberText.percentPair(real, synthetic)
    let points = (1_000 * synthetic).rounded() / 10 - (1_000 * real).rounded() / 10
    let isNothing = real <= 0 && synthetic <= 0
    return .init(
      name: name, real: texts.first, synthetic: texts.second,
      change: isNothing ? "" : NumberText.signed(points, decimals: 1))
  }

  static func texts(
    _ real: TextFacts, _ synthetic: TextFacts?, _ comparison: ColumnComparison
  ) -> [ColumnComparison.Statistic] {
    func text(_ length: Int??) -> String { length.flatMap { $0 }.map { NumberText.grouped(UInt64($0)) } ?? "" }
    return [
      distinctRow(real.distinct, synthetic?.distinct, comparison),
      .init(name: "shortest", real: text(real.shortest), synthetic: text(synthetic?.shortest), change: ""),
      .init(name: "longest", real: text(real.longest), synthetic: text(synthetic?.longest), change: ""),
      missingRow(comparison),
    ]
  }

  /// Numbers of different values compare only between about equal numbers of rows.
  private static func distinctRow(
    _ real: Int, _ synthetic: Int?, _ comparison: ColumnComparison
  ) -> ColumnComparison.Statistic {
    let rows = (Double(comparison.realRows), Double(comparison.syntheticRows))
    let isComparable = abs(rows.0 - rows.1) <= 0.1 * rows.0
    return .init(
      name: "distinct", real: NumberText.grouped(UInt64(real)),
      synthetic: synthetic.map { NumberText.grouped(UInt64($0)) } ?? "",
      change: isComparable ? synthetic.map { NumberText.relativeChange(from: Double(real), to: Double($0)) } ?? "" : "")
  }

  private static func missingRow(_ comparison: ColumnComparison) -> ColumnComparison.Statistic {
    shares(
      "missing", comparison.realMissingShare,
      comparison.syntheticRows > 0 ? comparison.syntheticMissingShare : nil)
  }
}

extension Double {
  var binaryLogarithm: Double { log2(self) }
}
