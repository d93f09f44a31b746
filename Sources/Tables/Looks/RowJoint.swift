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

  private let cells: [CellEncoder]
  /// Where the pieces of each column begin, those of its lead first, and the end of all.
  private let pieces: [Int]

  private init(_ cells: [CellEncoder]) {
    self.cells = cells
    pieces = cells.reduce(into: [0]) { starts, column in
      let count = column.spelled.map { $0.lead.count + $0.pieceCount } ?? 1
      starts.append((starts.last ?? 0) + count)
    }
  }

  /// Appends rows 0 ..< `rowCount` to `bytes`.
  /// - Parameter cells: the columns in order; every one writes the bytes between its cells too.
  static func append(_ cells: [CellEncoder], rowCount: Int, to bytes: inout [UInt8]) {
    guard rowCount > 0 else { return }
    let joint = RowJoint(cells)
    let most = min(mostRows, rowCount)
    withUnsafeTemporaryAllocation(of: rs_text.self, capacity: most * (joint.pieces.last ?? 0)) { room in
      guard let room = room.baseAddress else { return }
      joint.fillLeads(room, stride: most)
      var start = 0
      while start < rowCount {
        let widths = cells.map { $0.widest(in: start..<min(start + most, rowCount)) }
        let fitting = max(1, mostBytes / max(1, widths.reduce(0, +)))
        let rows = start..<min(start + min(most, fitting), rowCount)
        let before = bytes.count
        joint.append(rows, widths, room, stride: most, to: &bytes)
        if start == 0 {
          // The other rows are about as long; else the bytes would be moved again and again as they grow.
          bytes.reserveCapacity(bytes.count + (bytes.count - before) / rows.count * rowCount / 8 * 9)
        }
        start = rows.upperBound
      }
    }
  }

  /// What stands before the cells of a column is the same for all rows.
  private func fillLeads(_ room: SpelledColumn.Cells, stride: Int) {
    for (column, piece) in zip(cells, pieces) {
      for (index, text) in (column.spelled?.lead ?? []).enumerated() {
        (room + (piece + index) * stride).initialize(repeating: text, count: stride)
      }
    }
  }

  private func append(
    _ rows: Range<Int>, _ widths: [Int], _ room: SpelledColumn.Cells, stride: Int, to bytes: inout [UInt8]
  ) {
    let width = widths.reduce(0, +)
    // Columns that are not spelled have slots; the joined rows follow.
    let slotBytes = rows.count * width + cells.count * Digits.slack
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: slotBytes + rows.count * width + Digits.slack) { place in
      guard let first = place.baseAddress else { return }
      var slot = first
      var columns: [UnsafePointer<rs_text>?] = []
      var runs: [UInt32] = [0]
      for (index, column) in cells.enumerated() {
        var piece = room + pieces[index] * stride
        if let spelled = column.spelled, spelled.spell(rows, into: piece + spelled.lead.count * stride, stride: stride)
        {
          let count = pieces[index + 1] - pieces[index]
          for number in 0..<count { columns.append(piece + number * stride) }
          if spelled.isElsewhere { runs.append(0) } else { runs[runs.count - 1] += UInt32(count) }
        } else {
          piece += (column.spelled?.lead.count ?? 0) * stride
          Self.write(column, rows, width: widths[index], slot, piece)
          columns.append(piece)
          runs.append(0)
        }
        slot += rows.count * widths[index] + Digits.slack
      }
      let target = first + slotBytes
      guard let end = rs_join_rows(columns, runs, runs.count, rows.count, target) else { return }
      bytes.append(contentsOf: UnsafeBufferPointer(start: target, count: end - target))
    }
  }

  /// Writes the cells of a column into its slots, and where they stand into `pieces`.
  private static func write(
    _ column: CellEncoder, _ rows: Range<Int>, width: Int, _ first: Digits.Place, _ pieces: SpelledColumn.Cells
  ) {
    withUnsafeTemporaryAllocation(of: Digits.Place.self, capacity: rows.count) { ends in
      guard let ends = ends.baseAddress else { return }
      for row in 0..<rows.count { (ends + row).initialize(to: first + row * width) }
      column.write(to: RowSlots(ends: ends, rows: rows))
      for row in 0..<rows.count {
        let start = first + row * width
        pieces[row] = rs_text(elsewhere: .init(start: start, count: ends[row] - start))
      }
    }
  }
}
