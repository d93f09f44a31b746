import Statistics
import Tables

/// Puts a real and a synthetic column, or two tables, side by side.
package enum Comparer {
  /// Bins come from the real column alone, so that they stay while the synthetic side changes.
  /// - Parameter synthetic: nil while nothing is drawn yet: bars then hold the real shares only.
  package static func compare(
    real: Column, profile: ColumnProfile, synthetic: Column?, wish: BinningWish = BinningWish()
  ) -> ColumnComparison {
    compare(RealColumn(real, profile: profile, wish: wish), synthetic: synthetic)
  }

  /// The same with a real side that was prepared before, for redrawing while the synthetic side changes.
  package static func compare(_ real: RealColumn, synthetic: Column?) -> ColumnComparison {
    switch real.content {
    case .numbers(let numbers): NumberComparison(real, numbers, synthetic).result
    case .levels(let levels): LevelComparison(real, levels, synthetic).result
    case .notCompared(let reason): real.notCompared(reason, synthetic)
    }
  }
}

extension RealColumn {
  /// What every comparison of this column says.
  func comparison(shape: ColumnComparison.Shape, bars: [ColumnComparison.Bar], synthetic: Column?) -> ColumnComparison {
    let syntheticMissing = synthetic?.missingCount ?? 0
    let syntheticRows = synthetic?.count ?? 0
    return ColumnComparison(
      column: name, kind: kind, shape: shape, bars: bars, agreement: nil, freshAgreement: nil,
      realMissingShare: share(missing, of: rows), syntheticMissingShare: share(syntheticMissing, of: syntheticRows),
      realRows: rows, syntheticRows: syntheticRows, statistics: [], sparkline: [], warning: nil)
  }

  func notCompared(_ reason: String, _ synthetic: Column?) -> ColumnComparison {
    var result = comparison(shape: .notCompared(reason), bars: [], synthetic: synthetic)
    result.statistics = StatisticRows.texts(text ?? TextFacts(), synthetic.map { TextFacts($0) }, result)
    result.warning = Warnings.missing(result)
    return result
  }
}

/// `part` of `whole` as 0...1; 0 of nothing.
func share(_ part: Int, of whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
