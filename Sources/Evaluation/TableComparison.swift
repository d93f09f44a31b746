import Statistics
import Tables

/// How well the columns of a synthetic table agree with those of a real one, for runs without a screen.
package struct TableComparison: Equatable, Sendable {
  package struct Score: Equatable, Sendable {
    package var column: String
    package var kind: ColumnKind
    /// Σ min over the bars, 0...1; nil where nothing is compared, `reason` says why.
    package var agreement: Double?
    package var freshAgreement: Double?
    package var reason: String?
    package var realMissingShare: Double
    package var syntheticMissingShare: Double
    package var warning: String?

    package init(_ comparison: ColumnComparison) {
      column = comparison.column
      kind = comparison.kind
      agreement = comparison.agreement
      freshAgreement = comparison.freshAgreement
      realMissingShare = comparison.realMissingShare
      syntheticMissingShare = comparison.syntheticMissingShare
      warning = comparison.warning
      if case .notCompared(let why) = comparison.shape { reason = why }
    }
  }

  /// In the order of the real table; columns that the synthetic one lacks are left out.
  package var scores: [Score]

  package init(scores: [Score]) { self.scores = scores }

  /// The mean agreement over the compared columns; nil where none is.
  package var meanAgreement: Double? {
    let values = scores.compactMap(\.agreement)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension Comparer {
  /// Compares the columns that both tables have, matched by name.
  package static func compare(
    real: Table, profile: Profile, synthetic: Table, wish: BinningWish = BinningWish()
  ) -> TableComparison {
    let scores: [TableComparison.Score] = zip(real.columns, profile.columns).compactMap { column, profile in
      guard let drawn = synthetic.column(named: column.name) else { return nil }
      return TableComparison.Score(compare(real: column, profile: profile, synthetic: drawn, wish: wish))
    }
    return TableComparison(scores: scores)
  }
}
