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
      return ColumnComparison.Statistic(
        name: row.0, real: scale.text(row.1), synthetic: drawn.map(scale.text) ?? "",
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
    return [
      .init(
        name: "mean", real: scale.mean(real.mean), synthetic: filled.map { scale.mean($0.mean) } ?? "",
        change: change(real.mean, filled?.mean, real, scale)),
      .init(
        name: "sd", real: NumberText.short(real.standardDeviation),
        synthetic: filled.map { NumberText.short($0.standardDeviation) } ?? "", change: spread ?? ""),
    ]
  }

  /// Relative for numbers, a span for instants. Where numbers of both signs occur a percentage would mislead: empty.
  private static func change(
    _ real: Double, _ synthetic: Double?, _ summary: NumberSummary, _ scale: NumberScale
  ) -> String {
    guard let synthetic else { return "" }
    if scale.isInstant { return scale.span(synthetic - real) }
    let hasBothSigns = (summary.quantiles.first ?? 0) < 0 && (summary.quantiles.last ?? 0) > 0
    return hasBothSigns || scale.isYear ? "" : NumberText.relativeChange(from: real, to: synthetic)
  }

  static func levels(
    _ real: LevelCounts, _ synthetic: LevelCounts?, _ comparison: ColumnComparison
  ) -> [ColumnComparison.Statistic] {
    let rows: [(name: String, value: (LevelCounts) -> String)] = [
      ("levels", { NumberText.grouped(UInt64($0.levels.count)) }),
      ("most common", { $0.levels.first?.text.string ?? "–" }),
      ("its share", { NumberText.percent(share($0.levels.first?.count ?? 0, of: $0.total)) }),
      ("entropy, bits", { NumberText.fixed($0.entropy, decimals: 2) }),
      ("in levels <1%", { NumberText.percent($0.rareShare) }),
    ]
    return rows.map { row in
      .init(name: row.name, real: row.value(real), synthetic: synthetic.map(row.value) ?? "", change: "")
    } + [missingRow(comparison)]
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
    let points = 100 * (comparison.syntheticMissingShare - comparison.realMissingShare)
    let hasBoth =
      comparison.syntheticRows > 0 && (comparison.realMissingShare > 0 || comparison.syntheticMissingShare > 0)
    return .init(
      name: "missing", real: NumberText.percent(comparison.realMissingShare),
      synthetic: comparison.syntheticRows > 0 ? NumberText.percent(comparison.syntheticMissingShare) : "",
      change: hasBoth ? NumberText.signed(points, decimals: 1) : "")
  }
}

extension Double {
  var binaryLogarithm: Double { log2(self) }
}
