/// Which group of a target most rows of each combination of cells have.
///
/// Most of the many combinations of columns that are tried disagree after a few thousand rows: what these wrote is taken back, so
/// that the room need not be made anew for each.
final class CascadeVotes {
  private struct Vote {
    var group = CascadeDetermination.unseen
    /// Rows of the group less those of others.
    var lead: Int32 = 0
  }

  /// By combination of cells; all untouched between questions.
  private var votes: [Vote] = []

  /// The majority of each combination in one pass (Boyer and Moore 1981).
  /// - Parameters:
  ///   - cells: one to three columns' cells of each row.
  ///   - targets: the group of each row.
  /// - Returns: by combination of cells (see `CellKeys`): a group, `mixed` or `unseen`; nil where more rows disagree than
  ///   `conflictLimit`, or more combinations occur than `combinationLimit`.
  func groups(
    of cells: [CascadeCells], _ targets: [Int32], conflictLimit: Int, combinationLimit: Int
  ) -> [Int32]? {
    let size = cells.reduce(1) { $0 * $1.count }
    if votes.count < size { votes = Array(repeating: Vote(), count: size) }
    return votes.withUnsafeMutableBufferPointer { votes in
      CellKeys.with(cells) { keys in
        targets.withUnsafeBufferPointer { targets in
          let (rows, isWithin) = Self.vote(
            keys, targets, votes, conflictLimit: conflictLimit, combinationLimit: combinationLimit)
          let groups = isWithin ? votes[..<size].map(\.group) : nil
          for row in 0..<rows { votes[keys.key(row)] = Vote() }
          return groups
        }
      }
    }
  }

  /// - Returns: how many rows voted, and whether no limit was passed.
  private static func vote(
    _ keys: CellKeys, _ targets: UnsafeBufferPointer<Int32>, _ votes: UnsafeMutableBufferPointer<Vote>,
    conflictLimit: Int, combinationLimit: Int
  ) -> (rows: Int, isWithin: Bool) {
    var (conflicts, combinations) = (0, 0)
    for row in 0..<targets.count {
      let (key, group) = (keys.key(row), targets[row])
      var vote = votes[key]
      combinations &+= vote.group == CascadeDetermination.unseen ? 1 : 0
      if vote.lead == 0 && vote.group != CascadeDetermination.mixed { vote.group = group }
      if vote.group == group {
        vote.lead &+= 1
      } else if keys.isExact(row) {
        vote.lead &-= 1
        conflicts &+= 1
      } else {
        vote.group = CascadeDetermination.mixed
      }
      votes[key] = vote
      if conflicts > conflictLimit || combinations > combinationLimit { return (row + 1, false) }
    }
    return (targets.count, true)
  }
}

/// The combination of cells of each row, the last column running fastest.
struct CellKeys {
  private struct Part {
    let cells: UnsafeBufferPointer<Int32>
    let isOneValueOfCell: UnsafeBufferPointer<Bool>
    var count: Int { isOneValueOfCell.count }

    @inline(__always)
    func isOneValue(_ row: Int) -> Bool { isOneValueOfCell[Int(cells[row])] }
  }

  private let first: Part
  private let second: Part?
  private let third: Part?

  /// - Parameter columns: one to three.
  static func with<Result>(_ columns: [CascadeCells], _ body: (CellKeys) -> Result) -> Result {
    with(columns[...], []) { parts in
      body(CellKeys(first: parts[0], second: parts.count > 1 ? parts[1] : nil, third: parts.count > 2 ? parts[2] : nil))
    }
  }

  private static func with<Result>(
    _ columns: ArraySlice<CascadeCells>, _ parts: [Part], _ body: ([Part]) -> Result
  ) -> Result {
    guard let column = columns.first else { return body(parts) }
    return column.cellOfRow.withUnsafeBufferPointer { cells in
      column.isOneValue.withUnsafeBufferPointer { isOneValue in
        with(columns.dropFirst(), parts + [Part(cells: cells, isOneValueOfCell: isOneValue)], body)
      }
    }
  }

  @inline(__always)
  func key(_ row: Int) -> Int {
    var key = Int(first.cells[row])
    if let second { key = key &* second.count &+ Int(second.cells[row]) }
    if let third { key = key &* third.count &+ Int(third.cells[row]) }
    return key
  }

  /// Whether each of the row's cells is one value.
  func isExact(_ row: Int) -> Bool {
    first.isOneValue(row) && second?.isOneValue(row) != false && third?.isOneValue(row) != false
  }
}
