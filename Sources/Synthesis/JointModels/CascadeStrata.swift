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
  /// Events that trees cannot tell from common rows.
  let unsplit: [UInt8]
  /// By row: its event where that has at least k rows, else 0.
  let events: [UInt8]

  /// - Returns: nil where all rows are in one stratum, or there are more than a tree can tell apart.
  init?(_ strata: Strata, k: Int, leafRows: Int) {
    let counts = strata.rowCounts
    guard counts.count > 1, counts.count <= 255, counts.filter({ $0 > 0 }).count > 1 else { return nil }
    let total = Double(strata.codes.count)
    let whole = strata.wholeCounts ?? counts
    let wholeTotal = Double(whole.reduce(0, +))
    shares = whole.map { $0 < k ? 0 : QuantileFunctionFit.rounded(Double($0) / wholeTotal, digits: 4) }
    let isSplit = counts.enumerated().map { $0 == 0 || $1 >= Self.leavesOfEvent * leafRows }
    unsplit = counts.indices.filter { !isSplit[$0] }.map { UInt8($0) }
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
    events = strata.codes.map { counts[Int($0)] >= k ? UInt8($0) : 0 }
  }
}

/// Where in their leaves the rows of each event lie, gathered tree by tree.
struct CascadePlaces {
  /// How many rows' weight the law of all rows has.
  private static let evenRows = 4.0

  private let column: CascadeColumn
  private let strata: CascadeStrata
  private let stream: RandomStream
  /// By stratum.
  private var places: [[Double]]
  private var seenRows: [Set<Int32>]
  private var treeCount = 0

  init(_ column: CascadeColumn, _ strata: CascadeStrata, stream: RandomStream) {
    self.column = column
    self.strata = strata
    self.stream = stream
    places = strata.shares.map { _ in [] }
    seenRows = strata.shares.map { _ in [] }
  }

  /// - Parameters rows, leaves: what the grower returned.
  /// - Complexity: O(rows log rows)
  mutating func add(rows: [Int32], leaves: [Range<Int>]) {
    treeCount += 1
    for leaf in leaves {
      let own = rows[leaf].filter { strata.events[Int($0)] > 0 }
      guard !own.isEmpty else { continue }
      let groups = rows[leaf].map { column.groups[Int($0)] }.sorted()
      for row in own {
        let event = Int(strata.events[Int(row)])
        places[event].append(place(of: row, among: groups))
        seenRows[event].insert(row)
      }
    }
  }

  /// The share of the leaf below the row, equal values broken at random.
  private func place(of row: Int32, among sorted: [Int32]) -> Double {
    let own = column.groups[Int(row)]
    let below = Self.count(below: own, in: sorted)
    let equal = Self.count(below: own + 1, in: sorted) - below
    return (Double(below) + stream.uniform(at: UInt64(row)) * Double(equal)) / Double(sorted.count)
  }

  private static func count(below group: Int32, in sorted: [Int32]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < group { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// By stratum; the rows of no event and those of events with fewer than k rows here have the law of all.
  func laws(k: Int) -> [UnitLaw] {
    zip(places, seenRows).map { places, rows in
      // The same row in several trees is one row.
      rows.count < k ? .uniform : .fit(places, evenRows: Self.evenRows * Double(max(1, treeCount)))
    }
  }
}
