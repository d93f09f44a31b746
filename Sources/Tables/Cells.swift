/// Where one field lies in the bytes of a file, in eight bytes.
struct Cell: Equatable {
  private let bits: UInt64

  /// The longest field, in bytes.
  static let maximumLength = 1 << 24
  /// The largest file with what is appended to it, in bytes.
  static let maximumStart = 1 << 36

  /// Stands where a row is too short.
  static let absent = Cell(bits: 1)

  private init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(start: Int, length: Int, isQuoted: Bool = false) {
    bits = UInt64(truncatingIfNeeded: start) << 28 | UInt64(truncatingIfNeeded: length) << 2 | (isQuoted ? 2 : 0)
  }

  @inline(__always) var start: Int { Int(truncatingIfNeeded: bits >> 28) }
  @inline(__always) var length: Int { Int(truncatingIfNeeded: (bits >> 2) & 0x3FF_FFFF) }
  var isQuoted: Bool { bits & 2 != 0 }
  var isAbsent: Bool { bits & 1 != 0 }
  var isEmpty: Bool { length == 0 }
}

/// The fields of a text in rows of equal width, with what did not fit.
///
/// - Invariant: `cells.count == rows * width`; every cell lies inside `bytes`.
struct CellGrid {
  /// A field to the right of the grid.
  struct Extra {
    var row: Int
    var column: Int
    var cell: Cell
  }

  /// Places of a peculiarity: how often, and the byte offsets of the first few rows.
  struct Tally {
    var count = 0
    var offsets: [Int] = []

    mutating func add(_ offset: Int) {
      count += 1
      if offsets.count < 5 { offsets.append(offset) }
    }
  }

  /// The decoded text, followed by the fields that had to be unescaped.
  var bytes: [UInt8] = []
  var width: Int
  var rows = 0
  var cells: [Cell] = []
  var extras: [Extra] = []
  /// The number of fields of the widest row.
  var widest = 0
  /// Where each row begins; only where it was asked for.
  var rowStarts: [Int] = []
  /// Where the row after the last one taken begins.
  var end = 0
  var shortRows = Tally()
  var longRows = Tally()
  var blankLines = Tally()
  var strayQuotes = Tally()
  var unclosedQuotes = Tally()
  var lineFeeds = 0
  var carriageReturns = 0
  var pairs = 0

  init(width: Int) { self.width = width }

  subscript(row: Int, column: Int) -> Cell { cells[row * width + column] }

  func text(_ cell: Cell) -> ArraySlice<UInt8> { bytes[cell.start..<cell.start + cell.length] }

  var lineEnd: Dialect.LineEnd {
    switch (lineFeeds > 0, carriageReturns > 0, pairs > 0) {
    case (_, false, false): .lf
    case (false, false, true): .crlf
    case (false, true, false): .cr
    default: .mixed
    }
  }
}
