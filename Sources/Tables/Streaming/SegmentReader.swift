/// Cuts the text of a source into segments at true row ends. The cuts depend on the text alone.
final class SegmentReader {
  /// What is counted in the whole text, apart from what single rows have to tell.
  struct Counts {
    var lineFeeds = 0
    var carriageReturns = 0
    var pairs = 0
    var zeros = 0
    var rows = 0
  }

  /// Bytes of a segment where rows are short.
  static let usualSize = 1 << 22
  /// Bytes read behind the room to see whether there are any.
  private static let lookahead = 16
  /// The longest row.
  private static let mostBytes = 1 << 26

  private let source: any ByteSource
  private let syntax: FieldSyntax
  private let width: Int
  private let name: String
  private let size: Int
  /// What was read behind the last segment.
  private var rest: [UInt8]
  private var memory = RecordParser.QuoteMemory()
  private var isAtEnd = false
  private var nextRow = 0
  private var nextLine: Int
  private var nextOffset: Int
  private(set) var counts = Counts()
  /// Segments that may be used again.
  private var pool: [Segment] = []

  /// - Parameters:
  ///   - head: bytes that were read before, to come first.
  ///   - offset, line: of the first of them, for messages.
  init(
    _ source: any ByteSource, head: [UInt8], syntax: FieldSyntax, width: Int, name: String, offset: Int = 0,
    line: Int = 1, size: Int = usualSize
  ) {
    self.source = source
    self.syntax = syntax
    self.width = width
    self.name = name
    self.size = size
    rest = head
    (nextOffset, nextLine) = (offset, line)
  }

  func recycle(_ segment: Segment) {
    if segment.capacity <= 2 * size { pool.append(segment) }
  }

  /// The next rows; nil at the end.
  /// - Throws: what the source throws; `.tooLarge` for a field or row beyond the limits.
  func next() throws(TableError) -> Segment? {
    while !isAtEnd || !rest.isEmpty {
      let segment = pool.popLast() ?? Segment(capacity: size)
      segment.form = .regular
      (segment.firstRow, segment.firstLine, segment.offset) = (nextRow, nextLine, nextOffset)
      try fill(segment)
      nextRow += segment.rows
      nextOffset += segment.count
      counts.rows += segment.rows
      segment.isLast = isAtEnd && rest.isEmpty
      if segment.count > 0 { return segment }
    }
    return nil
  }

  // MARK: - Filling

  private func fill(_ segment: Segment) throws(TableError) {
    var length = rest.count
    var wanted = max(size, length)
    segment.grow(to: wanted, keeping: 0)
    rest.withUnsafeBufferPointer { if let base = $0.baseAddress { segment.text.update(from: base, count: length) } }
    rest = []
    var scan = syntax.escape == nil && !memory.areLiteral ? SegmentScan(syntax, width: width) : nil
    while true {
      try read(into: segment, &length, upTo: wanted, &scan)
      if try cut(segment, length, scan) { return }
      guard length < Self.mostBytes else { throw tooLarge("a row", "64 MiB", in: segment, at: 0) }
      wanted = min(Self.mostBytes, max(length, wanted) * 2)
      segment.grow(to: wanted, keeping: length)
    }
  }

  /// Bytes read before they are scanned.
  private static let step = 1 << 17

  private func read(
    into segment: Segment, _ length: inout Int, upTo wanted: Int, _ scan: inout SegmentScan?
  ) throws(TableError) {
    guard !isAtEnd, length < wanted else { return }
    var isWhole = false
    while !isWhole, length + 4 <= wanted {
      let room = UnsafeMutableRawBufferPointer(start: segment.text + length, count: min(Self.step, wanted - length))
      let more = try source.fill(room)
      length += more
      isWhole = more + 4 <= room.count
      scan?.advance(to: length, in: segment)
    }
    // The source fills all but three bytes where it can. A few more bytes, behind the room, tell whether it could not.
    let ahead = UnsafeMutableRawBufferPointer(start: segment.text + length, count: Self.lookahead)
    let more = length + 4 > wanted ? try source.fill(ahead) : 0
    isAtEnd = ahead.count - more >= 4
    length += more
    scan?.advance(to: length, in: segment)
  }

  // MARK: - Cutting

  /// Keeps the whole rows among the first `length` bytes in the segment, the others for the next one.
  /// - Returns: false where no row ends there.
  private func cut(_ segment: Segment, _ length: Int, _ scan: SegmentScan?) throws(TableError) -> Bool {
    segment.count = length
    guard var scan, !memory.areLiteral, length > 0 else { return try cutOdd(segment, length) }
    scan.advance(to: length, in: segment)
    let state = scan.state
    if state.hasOddQuotes || (isAtEnd && state.isInsideQuotes) { return try cutOdd(segment, length) }
    var tail = ScanState(syntax)
    if isAtEnd {
      keepRest(of: segment, from: length, length)
    } else {
      guard let end = lastRowEnd(in: segment, length) else {
        return length > 2 * Cell.maximumLength ? try cutOdd(segment, length) : false
      }
      segment.positionCount = end + 1
      keepRest(of: segment, from: segment.start(after: Int(segment.positions[end])), length)
      measureTail(&tail)
    }
    count(state, without: tail)
    (segment.hasQuotes, segment.hasPairs) = (state.hasQuotes, state.pairs > 0)
    try refuseLongFields(in: segment)
    settle(segment, &scan, rowEnds: state.rowEnds - tail.rowEnds)
    nextLine += state.lines - tail.lines
    return true
  }

  /// The last position that surely ends a row: a CR at the very end may be half of CRLF.
  private func lastRowEnd(in segment: Segment, _ length: Int) -> Int? {
    var index = segment.positionCount - 1
    while index >= 0 {
      let position = Int(segment.positions[index])
      if segment.endsRow(position), position + 1 < length || segment.text[position] == 0x0A { return index }
      index -= 1
    }
    return nil
  }

  private func keepRest(of segment: Segment, from start: Int, _ length: Int) {
    segment.count = start
    rest = Array(UnsafeBufferPointer(start: segment.text + start, count: length - start))
  }

  /// What was counted behind the cut will be counted again.
  private func measureTail(_ state: inout ScanState) {
    guard !rest.isEmpty else { return }
    var positions = [UInt32](repeating: 0, count: rest.count + 64)
    let count = rest.count
    rest.withUnsafeBufferPointer { rest in
      positions.withUnsafeMutableBufferPointer { positions in
        guard let text = rest.baseAddress, let room = positions.baseAddress else { return }
        _ = state.scan(text, count: count, base: 0, into: room)
      }
    }
  }

  private func count(_ state: ScanState, without tail: ScanState) {
    counts.lineFeeds += state.lineFeeds - tail.lineFeeds
    counts.carriageReturns += state.carriageReturns - tail.carriageReturns
    counts.pairs += state.pairs - tail.pairs
    counts.zeros += state.zeros - tail.zeros
  }

  /// Whether all rows are of the expected width; how many there are.
  private func settle(_ segment: Segment, _ scan: inout SegmentScan, rowEnds: Int) {
    let positions = segment.positions
    var ends = rowEnds
    let last = segment.positionCount > 0 ? Int(positions[segment.positionCount - 1]) : -1
    if isAtEnd, segment.count > 0, last < 0 || !segment.endsRow(last) || segment.start(after: last) < segment.count {
      // The last row of a file may end without a line end.
      segment.text[segment.count] = 0x0A
      segment.addPosition(segment.count)
      ends += 1
    }
    if scan.isRegular(segment, rowEnds: ends) {
      (segment.form, segment.rows) = (.regular, ends)
    } else {
      (segment.form, segment.rows) = (.ragged, ends - blankLines(in: segment))
    }
  }

  private func blankLines(in segment: Segment) -> Int {
    var (start, count) = (0, 0)
    for index in 0..<segment.positionCount {
      let position = Int(segment.positions[index])
      guard segment.endsRow(position) else { continue }
      if position == start { count += 1 }
      start = segment.start(after: position)
    }
    return count
  }

  private func refuseLongFields(in segment: Segment) throws(TableError) {
    guard segment.count > Cell.maximumLength else { return }
    var start = 0
    for index in 0..<segment.positionCount {
      let position = Int(segment.positions[index])
      guard position - start <= Cell.maximumLength else { throw tooLong(in: segment, at: start) }
      start = position + 1
    }
  }

  // MARK: - Odd quotes

  /// Lets the state machine find the rows.
  private func cutOdd(_ segment: Segment, _ length: Int) throws(TableError) -> Bool {
    let end = !isAtEnd && length > 0 && segment.text[length - 1] == 0x0D ? length - 1 : length
    let bytes = Array(UnsafeBufferPointer(start: segment.text, count: end))
    let grid: CellGrid
    do throws(RecordParser.Failure) {
      grid = try RecordParser.parse(
        bytes, from: 0, syntax: syntax, width: width, sampling: isAtEnd ? .whole : .piece, memory: &memory)
    } catch { throw tableError(error, in: segment) }
    guard isAtEnd || grid.end > 0 else { return false }
    keepRest(of: segment, from: isAtEnd ? length : grid.end, length)
    (segment.form, segment.rows, segment.positionCount) = (.parsed(grid), grid.rows, 0)
    counts.lineFeeds += grid.lineFeeds
    counts.carriageReturns += grid.carriageReturns
    counts.pairs += grid.pairs
    counts.zeros += segment.bytes.reduce(0) { $1 == 0 ? $0 + 1 : $0 }
    nextLine += LineNumbers.line(of: segment.count, in: bytes) - 1
    return true
  }

  // MARK: - Errors

  func tableError(_ failure: RecordParser.Failure, in segment: Segment) -> TableError {
    switch failure {
    case .fieldTooLong(let offset): tooLong(in: segment, at: offset)
    case .tooManyColumns(let offset):
      tooLarge("a row", "\(RecordParser.maximumColumns) fields", in: segment, at: offset)
    case .tooManyCells: tooLarge("the table", "the memory that is free", in: segment, at: 0)
    case .cancelled: TableError(.cannotRead(reason: "cancelled"), file: name)
    }
  }

  private func tooLong(in segment: Segment, at offset: Int) -> TableError {
    tooLarge("the field that begins at byte \(segment.offset + offset)", "16 MiB", in: segment, at: offset)
  }

  private func tooLarge(_ what: String, _ limit: String, in segment: Segment, at offset: Int) -> TableError {
    let line = segment.firstLine - 1 + LineNumbers.line(of: offset, in: Array(segment.bytes.prefix(offset)))
    return TableError(.tooLarge(what: what, limit: limit), file: name, line: line)
  }
}
