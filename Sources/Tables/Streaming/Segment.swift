/// Some whole rows of a text with where their fields end: what one thread works on at a time.
///
/// Its memory is used again for later segments. The text is followed by bytes that may be read but mean nothing, so that loops
/// can load eight bytes anywhere.
final class Segment: @unchecked Sendable {
  enum Form {
    /// Every row has the expected number of fields, and `positions` tells all of them.
    case regular
    /// Some rows are short, long or blank; quotes are as they should be.
    case ragged
    /// Parsed already, because quotes are odd.
    case parsed(CellGrid)
  }

  /// Bytes behind the text that may be read.
  static let slack = 64

  private(set) var text: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  private(set) var positions: UnsafeMutablePointer<UInt32>
  private var positionCapacity: Int
  /// Bytes of whole rows.
  var count = 0
  var positionCount = 0
  var form = Form.regular
  var rows = 0
  /// Some row may end with CRLF.
  var hasPairs = true
  /// Some field may have to be freed of quotes.
  var hasQuotes = true
  /// Rows, bytes and lines before this segment.
  var firstRow = 0
  var offset = 0
  var firstLine = 1
  /// The last rows of the text.
  var isLast = false

  init(capacity: Int) {
    self.capacity = capacity
    positionCapacity = capacity / 4 + Self.slack
    text = .allocate(capacity: capacity + Self.slack)
    text.initialize(repeating: 0, count: capacity + Self.slack)
    positions = .allocate(capacity: positionCapacity)
  }

  deinit {
    text.deallocate()
    positions.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: text, count: count) }

  /// Makes room for `wanted` bytes, of which `kept` are there.
  func grow(to wanted: Int, keeping kept: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Self.slack)
    larger.update(from: text, count: kept)
    (larger + kept).initialize(repeating: 0, count: wanted + Self.slack - kept)
    text.deallocate()
    (text, capacity) = (larger, wanted)
  }

  private func growPositions(to wanted: Int) {
    guard wanted > positionCapacity else { return }
    let room = max(wanted, positionCapacity * 2)
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: room)
    larger.update(from: positions, count: positionCount)
    positions.deallocate()
    (positions, positionCapacity) = (larger, room)
  }

  /// Bytes scanned between two looks at the room for positions.
  private static let step = 1 << 16

  /// Finds the fields among some more bytes.
  func scan(_ bytes: Range<Int>, with state: inout ScanState) {
    var start = bytes.lowerBound
    while start < bytes.upperBound {
      let size = min(Self.step, bytes.upperBound - start)
      growPositions(to: positionCount + size + Self.slack)
      positionCount += state.scan(text + start, count: size, base: start, into: positions + positionCount)
      start += size
    }
  }

  /// Says that a field ends at `offset`, behind the last byte.
  func addPosition(_ offset: Int) {
    growPositions(to: positionCount + 1)
    positions[positionCount] = UInt32(truncatingIfNeeded: offset)
    positionCount += 1
  }

  @inline(__always)
  func endsRow(_ position: Int) -> Bool { text[position] == 0x0A || text[position] == 0x0D }

  /// Where the row after one that ends at `position` begins.
  @inline(__always)
  func start(after position: Int) -> Int {
    position + (text[position] == 0x0D && position + 1 < count && text[position + 1] == 0x0A ? 2 : 1)
  }
}
