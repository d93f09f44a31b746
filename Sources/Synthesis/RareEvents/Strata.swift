/// The rows of a table by the first rare event each satisfies, for a joint model to learn from.
package struct Strata: Equatable, Sendable {
  /// One per real row: 0 where no event is satisfied, else the number of the first event that is, from 1.
  package var codes: [Int32]
  /// The share of drawn rows each stratum is to have, stratum 0 first; their sum is 1.
  package var targetShares: [Double]

  /// With the rows of no event: one more than there are events.
  package var count: Int { targetShares.count }

  /// Real rows of each stratum in the whole table, where `codes` are of rows of which those of events were kept more often.
  package var wholeCounts: [Int]?

  package init(codes: [Int32], targetShares: [Double]) {
    precondition(codes.allSatisfy { $0 >= 0 && $0 < targetShares.count }, "a stratum beyond \(targetShares.count)")
    self.codes = codes
    self.targetShares = targetShares
  }

  /// Real rows of each stratum.
  package var rowCounts: [Int] { Self.rowCounts(codes, count: count) }

  /// - Precondition: codes below `count`.
  static func rowCounts(_ codes: [Int32], count: Int) -> [Int] {
    codes.reduce(into: [Int](repeating: 0, count: count)) { $0[Int($1)] += 1 }
  }
}
