/// The fields of one column in some rows: where each lies behind `text`, quotes taken off.
///
/// Its memory is used again for the next rows. At least eight bytes behind every field may be read.
struct FieldRun {
  private(set) var text = FieldRun.nothing
  private(set) var starts: UnsafeMutablePointer<UInt32>
  private(set) var lengths: UnsafeMutablePointer<UInt32>
  var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    starts = .allocate(capacity: capacity)
    lengths = .allocate(capacity: capacity)
  }

  func deallocate() {
    starts.deallocate()
    lengths.deallocate()
  }

  /// A run of nothing still has an address.
  private static nonisolated(unsafe) let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  @inline(__always)
  subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + Int(starts[row]), count: Int(lengths[row]))
  }

  private mutating func makeRoom(_ rows: Int) {
    guard rows > capacity else { return }
    deallocate()
    capacity = rows
    starts = .allocate(capacity: rows)
    lengths = .allocate(capacity: rows)
  }

  // MARK: - Taking

  /// Takes the fields of a column of a regular segment. Doubled quotes are made single in the segment's own bytes, so a field
  /// may be taken once only.
  mutating func take(column: Int, width: Int, rows: Range<Int>, of segment: Segment, quote: UInt8?) {
    makeRoom(rows.count)
    text = segment.text
    count = rows.count
    let ends = segment.positions + (rows.lowerBound * width + column)
    if column > 0 {
      let before = ends - 1
      for row in 0..<count {
        let start = before[row &* width] &+ 1
        starts[row] = start
        lengths[row] = ends[row &* width] &- start
      }
    } else {
      takeFirst(ends, width, isFirstOfAll: rows.lowerBound == 0, segment)
    }
    if segment.hasQuotes, let quote { unquote(quote) }
  }

  private mutating func takeFirst(
    _ ends: UnsafeMutablePointer<UInt32>, _ width: Int, isFirstOfAll: Bool, _ segment: Segment
  ) {
    guard count > 0 else { return }
    var start = isFirstOfAll ? 0 : UInt32(truncatingIfNeeded: segment.start(after: Int((ends - 1).pointee)))
    for row in 0..<count {
      starts[row] = start
      lengths[row] = ends[row &* width] &- start
      guard row + 1 < count else { return }
      start = UInt32(truncatingIfNeeded: segment.start(after: Int(ends[row &* width &+ (width - 1)])))
    }
  }

  private func unquote(_ quote: UInt8) {
    for row in 0..<count where lengths[row] >= 2 && text[Int(starts[row])] == quote {
      starts[row] &+= 1
      lengths[row] &-= 2
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      let position = place(of: quote, start, length)
      if position < length { lengths[row] = UInt32(truncatingIfNeeded: undouble(start, position, length, quote)) }
    }
  }

  /// The first place of a quote among `length` bytes; `length` or more where there is none.
  @inline(__always)
  private func place(of quote: UInt8, _ start: Int, _ length: Int) -> Int {
    var position = 0
    while position < length {
      let found = DigitWords.index(of: quote, in: DigitWords.load(UnsafePointer(text + (start &+ position))))
      if found < 8 { return position &+ found }
      position &+= 8
    }
    return position
  }

  /// - Returns: the length without the second of each two quotes.
  private func undouble(_ start: Int, _ first: Int, _ length: Int, _ quote: UInt8) -> Int {
    let field = text + start
    var (from, to) = (first, first)
    while from < length {
      // The first of two quotes is left out; what follows goes to the next quote.
      from &+= 1
      let end = min(length, from &+ 1 &+ place(of: quote, start &+ from &+ 1, length &- from &- 1))
      let count = end &- from
      if count > 0 { (field + to).update(from: field + from, count: count) }
      (from, to) = (end, to &+ count)
    }
    return to
  }

  /// Takes the fields that the state machine found.
  /// - Parameter text: of the grid, with bytes behind it that may be read.
  mutating func take(_ cells: some Sequence<Cell>, count: Int, of text: UnsafeMutablePointer<UInt8>) {
    makeRoom(count)
    self.text = text
    self.count = count
    for (row, cell) in cells.enumerated() {
      starts[row] = UInt32(truncatingIfNeeded: cell.start)
      lengths[row] = UInt32(truncatingIfNeeded: cell.length)
    }
  }

  /// Takes as many empty fields.
  mutating func takeNothing(_ rows: Int) {
    makeRoom(rows)
    count = rows
    starts.update(repeating: 0, count: rows)
    lengths.update(repeating: 0, count: rows)
  }

  /// Keeps only the rows for which `isKept` holds.
  /// - Returns: how many are left out.
  @inline(__always)
  mutating func keep(_ isKept: (Int) -> Bool) -> Int {
    var kept = 0
    for row in 0..<count where isKept(row) {
      starts[kept] = starts[row]
      lengths[kept] = lengths[row]
      kept += 1
    }
    defer { count = kept }
    return count - kept
  }
}
