/// A rare event as a recipe keeps it: the condition, the target, and what the fit found. No fact rests on fewer than k rows.
package struct RareEventRecipe: Equatable, Sendable {
  /// The condition as canonical text; `q(p)` stands as it was asked.
  package var when: String
  package var target: RareTarget
  /// Real rows of the event that satisfy no earlier one, with 3 significant digits and never fewer than k.
  package var support: Int
  /// Their share of the real rows, with 4 significant digits.
  package var share: Double
  /// What each `q(p)` of the condition is, in the order of the text; in storage units of its column.
  package var thresholds: [Double]

  package init(when: String, target: RareTarget, support: Int, share: Double, thresholds: [Double] = []) {
    self.when = when
    self.target = target
    self.support = support
    self.share = share
    self.thresholds = thresholds
  }
}
