/// Why a column is of its kind: what speaks for it, and what spoke against the others.
package struct ColumnExplanation: Equatable, Sendable {
  /// A kind that was tried.
  package struct Trial: Equatable, Sendable {
    /// `integer`, `decimal with a comma`, `date as dd/MM/yyyy`.
    package var name: String
    /// Values that are so, of all that are not missing.
    package var fitting: Int
    /// The first values that are not, with their lines where these are known.
    package var against: [Witness]
  }

  package struct Witness: Equatable, Sendable {
    package var text: ByteText
    package var line: Int?
  }

  package struct Missing: Equatable, Sendable {
    package var spelling: ByteText
    package var count: Int
  }

  package var name: String
  package var kind: ColumnKind
  package var reason: String
  package var values: Int
  package var distinct: Int
  /// Two standard errors of `distinct` as a share of it; 0 where it is exact.
  package var distinctError: Double
  package var missing: [Missing]
  package var trials: [Trial]
  /// The first values of the column with their lines.
  package var first: [Witness]
}
