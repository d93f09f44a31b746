/// A joint model that draws under conditions.
package struct ConditionedModel: Sendable {
  package var model: any FittedJointModel
  /// By branch the share of the unconditional rows that lie within its limits; nil where the model does not know.
  package var probabilities: [Double]?
  /// Standard errors of the probabilities.
  package var errors: [Double] = []
}
