/// What is found out about a segment while it fills, a little at a time so that what was read is still near the processor.
struct SegmentScan {
  private(set) var state: ScanState
  private let width: Int
  /// Bytes scanned.
  private var end = 0
  /// The position that must end the next row.
  private var next: Int
  /// Where the row before it ends.
  private var last: Int?
  /// The first position that does not end a row though it should.
  private var odd = Int.max

  init(_ syntax: FieldSyntax, width: Int) {
    state = ScanState(syntax)
    self.width = width
    next = width - 1
  }

  /// Scans up to `length` bytes.
  mutating func advance(to length: Int, in segment: Segment) {
    if end == 0 { segment.positionCount = 0 }
    segment.count = length
    segment.scan(end..<length, with: &state)
    end = length
    checkRows(of: segment)
  }

  private mutating func checkRows(of segment: Segment) {
    let positions = segment.positions
    while next < segment.positionCount, odd == Int.max {
      let position = Int(positions[next])
      // A blank line is no row of one field.
      let start = width > 1 ? -1 : last.map { segment.start(after: $0) } ?? 0
      guard segment.endsRow(position), position > start else { return odd = next }
      last = position
      next += width
    }
  }

  /// Whether the positions that the segment has kept are those of rows of the expected width.
  mutating func isRegular(_ segment: Segment, rowEnds: Int) -> Bool {
    checkRows(of: segment)
    return segment.positionCount == rowEnds * width && odd >= segment.positionCount
  }
}
