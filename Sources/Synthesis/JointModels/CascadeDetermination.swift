import Statistics

/// What each combination of cells decides, as a group of the target; a few exceptions (typing errors) may stay.
struct CascadeDetermination {
  static let unseen: Int32 = -2
  static let mixed: Int32 = -1

  /// Rows per combination at the least, on average: what happens once for each pair of values proves nothing.
  private static let meanRows = 5
  /// Share of the rows that combinations of at least k rows must cover.
  private static let coverage = 0.95
  /// Share of the rows that may contradict, and share of the rows that have not the target's commonest value.
  private static let exceptions = (ofAll: 0.005, ofUncommon: 0.02)

  /// By combination of cells, the last running fastest: a group of the target, `mixed` or `unseen`.
  private(set) var groupOfKey: [Int32]
  /// Rows that have not the group of their combination, or whose combination has none.
  private(set) var openRows: [Int32] = []
  /// Share of the rows with a decided combination that contradict it; 0 where they are fewer than k.
  private(set) var exceptionShare = 0.0

  /// - Returns: nil where rows of the same values disagree, or too few rows lie in combinations of k rows.
  init?(_ cells: [CascadeCells], _ target: CascadeColumn, k: Int) {
    let size = cells.reduce(1) { $0 * $1.count }
    let rowCount = target.groups.count
    guard !cells.isEmpty, size <= CascadeLookup.limit else { return nil }
    groupOfKey = [Int32](repeating: Self.unseen, count: size)
    let commonest = target.counts.max() ?? 0
    let allowed = Int(
      min(Self.exceptions.ofAll * Double(rowCount), Self.exceptions.ofUncommon * Double(rowCount - commonest)))
    guard let counts = vote(cells, target, conflictLimit: 2 * allowed) else { return nil }
    let seen = counts.reduce(0) { $1 > 0 ? $0 + 1 : $0 }
    guard seen * Self.meanRows <= rowCount else { return nil }
    settle(cells, target, k: k)
    let decided = count(cells, target)
    guard decided.exceptions <= allowed, Double(decided.rows) >= Self.coverage * Double(rowCount) else { return nil }
    if decided.exceptions >= k {
      exceptionShare = QuantileFunctionFit.rounded(Double(decided.exceptions) / Double(decided.rows), digits: 4)
    }
  }

  /// The majority of each combination in one pass (Boyer and Moore 1981); nil as soon as too many rows disagree.
  private mutating func vote(_ cells: [CascadeCells], _ target: CascadeColumn, conflictLimit: Int) -> [Int32]? {
    var counts = [Int32](repeating: 0, count: groupOfKey.count)
    var lead = counts
    var conflicts = 0
    for row in target.groups.indices {
      let (key, isExact) = Self.key(cells, row)
      let group = target.groups[row]
      counts[key] &+= 1
      if lead[key] == 0 && groupOfKey[key] != Self.mixed { groupOfKey[key] = group }
      if groupOfKey[key] == group {
        lead[key] &+= 1
      } else if isExact {
        lead[key] &-= 1
        conflicts += 1
        if conflicts > conflictLimit { return nil }
      } else {
        groupOfKey[key] = Self.mixed
      }
    }
    return counts
  }

  /// Combinations whose group fewer than k rows have decide nothing.
  private mutating func settle(_ cells: [CascadeCells], _ target: CascadeColumn, k: Int) {
    var agreeing = [Int32](repeating: 0, count: groupOfKey.count)
    for row in target.groups.indices {
      let key = Self.key(cells, row).key
      if groupOfKey[key] == target.groups[row] { agreeing[key] &+= 1 }
    }
    for key in agreeing.indices where Int(agreeing[key]) < k && groupOfKey[key] >= 0 { groupOfKey[key] = Self.mixed }
  }

  private mutating func count(_ cells: [CascadeCells], _ target: CascadeColumn) -> (rows: Int, exceptions: Int) {
    var (rows, exceptions) = (0, 0)
    for row in target.groups.indices {
      let group = groupOfKey[Self.key(cells, row).key]
      if group >= 0 { rows += 1 }
      if group == target.groups[row] { continue }
      if group >= 0 { exceptions += 1 }
      openRows.append(Int32(row))
    }
    return (rows, exceptions)
  }

  @inline(__always)
  private static func key(_ cells: [CascadeCells], _ row: Int) -> (key: Int, isExact: Bool) {
    var (key, isExact) = (0, true)
    for column in cells {
      let cell = Int(column.cellOfRow[row])
      key = key &* column.count &+ cell
      isExact = isExact && column.isOneValue[cell]
    }
    return (key, isExact)
  }
}
