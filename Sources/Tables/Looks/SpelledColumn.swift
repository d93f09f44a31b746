import CSpellKernels

/// The cells of a column spelled many at a time, by loops that take no decision per cell.
///
/// A cell is one piece of 16 bytes or several beside each other (see `rs_text`); bytes that stand before every cell are pieces of their
/// own, which are made once.
final class SpelledColumn {
  typealias Cells = UnsafeMutablePointer<rs_text>

  private enum Values {
    case integers([Int64], rs_tail)
    case decimals([Double], rs_decimal_look, rs_tail)
    case levels([Int32], LevelTexts)
    case instants([Int64], InstantForm)
  }

  private let values: Values
  /// Marks, and what stands for a missing value; nil where nothing is missing.
  private let missing: (marks: [Bool], text: rs_text)?
  /// What stands before every cell.
  let lead: [rs_text]
  /// Pieces of a cell, behind those of the lead.
  let pieceCount: Int
  /// Whether the pieces say where the cell stands instead of holding it.
  let isElsewhere: Bool
  /// The most bytes that a level takes; 0 for others.
  let widest: Int

  /// nil where the cells need to be looked at one by one: escaped numbers, padded ones, unusual dates, texts.
  init?(_ column: Column, _ frame: CellEncoder.Frame) {
    if case .levels(let codes, let levels) = column.storage {
      let texts = LevelTexts(codes, levels, frame)
      (values, missing, lead) = (.levels(codes, texts), nil, [])
      (pieceCount, isElsewhere, widest) = (1, texts.areElsewhere, texts.widest)
      return
    }
    guard column.look.dressing(frame.escaping) == nil || !CellEncoder.isNumber(column), frame.escaping == nil,
      let values = Self.values(of: column, frame)
    else { return nil }
    self.values = values
    lead = Self.pieces(frame.before)
    if case .instants(_, let form) = values { pieceCount = form.pieces.count } else { pieceCount = 1 }
    (isElsewhere, widest) = (false, 0)
    guard !column.missing.isEmpty else {
      missing = nil
      return
    }
    let rest = frame.missing.dropFirst(frame.before.count)
    guard frame.missing.starts(with: frame.before), rest.count <= rs_text.most else { return nil }
    missing = (column.missing, rs_text(rest))
  }

  private static func values(of column: Column, _ frame: CellEncoder.Frame) -> Values? {
    let tail = rs_tail(
      bytes: frame.after.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }, count: UInt32(frame.after.count))
    switch column.storage {
    case .integers(let values):
      return column.look.zeroPaddedWidth == nil && tail.count <= 6 ? .integers(values, tail) : nil
    case .decimals(let values):
      guard let rounded = RoundedDecimals(column.look), (1...6).contains(rounded.decimals), tail.count <= 5,
        rounded.decimals + frame.after.count <= 7
      else { return nil }
      let look = rs_decimal_look(
        scale: rounded.scale, decimals: UInt32(rounded.decimals), minimum: UInt32(rounded.minimum), mark: rounded.mark)
      return .decimals(values, look, tail)
    case .instants(let values):
      let form = CellWriter.formatter(of: column).flatMap { InstantForm($0, after: frame.after) }
      return form.map { .instants(values, $0) }
    case .levels, .text: return nil
    }
  }

  private static func pieces(_ bytes: [UInt8]) -> [rs_text] {
    stride(from: 0, to: bytes.count, by: rs_text.most).map { start in
      rs_text(bytes[start..<min(start + rs_text.most, bytes.count)])
    }
  }

  /// Spells the cells of `rows` into as many pieces, those of the next column of pieces `stride` behind them.
  /// - Returns: false where a value is too long; then nothing that was written counts.
  func spell(_ rows: Range<Int>, into cells: Cells, stride: Int) -> Bool {
    let isSpelled =
      switch values {
      case .integers(let values, let tail):
        values.withUnsafeBufferPointer { values in
          values.baseAddress.map { first in
            rs_spell_short_integers(first + rows.lowerBound, rows.count, tail, cells)
              || rs_spell_integers(first + rows.lowerBound, rows.count, tail, cells)
          } ?? true
        }
      case .decimals(let values, let look, let tail):
        values.withUnsafeBufferPointer { values in
          values.baseAddress.map { rs_spell_decimals($0 + rows.lowerBound, rows.count, look, tail, cells) } ?? true
        }
      case .levels(let codes, let texts): texts.spell(codes, rows, into: cells)
      case .instants(let values, let form): form.spell(values, rows, into: cells, stride: stride)
      }
    if isSpelled, let missing { mark(missing.marks, missing.text, rows, cells, stride) }
    return isSpelled
  }

  private func mark(_ marks: [Bool], _ text: rs_text, _ rows: Range<Int>, _ cells: Cells, _ stride: Int) {
    marks.withUnsafeBufferPointer { marks in
      for row in 0..<rows.count where marks[rows.lowerBound + row] {
        cells[row] = text
        for piece in 1..<max(1, pieceCount) { cells[piece * stride + row] = rs_text() }
      }
    }
  }
}

extension rs_text {
  /// Bytes that fit beside their count.
  static let most = 15

  /// - Precondition: at most 15 bytes.
  init(_ text: some Sequence<UInt8>) {
    self.init()
    withUnsafeMutableBytes(of: &self) { bytes in
      var count = 0
      for byte in text {
        bytes[count] = byte
        count += 1
      }
      precondition(count <= Self.most, "\(count) bytes")
      bytes[Self.most] = UInt8(count)
    }
  }
}

/// The levels of a column as cells, with everything around them.
final class LevelTexts {
  let widest: Int
  /// Whether some cell is too long to stand where it is copied.
  let areElsewhere: Bool
  /// Code + 1; the first text is that of missing values.
  private let cells: [rs_text]
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// Levels that do not occur are not escaped.
  init(_ codes: [Int32], _ levels: [ByteText], _ frame: CellEncoder.Frame) {
    var isUsed = [Bool](repeating: false, count: levels.count)
    for code in codes where isUsed.indices.contains(Int(code)) { isUsed[Int(code)] = true }
    var (all, ends) = (frame.missing, [frame.missing.count])
    for (level, isUsed) in zip(levels, isUsed) {
      if isUsed { frame.append(level.bytes, to: &all) }
      ends.append(all.count)
    }
    let starts = [0] + ends.dropLast()
    widest = zip(starts, ends).reduce(0) { max($0, $1.1 - $1.0) }
    areElsewhere = widest > rs_text.most
    guard areElsewhere else {
      bytes = UnsafeMutableBufferPointer(start: nil, count: 0)
      cells = zip(starts, ends).map { rs_text(all[$0..<$1]) }
      return
    }
    // With room behind the last for copies in whole steps.
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: all.count + Digits.slack)
    bytes.initialize(repeating: 0)
    _ = bytes.update(fromContentsOf: all)
    self.bytes = bytes
    cells = zip(starts, ends).map { start, end in
      rs_text(elsewhere: .init(start: bytes.baseAddress.map { $0 + start }, count: end - start))
    }
  }

  deinit { bytes.deallocate() }

  func spell(_ codes: [Int32], _ rows: Range<Int>, into target: SpelledColumn.Cells) -> Bool {
    codes.withUnsafeBufferPointer { codes in
      if let first = codes.baseAddress {
        rs_spell_levels(first + rows.lowerBound, rows.count, cells, cells.count, target)
      }
    }
    return true
  }
}
