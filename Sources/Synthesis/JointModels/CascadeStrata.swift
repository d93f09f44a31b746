import Statistics

/// Rare events as the cascade sees them: a variable before all others, and rows that count as often as they are wanted.
struct CascadeStrata: Sendable {
  let binned: BinnedColumn
  /// By row: how much it counts in the choice of splits.
  let weights: [UInt8]
  /// Real share of each stratum.
  let shares: [Double]

  /// - Returns: nil where all rows are in one stratum, or there are more than a tree can tell apart.
  init?(_ strata: Strata, k: Int) {
    let counts = strata.rowCounts
    guard counts.count > 1, counts.count <= 255, counts.filter({ $0 > 0 }).count > 1 else { return nil }
    let total = Double(strata.codes.count)
    // An empty stratum keeps its number by a place of no width.
    var below = 0
    let edges = counts.map { count in
      below += count
      return Double(below) / total
    }
    binned = BinnedColumn(codes: strata.codes.map { UInt8($0) }, upperEdges: edges, isUnordered: true)
    shares = counts.map { $0 < k ? 0 : QuantileFunctionFit.rounded(Double($0) / total, digits: 4) }
    let ratios = zip(strata.targetShares, counts).map { $1 > 0 ? max(1e-9, $0) * total / Double($1) : 1 }
    let least = zip(ratios, counts).filter { $1 > 0 }.map(\.0).min() ?? 1
    let weightOfStratum = ratios.map { UInt8(min(255, max(1, ($0 / least).rounded()))) }
    weights = strata.codes.map { weightOfStratum[Int($0)] }
  }
}
