import Statistics
import StrictYAML
import Tables

/// Columns that a draw may carry beside those of the recipe.
package struct RareColumns: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// `_weight`: the real share of the row's stratum over its target share, so that weighted means of the drawn rows estimate
  /// those of a draw without rare events.
  package static let weight = RareColumns(rawValue: 1)
  /// `_event`: the condition of the event the row was drawn for, missing for rows of none.
  package static let event = RareColumns(rawValue: 2)

  package static let weightName = "_weight"
  package static let eventName = "_event"

  /// - Throws: `.rareTargets` where the recipe has a column of such a name already.
  func check(_ recipe: Recipe) throws(SynthesisError) {
    for (option, name) in [(Self.weight, Self.weightName), (.event, Self.eventName)] where contains(option) {
      guard recipe.columns.contains(where: { ByteText($0.name) == ByteText(name) && !$0.isDropped }) else { continue }
      let reason =
        "cannot add the column '\(name)': the table has one of that name already; drop it in the recipe first"
      throw SynthesisError(.rareTargets(reason: reason))
    }
  }

  /// - Parameter draw: nil where the recipe has no rare event: every weight is 1.
  func columns(_ strata: [Int32], _ draw: StratifiedDraw?) -> [Column] {
    var columns: [Column] = []
    if contains(.weight) {
      let weights = draw?.weights ?? [1]
      var look = Look()
      look.decimals = .shortest
      columns.append(
        Column(
          name: Self.weightName, kind: .decimal, storage: .decimals(strata.map { weights[Int($0)] }), look: look))
    }
    if contains(.event) {
      let levels = draw?.rules.conditions.map { ByteText($0) } ?? []
      let storage = ColumnStorage.levels(codes: strata.map { $0 - 1 }, levels: levels)
      columns.append(
        Column(name: Self.eventName, kind: .categorical, storage: storage, missing: strata.map { $0 == 0 }))
    }
    return columns
  }
}

extension StratifiedDraw {
  /// Of each stratum, with 6 significant digits; 0 for a stratum that is not drawn.
  var weights: [Double] {
    let shares = [max(0, 1 - events.reduce(0) { $0 + $1.share })] + events.map(\.share)
    return zip(shares, plan.targetShares).map { share, target in
      target > 0 ? QuantileFunctionFit.rounded(share / target, digits: 6) : 0
    }
  }
}
