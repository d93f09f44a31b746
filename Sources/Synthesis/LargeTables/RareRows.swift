import Tables

/// Rows for a fit with rare events to a table too large to be held: rows drawn from all of it, and besides them every row of a rare
/// event, up to a limit.
///
/// The joint model learns each stratum by itself and draws strata by their shares in the whole table, so rows that are kept more often
/// than others tilt nothing.
package struct RareRows: Sendable {
  /// The rows to fit to, in the order of the file.
  package let table: Table
  /// Rows drawn evenly: what quantiles in conditions are taken from.
  package let even: Table
  /// Rows of each stratum in the whole table, those of no event first.
  package let counts: [Int]

  /// Rows kept of one event at most; of more, those with the smallest numbers (`RowSample.key`).
  package static let mostRows = 50_000

  /// Reads the table once more.
  /// - Parameters:
  ///   - found: what an earlier pass over `stream` found; its rows are those drawn evenly.
  ///   - seed: of the rows that are kept where there are too many.
  ///   - isWanted: asked after each part; false cancels (nil is returned).
  /// - Returns: nil also where a column can be read only with all of its cells in view.
  /// - Throws: `SynthesisError` for conditions that do not suit the table; `TableError`.
  package static func gather(
    _ events: [RareEvent], in stream: TableStream, found: ProfiledTable, k: Int, seed: UInt64, mostRows: Int = mostRows,
    isWanted: () -> Bool = { true }
  ) throws -> RareRows? {
    let even = found.read.table
    guard stream.givesRows, found.columns.map(\.empty.kind) == even.columns.map(\.kind) else { return nil }
    let predicates = try events.map { try RareEventFit.compile($0, even, k: max(1, k)).predicate }
    var gathering = Gathering(
      predicates: predicates, seed: seed, mostRows: mostRows,
      evenLimit: RowSample.limit(rows: even.rowCount, of: found.profile.rows))
    let isComplete = try stream.rows(as: found.columns) { rows, _, _ in
      gathering.take(rows)
      return isWanted()
    }
    guard isComplete, let table = gathering.kept() else { return nil }
    return RareRows(table: table, even: even, counts: gathering.counts)
  }
}

/// The rows kept so far.
private struct Gathering {
  let predicates: [Predicate]
  let seed: UInt64
  let mostRows: Int
  var counts: [Int]
  private var table: Table?
  private var strata: [Int32] = []
  private var keys: [UInt64] = []
  /// Of each stratum, the largest number that is kept.
  private var limits: [UInt64]
  private var row = 0

  init(predicates: [Predicate], seed: UInt64, mostRows: Int, evenLimit: UInt64) {
    (self.predicates, self.seed, self.mostRows) = (predicates, seed, mostRows)
    counts = [Int](repeating: 0, count: predicates.count + 1)
    limits = [UInt64](repeating: .max, count: predicates.count + 1)
    limits[0] = evenLimit
  }

  mutating func take(_ rows: Table) {
    let codes = RareEventFit.codes(of: predicates, over: rows)
    var places: [Int] = []
    for (place, code) in codes.enumerated() {
      counts[Int(code)] += 1
      let key = RowSample.key(of: row + place, seed: seed)
      guard key <= limits[Int(code)] else { continue }
      places.append(place)
      strata.append(code)
      keys.append(key)
    }
    row += rows.rowCount
    guard !places.isEmpty else { return }
    if table == nil { table = rows.taking(places) } else { table?.append(rows.taking(places)) }
    prune(whatExceeds: 2 * mostRows)
  }

  /// Leaves of each event with more than `most` rows those with the smallest numbers, as many as may be kept.
  private mutating func prune(whatExceeds most: Int) {
    let kept = Strata.rowCounts(strata, count: counts.count)
    let full = (1..<counts.count).filter { kept[$0] > most }
    guard !full.isEmpty else { return }
    for stratum in full {
      let own = zip(strata, keys).filter { $0.0 == Int32(stratum) }.map(\.1).sorted()
      limits[stratum] = own[mostRows - 1]
    }
    let places = strata.indices.filter { keys[$0] <= limits[Int(strata[$0])] }
    table = table?.taking(places)
    (strata, keys) = (places.map { strata[$0] }, places.map { keys[$0] })
  }

  mutating func kept() -> Table? {
    prune(whatExceeds: mostRows)
    return table
  }
}
