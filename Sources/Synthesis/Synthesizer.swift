import Tables

/// From a recipe to rows: the only way. Stub: the owner of synthesis replaces it.
package struct Synthesizer: Sendable {
  /// Checks and restores every part of the recipe.
  package init(_ recipe: Recipe) throws(SynthesisError) { preconditionFailure("stub") }

  /// The rows of `range` (half-open, from 0). Row i is a pure function of (recipe, seed, i).
  package func rows(_ range: Range<UInt64>) -> Table { preconditionFailure("stub") }
}
