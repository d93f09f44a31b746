import Statistics

/// Rare events as the cascade sees them: a variable before all others, rows that count more than others in the choice of splits,
/// and for each event and column a law of where in a leaf its rows lie.
///
/// Trees can part off an event only where it fills leaves. What a leaf shared with common rows cannot tell, the law of the rows'
/// places in their leaves does: it rests on all rows of the event at once, so a few dozen are enough.
struct CascadeStrata: Sendable {
  /// Events of fewer rows than this many leaves hold are no variable of the trees.
  private static let leavesOfEvent = 4
  /// Share of the weight that an event has at most, whatever its target: more, and no other feature is split on any longer.
  private static let weightShare = 0.2

  /// What trees may split on; nil where every event is too small.
  let binned: BinnedColumn?
  /// By row: how much it counts in the choice of splits; nil: all alike.
  let weights: [UInt8]?
  /// Real share of each stratum.
  let shares: [Double]
  /// The rows of each event that has at least k.
  let rowsOfEvent: [(stratum: Int, rows: Set<Int32>)]

  /// - Returns: nil where all rows are in one stratum, or there are more than a tree can tell apart.
  init?(_ strata: Strata, k: Int, leafRows: Int) {
    let counts = strata.rowCounts
    guard counts.count > 1, counts.count <= 255, counts.filter({ $0 > 0 }).count > 1 else { return nil }
    let total = Double(strata.codes.count)
    shares = counts.map { $0 < k ? 0 : QuantileFunctionFit.rounded(Double($0) / total, digits: 4) }
    let isSplit = counts.enumerated().map { $0 == 0 || $1 >= Self.leavesOfEvent * leafRows }
    let codes = strata.codes.map { isSplit[Int($0)] ? UInt8($0) : 0 }
    // A stratum without rows keeps its number.
    let edges = counts.indices.map { Double($0 + 1) / Double(counts.count) }
    let hasSplits = codes.contains { $0 != 0 }
    binned = hasSplits ? BinnedColumn(codes: codes, upperEdges: edges, isUnordered: true) : nil
    let weightOfStratum = counts.indices.map { index -> UInt8 in
      let share = min(strata.targetShares[index], Self.weightShare)
      guard index > 0, isSplit[index], counts[index] > 0 else { return 1 }
      return UInt8(min(255, max(1, (share / (1 - share) * (total / Double(counts[index]) - 1)).rounded())))
    }
    weights = hasSplits ? codes.map { weightOfStratum[Int($0)] } : nil
    var rows: [Int: Set<Int32>] = [:]
    for (row, code) in strata.codes.enumerated() where code > 0 { rows[Int(code), default: []].insert(Int32(row)) }
    rowsOfEvent = rows.filter { $1.count >= k }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// Where in their leaves the rows of each event lie, gathered tree by tree.
struct CascadePlaces {
  /// How many rows' weight the law of all rows has.
  private static let evenRows = 4.0

  private let column: CascadeColumn
  private let strata: CascadeStrata
  private let stream: RandomStream
  private var places: [[Double]]
  private var treeCount = 0

  init(_ column: CascadeColumn, _ strata: CascadeStrata, stream: RandomStream) {
    self.column = column
    self.strata = strata
    self.stream = stream
    places = strata.rowsOfEvent.map { _ in [] }
  }

  /// - Parameters rows, leaves: what the grower returned.
  mutating func add(rows: [Int32], leaves: [Range<Int>]) {
    treeCount += 1
    for leaf in leaves {
      for (event, entry) in strata.rowsOfEvent.enumerated() {
        for row in rows[leaf] where entry.rows.contains(row) { places[event].append(place(of: row, among: rows[leaf])) }
      }
    }
  }

  /// The share of the leaf below the row, equal values broken at random.
  private func place(of row: Int32, among leaf: ArraySlice<Int32>) -> Double {
    let own = column.groups[Int(row)]
    var (below, equal) = (0, 0)
    for other in leaf {
      let group = column.groups[Int(other)]
      if group < own { below += 1 } else if group == own { equal += 1 }
    }
    return (Double(below) + stream.uniform(at: UInt64(row)) * Double(equal)) / Double(leaf.count)
  }

  /// By stratum; the rows of no event and those of unsupported ones have the law of all.
  func laws() -> [UnitLaw] {
    var laws = [UnitLaw](repeating: .uniform, count: strata.shares.count)
    for (event, entry) in strata.rowsOfEvent.enumerated() {
      // The same row in several trees is one row.
      laws[entry.stratum] = .fit(places[event], evenRows: Self.evenRows * Double(max(1, treeCount)))
    }
    return laws
  }
}
