/// Puts the rows of a block together, some rows at a time and column by column.
///
/// Each row has a slot that is wide enough for it; a column's cells are written one below the other, each behind the cell before
/// it in its row, and the finished rows are moved together. So every kind of value has a loop of its own, without a decision per
/// cell, and the slots in use stay in the nearest cache.
struct RowSlots {
  /// Rows written together where they are of usual width.
  private static let mostRows = 128
  /// Bytes of the slots written together, unless a single row needs more.
  private static let mostBytes = 1 << 17

  /// The place behind the last byte of each row.
  let ends: UnsafeMutablePointer<Digits.Place>
  /// The rows of the block that are being written.
  let rows: Range<Int>

  /// Appends rows 0 ..< `rowCount` to `bytes`.
  /// - Parameter cells: the columns in order; every one writes the bytes between its cells too.
  static func append(_ cells: [CellEncoder], rowCount: Int, to bytes: inout [UInt8]) {
    var start = 0
    while start < rowCount {
      let most = min(mostRows, rowCount - start)
      let width = cells.reduce(Digits.slack) { $0 + $1.widest(in: start..<start + most) }
      let rows = start..<start + min(most, max(1, mostBytes / width))
      let before = bytes.count
      append(cells, rows, width: width, to: &bytes)
      if start == 0 {
        // The other rows are about as long; else the bytes would be moved again and again as they grow.
        bytes.reserveCapacity(bytes.count + (bytes.count - before) / rows.count * rowCount / 8 * 9)
      }
      start = rows.upperBound
    }
  }

  private static func append(_ cells: [CellEncoder], _ rows: Range<Int>, width: Int, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: rows.count * width) { room in
      withUnsafeTemporaryAllocation(of: Digits.Place.self, capacity: rows.count) { ends in
        guard let first = room.baseAddress, let ends = ends.baseAddress else { return }
        for row in 0..<rows.count { (ends + row).initialize(to: first + row * width) }
        let slots = RowSlots(ends: ends, rows: rows)
        for column in cells { column.write(to: slots) }
        let end = slots.close(first, width: width)
        bytes.append(contentsOf: UnsafeBufferPointer(start: first, count: end - first))
      }
    }
  }

  /// Moves the rows together. A row never moves up, and no copy reaches beyond the slack of the slot it ends in.
  private func close(_ first: Digits.Place, width: Int) -> Digits.Place {
    var target = first
    for row in 0..<rows.count {
      let source = first + row * width
      let count = ends[row] - source
      if row > 0 { Digits.copy(source, count: count, to: target) }
      target += count
    }
    return target
  }
}

/// A few bytes that are written many times.
struct Snippet {
  let count: Int
  /// The first eight bytes.
  private let word: UInt64
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    count = bytes.count
    self.bytes = bytes
    word = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  @inline(__always)
  func write(at place: Digits.Place) -> Digits.Place {
    Digits.store(word, at: place)
    if count > 8 { writeRest(at: place) }
    return place + count
  }

  @inline(never)
  private func writeRest(at place: Digits.Place) { place.update(from: bytes, count: count) }
}

/// Texts in one buffer, to be copied many times.
struct SnippetTable {
  /// Start and length of each text.
  private let spans: [(start: Int, count: Int)]
  /// The texts, with room behind the last for copies in whole steps.
  private let bytes: [UInt8]
  let widest: Int

  init(_ texts: [[UInt8]]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(Digits.slack) { $0 + $1.count })
    spans = texts.map { text in
      defer { bytes += text }
      return (bytes.count, text.count)
    }
    widest = texts.reduce(0) { max($0, $1.count) }
    bytes += repeatElement(0, count: Digits.slack)
    self.bytes = bytes
  }

  func withTexts(_ body: (_ write: (Int, Digits.Place) -> Digits.Place) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      spans.withUnsafeBufferPointer { spans in
        guard let base = bytes.baseAddress else { return }
        body { index, place in
          // What is no level is the missing text, which stands first.
          let span = spans[UInt(bitPattern: index) < UInt(spans.count) ? index : 0]
          Digits.copy(base + span.start, count: span.count, to: place)
          return place + span.count
        }
      }
    }
  }
}
