/// How fields are told apart.
struct FieldSyntax: Hashable {
  /// nil: every line is one field.
  var delimiter: UInt8?
  var quote: UInt8?
  /// Makes a quote inside a quoted field literal, besides doubling it.
  var escape: UInt8?
  /// What has to be done to the text before this syntax fits it.
  var loosening = Loosening()

  /// The delimiter as it stands in the file; empty where every line is one field.
  var delimiterBytes: [UInt8] {
    if !loosening.longDelimiter.isEmpty { return loosening.longDelimiter }
    return delimiter.map { [$0] } ?? []
  }

  init(delimiter: UInt8?, quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
  }
}

/// Splits text into rows and fields by one pass over the bytes.
///
/// RFC 4180 with tolerance: a quote inside an unquoted field is literal; text after a closing quote belongs to the field; LF, CRLF
/// and CR end a row outside quotes; lines without any byte are dropped. A quote that never closes, that closes only beyond the
/// field limit, or that closes before stray text on a later line is taken as a literal byte, and counted.
struct RecordParser {
  enum Failure: Error, Equatable {
    case fieldTooLong(offset: Int)
    case tooManyColumns(offset: Int)
    case tooManyCells
    case cancelled
  }

  /// What part of a text is parsed: all of it, its beginning as a sample, or a piece of which only rows that end are taken.
  enum Sampling { case whole, beginning, piece }

  /// What the quotes of a text so far say about those to come.
  struct QuoteMemory {
    /// How often a quote may be read a second time as a literal byte, so that hostile text cannot make the work quadratic.
    var secondReadings = 1000
    var hasUnclosedQuote = false
    /// Quotes are literal from here on: they did not balance for the second time.
    var areLiteral = false
  }

  let syntax: FieldSyntax
  /// The number of fields expected in a row.
  let width: Int
  private var maximumRows = Int.max
  private var maximumCells = Int.max
  private var keepsRowStarts = false
  /// The text is the beginning of a longer one: a quote that is open at its end is no fault, its row is left out.
  private var isPartial = false
  static let maximumColumns = 100_000

  private var grid: CellGrid
  /// Fields that had to be unescaped; appended to the text in the end.
  private var spill: [UInt8] = []
  private var memory = QuoteMemory()
  /// Only rows that end are taken.
  private var isPiece = false
  /// The last row of a partial text ends inside quotes, or that of a piece does not end.
  private var isCut = false

  init(syntax: FieldSyntax, width: Int) {
    self.syntax = syntax
    self.width = width
    grid = CellGrid(width: width)
  }

  /// Parses `text` from `start`; the grid takes the bytes over.
  /// - Parameter progress: asked after every 4 MiB or so with the offset reached; false cancels.
  static func parse(
    _ text: consuming [UInt8], from start: Int, syntax: FieldSyntax, width: Int, maximumRows: Int = .max,
    maximumCells: Int = .max, sampling: Sampling? = nil, progress: (Int) -> Bool = { _ in true }
  ) throws(Failure) -> CellGrid {
    var memory = QuoteMemory()
    return try parse(
      text, from: start, syntax: syntax, width: width, maximumRows: maximumRows, maximumCells: maximumCells,
      sampling: sampling, memory: &memory, progress: progress)
  }

  /// - Parameter memory: of the quotes before this text.
  static func parse(
    _ text: consuming [UInt8], from start: Int, syntax: FieldSyntax, width: Int, maximumRows: Int = .max,
    maximumCells: Int = .max, sampling: Sampling?, memory: inout QuoteMemory, progress: (Int) -> Bool = { _ in true }
  ) throws(Failure) -> CellGrid {
    var parser = RecordParser(syntax: syntax, width: width)
    parser.memory = memory
    if let sampling {
      parser.keepsRowStarts = true
      parser.isPartial = sampling != .whole
      parser.isPiece = sampling == .piece
    }
    parser.maximumRows = maximumRows
    parser.maximumCells = maximumCells
    let failure = text.withUnsafeBufferPointer { bytes -> Failure? in
      do throws(Failure) {
        try parser.run(bytes, from: start, progress: progress)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
    memory = parser.memory
    var grid = parser.grid
    text.append(contentsOf: parser.spill)
    grid.bytes = text
    return grid
  }

  private mutating func run(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, progress: (Int) -> Bool
  ) throws(Failure) {
    grid.cells.reserveCapacity(estimatedCells(bytes, from: start))
    var position = start
    var nextReport = start + 1 << 22
    while position < bytes.count, grid.rows < maximumRows {
      try parseRow(bytes, &position)
      guard grid.cells.count <= maximumCells, grid.extras.count <= maximumCells / 3 else { throw .tooManyCells }
      if position >= nextReport {
        nextReport = position + 1 << 22
        guard progress(position) else { throw .cancelled }
      }
    }
  }

  /// From the first rows, so that the array need not grow by copying.
  private func estimatedCells(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let sample = bytes[min(start, bytes.count)..<min(bytes.count, start + 1 << 16)]
    let lines = sample.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    guard maximumRows == .max, bytes.count - start > sample.count else { return min(lines * width, 1 << 20) }
    return min(maximumCells, (bytes.count - start) / max(1, sample.count) * lines * width / 16 * 17)
  }

  /// One row, its line end included.
  @inline(__always)
  private mutating func parseRow(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Failure) {
    let rowStart = position
    let before = (cells: grid.cells.count, extras: grid.extras.count)
    let quotes = isPiece ? (memory, grid.unclosedQuotes, grid.strayQuotes) : nil
    var column = 0
    while true {
      let cell = try parseField(bytes, &position)
      if column < width {
        grid.cells.append(cell)
      } else {
        guard column < Self.maximumColumns else { throw .tooManyColumns(offset: rowStart) }
        grid.extras.append(CellGrid.Extra(row: grid.rows, column: column, cell: cell))
      }
      column += 1
      guard position < bytes.count else {
        isCut = isCut || isPiece
        break
      }
      let end = bytes[position]
      position += 1
      if end == 0x0A {
        grid.lineFeeds += 1
      } else if end == 0x0D {
        endWithCarriageReturn(bytes, &position)
      } else {
        continue
      }
      break
    }
    if isCut {
      grid.cells.removeLast(grid.cells.count - before.cells)
      grid.extras.removeLast(grid.extras.count - before.extras)
      // The row will come again, with what follows it.
      if let quotes { (memory, grid.unclosedQuotes, grid.strayQuotes) = quotes }
      return
    }
    grid.end = position
    let rows = grid.rows
    finishRow(start: rowStart, fields: column, before: before)
    if keepsRowStarts, grid.rows > rows { grid.rowStarts.append(rowStart) }
  }

  private mutating func endWithCarriageReturn(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    if position < bytes.count, bytes[position] == 0x0A {
      position += 1
      grid.pairs += 1
    } else {
      grid.carriageReturns += 1
    }
  }

  @inline(__always)
  private mutating func finishRow(start: Int, fields: Int, before: (cells: Int, extras: Int)) {
    grid.widest = max(grid.widest, fields)
    if fields == width, width > 1 {
      grid.rows += 1
      return
    }
    finishUnusualRow(start: start, fields: fields, before: before)
  }

  private mutating func finishUnusualRow(start: Int, fields: Int, before: (cells: Int, extras: Int)) {
    if fields == 1, let only = grid.cells.last, only.isEmpty, !only.isQuoted {
      grid.cells.removeLast(grid.cells.count - before.cells)
      grid.blankLines.add(start)
      return
    }
    grid.rows += 1
    if fields < width {
      grid.shortRows.add(start)
      for _ in fields..<width { grid.cells.append(.absent) }
    } else if fields > width {
      grid.longRows.add(start)
    }
  }

  /// One field up to, not with, its delimiter or line end.
  @inline(__always)
  private mutating func parseField(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Failure) -> Cell {
    let start = position
    if start < bytes.count, let quote = syntax.quote, bytes[start] == quote, !memory.areLiteral,
      let cell = parseQuoted(bytes, &position, quote)
    {
      return cell
    }
    position = endOfUnquoted(bytes, from: start)
    guard position - start <= Cell.maximumLength else { throw .fieldTooLong(offset: start) }
    return Cell(start: start, length: position - start)
  }

  @inline(__always)
  private func endOfUnquoted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    // 0x0A stands for "no delimiter": it ends the field anyway.
    let delimiter = syntax.delimiter ?? 0x0A
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      position += 1
    }
    return position
  }

  /// nil, with `position` unchanged, where the quote turns out to be a literal byte.
  private mutating func parseQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ quote: UInt8
  ) -> Cell? {
    let scan = scanQuoted(bytes, from: position + 1, quote)
    guard let close = scan.close else {
      if isPartial, !scan.isTooLong {
        isCut = true
        position = bytes.count
        return Cell(start: position, length: 0)
      }
      grid.unclosedQuotes.add(position)
      memory.areLiteral = memory.hasUnclosedQuote
      memory.hasUnclosedQuote = true
      return nil
    }
    let end = endOfUnquoted(bytes, from: close + 1)
    if end == close + 1 {
      let cell = cell(bytes, from: position + 1, to: close, quote, hasEscapes: scan.hasEscapes)
      position = end
      return cell
    }
    if scan.hasLineEnd, memory.secondReadings > 0, !bytes[close + 1..<end].allSatisfy({ $0.isBlank }) {
      memory.secondReadings -= 1
      grid.unclosedQuotes.add(position)
      return nil
    }
    grid.strayQuotes.add(position)
    let cell = joined(bytes, quoted: position + 1..<close, stray: close + 1..<end, quote)
    position = end
    return cell
  }

  private struct QuotedScan {
    var close: Int?
    var hasEscapes = false
    var hasLineEnd = false
    var isTooLong = false
  }

  /// Finds the closing quote; `close` is nil where there is none within the field limit.
  private func scanQuoted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ quote: UInt8) -> QuotedScan {
    var scan = QuotedScan()
    var position = start
    let end = min(bytes.count, start + Cell.maximumLength)
    let escape = syntax.escape ?? quote
    while position < end {
      let byte = bytes[position]
      if byte == escape, escape != quote, position + 1 < bytes.count {
        scan.hasEscapes = true
        if bytes[position + 1] == 0x0A || bytes[position + 1] == 0x0D { scan.hasLineEnd = true }
        position += 2
      } else if byte == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else {
          scan.close = position
          return scan
        }
        scan.hasEscapes = true
        position += 2
      } else {
        if byte == 0x0A || byte == 0x0D { scan.hasLineEnd = true }
        position += 1
      }
    }
    scan.isTooLong = end < bytes.count
    return scan
  }

  private mutating func cell(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ quote: UInt8, hasEscapes: Bool
  ) -> Cell {
    guard hasEscapes else { return Cell(start: start, length: end - start, isQuoted: true) }
    let first = spill.count
    appendUnescaped(bytes, start..<end, quote)
    return Cell(start: bytes.count + first, length: spill.count - first, isQuoted: true)
  }

  /// `"ab"c` is `abc`.
  private mutating func joined(
    _ bytes: UnsafeBufferPointer<UInt8>, quoted: Range<Int>, stray: Range<Int>, _ quote: UInt8
  ) -> Cell {
    let first = spill.count
    appendUnescaped(bytes, quoted, quote)
    let isBlank = bytes[stray].allSatisfy { $0.isBlank }
    if !isBlank { spill.append(contentsOf: bytes[stray]) }
    return Cell(start: bytes.count + first, length: min(spill.count - first, Cell.maximumLength), isQuoted: true)
  }

  private mutating func appendUnescaped(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ quote: UInt8) {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      let next = position + 1 < range.upperBound ? bytes[position + 1] : nil
      if byte == quote, next == quote {
        position += 1
      } else if byte == syntax.escape, let next, next == quote || next == byte {
        position += 1
      }
      spill.append(bytes[position])
      position += 1
    }
  }
}
