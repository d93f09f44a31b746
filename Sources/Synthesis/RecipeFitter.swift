import Tables

/// What the user may set before a fit.
package struct FitOptions: Equatable, Hashable, Sendable {
  package var model = "gaussian_copula"
  package var seed: UInt64 = 42
  package var k = 11
  /// Generators chosen by the user, by column name.
  package var generators: [String: String] = [:]
  package init() {}
}

/// From a table to a recipe. Stub: the owner of synthesis replaces it.
package enum RecipeFitter {
  /// - Parameter progress: called with the steps done and in all; returning false cancels (nil is returned).
  package static func fit(
    _ table: Table, profile: Profile, delimiter: UInt8 = UInt8(ascii: ","), options: FitOptions,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(SynthesisError) -> Recipe? { preconditionFailure("stub") }

  /// The recipe with another generator on one column, fitted on that column alone. The joint model stays.
  package static func choose(
    generator: String, forColumn name: String, in recipe: Recipe, table: Table, profile: Profile
  ) throws(SynthesisError) -> Recipe { preconditionFailure("stub") }
}
