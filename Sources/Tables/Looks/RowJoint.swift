import CSpellKernels

/// Puts the rows of a block together, some rows at a time and column by column.
///
/// The cells of each column are spelled one below the other, then the rows are joined from them in one pass. So every kind of value has
/// a loop of its own, and what is in use stays in the near caches.
struct RowJoint {
  /// Rows joined together where they are of usual width.
  private static let mostRows = 128
  /// Bytes of the rows joined together, unless a single row needs more.
  private static let mostBytes = 1 << 17
  /// Bytes of a whole block, were all rows as wide as the widest cells, up to which they are joined where they stay.
  private static let mostAtOnce = 1 << 22

  private let cells: [CellEncoder]
  private let spelled: [SpelledColumn?]
  /// Where the pieces of each column begin, those of its lead first, and the end of all.
  private let pieces: [Int]
  /// Of the rows that are joined: the most bytes of each column's cells, and what rs_join_rows wants to know.
  private var widths: [Int]
  private var columns: [UnsafePointer<rs_text>?] = []
  private var runs: [UInt32] = []

  private init(_ cells: [CellEncoder]) {
    self.cells = cells
    spelled = cells.map(\.spelled)
    pieces = spelled.reduce(into: [0]) { starts, column in
      let count = column.map { $0.lead.count + $0.pieceCount } ?? 1
      starts.append((starts.last ?? 0) + count)
    }
    widths = [Int](repeating: 0, count: cells.count)
  }

  /// Appends rows 0 ..< `rowCount` to `bytes`.
  /// - Parameter cells: the columns in order; every one writes the bytes between its cells too.
  static func append(_ cells: [CellEncoder], rowCount: Int, to bytes: inout [UInt8]) {
    guard rowCount > 0 else { return }
    var joint = RowJoint(cells)
    let stride = min(mostRows, rowCount)
    withUnsafeTemporaryAllocation(of: rs_text.self, capacity: stride * (joint.pieces.last ?? 0)) { room in
      guard let room = room.baseAddress else { return }
      joint.fillLeads(room, stride: stride)
      let width = joint.measure(0..<rowCount)
      if bytes.isEmpty, width <= mostAtOnce / rowCount {
        bytes = joint.joined(rowCount, width, room, stride: stride)
      } else {
        joint.append(rowCount, room, stride: stride, to: &bytes)
      }
    }
  }

  /// - Returns: the most bytes of a row.
  private mutating func measure(_ rows: Range<Int>) -> Int {
    for index in cells.indices { widths[index] = cells[index].widest(in: rows) }
    return widths.reduce(0, +)
  }

  private static func rowsAtOnce(_ width: Int) -> Int { min(mostRows, max(1, mostBytes / max(1, width))) }

  /// What stands before the cells of a column is the same for all rows.
  private func fillLeads(_ room: SpelledColumn.Cells, stride: Int) {
    for (column, piece) in zip(spelled, pieces) {
      for (index, text) in (column?.lead ?? []).enumerated() {
        (room + (piece + index) * stride).initialize(repeating: text, count: stride)
      }
    }
  }

  /// All rows in a list of their own, with room for the widest.
  private mutating func joined(_ rowCount: Int, _ width: Int, _ room: SpelledColumn.Cells, stride: Int) -> [UInt8] {
    let most = Self.rowsAtOnce(width)
    return [UInt8](unsafeUninitializedCapacity: rowCount * width + Digits.slack) { target, count in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most * width + cells.count * Digits.slack) { slots in
        guard let slots = slots.baseAddress, let first = target.baseAddress else { return }
        var end = first
        for start in Swift.stride(from: 0, to: rowCount, by: most) {
          let rows = start..<min(start + most, rowCount)
          fill(rows, room, stride: stride, slots: slots)
          end = rs_join_rows(columns, runs, runs.count, rows.count, end)
        }
        count = end - first
      }
    }
  }

  /// Some rows after the others, as long as they need.
  private mutating func append(_ rowCount: Int, _ room: SpelledColumn.Cells, stride: Int, to bytes: inout [UInt8]) {
    var start = 0
    while start < rowCount {
      let width = measure(start..<min(start + stride, rowCount))
      let rows = start..<min(start + Self.rowsAtOnce(width), rowCount)
      // The cells that are not spelled stand in slots; the joined rows follow.
      let slotBytes = rows.count * width + cells.count * Digits.slack
      let before = bytes.count
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: slotBytes + rows.count * width + Digits.slack) { place in
        guard let slots = place.baseAddress else { return }
        fill(rows, room, stride: stride, slots: slots)
        let target = slots + slotBytes
        guard let end = rs_join_rows(columns, runs, runs.count, rows.count, target) else { return }
        bytes.append(contentsOf: UnsafeBufferPointer(start: target, count: end - target))
      }
      if start == 0 {
        // The other rows are about as long; else the bytes would be moved again and again as they grow.
        bytes.reserveCapacity(bytes.count + (bytes.count - before) / rows.count * rowCount / 8 * 9)
      }
      start = rows.upperBound
    }
  }

  /// Fills the cells of all columns.
  private mutating func fill(_ rows: Range<Int>, _ room: SpelledColumn.Cells, stride: Int, slots: Digits.Place) {
    columns.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    var (slot, run) = (slots, UInt32(0))
    for index in cells.indices {
      let first = room + pieces[index] * stride
      let lead = spelled[index]?.lead.count ?? 0
      if let column = spelled[index], column.spell(rows, into: first + lead * stride, stride: stride) {
        for piece in 0..<(pieces[index + 1] - pieces[index]) { columns.append(first + piece * stride) }
        if column.isElsewhere {
          runs.append(run)
          run = 0
        } else {
          run += UInt32(pieces[index + 1] - pieces[index])
        }
      } else {
        let cell = first + lead * stride
        write(index, rows, into: slot, cell)
        columns.append(cell)
        runs.append(run)
        run = 0
      }
      slot += rows.count * widths[index] + Digits.slack
    }
    runs.append(run)
  }

  /// Writes the cells of a column into its slots, and where they stand into `pieces`.
  private func write(_ index: Int, _ rows: Range<Int>, into first: Digits.Place, _ pieces: SpelledColumn.Cells) {
    let width = widths[index]
    withUnsafeTemporaryAllocation(of: Digits.Place.self, capacity: rows.count) { ends in
      guard let ends = ends.baseAddress else { return }
      for row in 0..<rows.count { (ends + row).initialize(to: first + row * width) }
      cells[index].write(to: RowSlots(ends: ends, rows: rows))
      for row in 0..<rows.count {
        let start = first + row * width
        pieces[row] = rs_text(elsewhere: .init(start: start, count: ends[row] - start))
      }
    }
  }
}
