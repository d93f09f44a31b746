/// Whose rows a metric judges.
package enum Candidate: Sendable {
  /// The table to be scored.
  case synthetic
  /// Real rows held back: what a fresh sample of reality gets.
  case holdout
  /// The real rows with every column in an order of its own: what margins alone get.
  case shuffled
}
