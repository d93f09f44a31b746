import Statistics
import Tables

/// How well a family describes a column, without drawing from it.
package struct FamilyRank: Sendable {
  package let generator: String
  /// Akaike's criterion per row: comparable between the families of one column, smaller is better.
  package let criterion: Double
  /// The largest gap between the cumulative shares.
  package let distance: Double
  /// Whether the gap is no larger than chance leaves between a right law and so many rows.
  package let isWithinNoise: Bool
  package let fitted: any FittedGenerator
}

package enum FamilyRanking {
  /// All families that suit a column fitted to it, the smallest criterion first.
  ///
  /// - Parameter isCancelled: asked before each family; the ones so far are returned.
  /// - Complexity: O(n) for sorting; the fits look at some thousand points.
  package static func ranks(
    of column: Column, profile: ColumnProfile, privacy: PrivacySettings, isCancelled: () -> Bool = { false }
  ) -> [FamilyRank] {
    let families = Generators.families.filter { $0.suits(column, profile: profile) }
    guard let name = families.first?.name,
      let prepared = try? FamilyColumn(column, k: max(1, privacy.k), generator: name)
    else { return [] }
    var ranks: [FamilyRank] = []
    for type in families where !isCancelled() {
      if let rank = rank(type, prepared, column) { ranks.append(rank) }
    }
    return ranks.sorted { ($0.criterion, $0.generator) < ($1.criterion, $1.generator) }
  }

  private static func rank(_ type: any ParametricGenerator.Type, _ prepared: FamilyColumn, _ column: Column)
    -> FamilyRank?
  {
    guard let fit = LawFit(type.family, prepared.sample), fit.criterion.isFinite,
      let fitted = try? prepared.fitted(fit, to: column)
    else { return nil }
    let distance = fit.distance(to: prepared.sample)
    return FamilyRank(
      generator: type.name, criterion: fit.criterion, distance: distance,
      isWithinNoise: distance <= LawFit.noise(rows: prepared.sample.rows), fitted: fitted)
  }
}
