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

  /// By combination of cells (see `CellKeys`): a group of the target, `mixed` or `unseen`.
  private(set) var groupOfKey: [Int32]
  /// Rows that have not the group of their combination, or whose combination has none.
  private(set) var openRows: [Int32] = []
  /// Share of the rows with a decided combination that contradict it; 0 where they are fewer than k.
  private(set) var exceptionShare = 0.0

  /// - Parameter votes: room, used again for one determination after another.
  /// - Returns: nil where rows of the same values disagree, or too few rows lie in combinations of k rows.
  init?(_ cells: [CascadeCells], _ target: CascadeColumn, k: Int, votes: CascadeVotes) {
    let size = cells.reduce(1) { $0 * $1.count }
    let rowCount = target.groups.count
    guard !cells.isEmpty, size <= CascadeLookup.limit else { return nil }
    let commonest = target.counts.max() ?? 0
    let allowed = Int(
      min(Self.exceptions.ofAll * Double(rowCount), Self.exceptions.ofUncommon * Double(rowCount - commonest)))
    let limit = rowCount / Self.meanRows
    guard let groups = votes.groups(of: cells, target.groups, conflictLimit: 2 * allowed, combinationLimit: limit)
    else { return nil }
    groupOfKey = groups
    settle(cells, target, k: k)
    let decided = count(cells, target)
    guard decided.exceptions <= allowed, Double(decided.rows) >= Self.coverage * Double(rowCount) else { return nil }
    if decided.exceptions >= k {
      exceptionShare = QuantileFunctionFit.rounded(Double(decided.exceptions) / Double(decided.rows), digits: 4)
    }
  }

  /// Combinations whose group fewer than k rows have decide nothing.
  private mutating func settle(_ cells: [CascadeCells], _ target: CascadeColumn, k: Int) {
    let groupOfKey = groupOfKey
    var agreeing = [Int32](repeating: 0, count: groupOfKey.count)
    CellKeys.with(cells) { keys in
      for (row, group) in target.groups.enumerated() {
        let key = keys.key(row)
        if groupOfKey[key] == group { agreeing[key] &+= 1 }
      }
    }
    for key in agreeing.indices where Int(agreeing[key]) < k && groupOfKey[key] >= 0 {
      self.groupOfKey[key] = Self.mixed
    }
  }

  private mutating func count(_ cells: [CascadeCells], _ target: CascadeColumn) -> (rows: Int, exceptions: Int) {
    let groupOfKey = groupOfKey
    return CellKeys.with(cells) { keys in
      var (rows, exceptions) = (0, 0)
      for (row, own) in target.groups.enumerated() {
        let group = groupOfKey[keys.key(row)]
        if group >= 0 { rows += 1 }
        if group == own { continue }
        if group >= 0 { exceptions += 1 }
        openRows.append(Int32(row))
      }
      return (rows, exceptions)
    }
  }
}
