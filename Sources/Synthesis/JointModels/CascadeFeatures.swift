/// How a cascade of so many stages numbers what its trees split on; the codes of a block of rows stand in this order, too.
struct CascadeFeatures: Sendable, Equatable {
  let stageCount: Int

  /// The column of a stage.
  func column(_ place: Int) -> Int { place }
  /// How far the column's formula was off.
  func residual(_ place: Int) -> Int { stageCount + place }
  /// The rare event of the row.
  var stratum: Int { 2 * stageCount }
  var count: Int { 2 * stageCount + 1 }

  /// Whether a stage's tree may split on it: nothing that is drawn later.
  func isKnown(_ feature: Int, before place: Int) -> Bool {
    feature == stratum || (0..<stageCount).contains(feature) && feature < place
      || (stageCount..<2 * stageCount).contains(feature) && feature - stageCount < place
  }
}
