import Tables

/// Stub; the owner of Evaluation replaces it.
package enum Comparer {
  /// Bins come from the real column alone, so that they stay while the synthetic side changes.
  /// - Parameter synthetic: nil while nothing is drawn yet: bars then hold the real shares only.
  package static func compare(
    real: Column, profile: ColumnProfile, synthetic: Column?, wish: BinningWish = BinningWish()
  ) -> ColumnComparison { preconditionFailure("stub") }
}
