import CScanKernels

/// The fields of a few neighbouring columns in some rows, found together: where they end lies row by row.
///
/// Its memory is used again for the next columns and rows; a run that was given is of no use then.
struct FieldBlock {
  /// Columns taken together, at most.
  static let mostColumns = 7

  private var text = FieldBlock.nothing
  private var starts: UnsafeMutablePointer<UInt32>
  private var lengths: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private var columns = 0..<0
  private var count = 0
  private let loop: ScanState.Loop

  init(capacity: Int, loop: ScanState.Loop = .best) {
    self.capacity = Self.padded(capacity)
    self.loop = loop
    starts = .allocate(capacity: self.capacity * Self.mostColumns)
    lengths = .allocate(capacity: self.capacity * Self.mostColumns)
  }

  func deallocate() {
    starts.deallocate()
    lengths.deallocate()
  }

  /// A run of nothing still has an address.
  private static nonisolated(unsafe) let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  /// Never a whole number of pages, so that the columns do not fight for the same lines of the cache.
  private static func padded(_ rows: Int) -> Int { (rows + 31) / 16 * 16 }

  private mutating func makeRoom(_ rows: Int) {
    count = rows
    guard rows > capacity else { return }
    deallocate()
    self = FieldBlock(capacity: rows, loop: loop)
    count = rows
  }

  /// The fields of a column that was taken.
  func run(_ column: Int) -> FieldRun {
    let offset = (column - columns.lowerBound) * capacity
    return FieldRun(text: text, starts: starts + offset, lengths: lengths + offset, count: count)
  }

  // MARK: - Taking

  /// Takes the fields of some columns of a regular segment. Doubled quotes are made single in the segment's own bytes, so a field
  /// may be taken once only.
  /// - Parameter columns: `mostColumns` at most.
  mutating func take(_ columns: Range<Int>, width: Int, rows: Range<Int>, of segment: Segment, quote: UInt8?) {
    makeRoom(rows.count)
    (text, self.columns) = (segment.text, columns)
    rs_take_fields(
      loop.rawValue, segment.positions, width, columns.lowerBound, columns.count, rows.lowerBound, rows.count, starts,
      lengths, capacity)
    if segment.hasPairs, columns.lowerBound == 0 { moveFirst(rows, width, segment) }
    guard segment.hasQuotes, let quote else { return }
    for column in columns { run(column).unquote(quote) }
  }

  /// The first fields of rows begin behind the LF of a CRLF.
  private func moveFirst(_ rows: Range<Int>, _ width: Int, _ segment: Segment) {
    for (offset, row) in rows.enumerated() where row > 0 {
      let start = segment.start(after: Int(segment.positions[row * width - 1]))
      let moved = UInt32(truncatingIfNeeded: start) &- starts[offset]
      starts[offset] &+= moved
      lengths[offset] &-= moved
    }
  }

  /// Takes the fields of one column that the state machine found.
  /// - Parameter text: of the grid, with bytes behind it that may be read.
  mutating func take(_ column: Int, _ cells: some Sequence<Cell>, count: Int, of text: UnsafeMutablePointer<UInt8>) {
    makeRoom(count)
    (self.text, columns) = (text, column..<column + 1)
    for (row, cell) in cells.enumerated() {
      starts[row] = UInt32(truncatingIfNeeded: cell.start)
      lengths[row] = UInt32(truncatingIfNeeded: cell.length)
    }
  }

  /// Takes as many empty fields.
  mutating func takeNothing(_ column: Int, _ rows: Int) {
    makeRoom(rows)
    columns = column..<column + 1
    starts.update(repeating: 0, count: rows)
    lengths.update(repeating: 0, count: rows)
  }
}
