/// Delimited text with a header line, quoted by RFC 4180 where needed or where the column always is.
package struct CSVFormat: TextFormat {
  package static let name = "csv"
  package static let pathExtensions = ["csv"]

  package var delimiter: UInt8
  package var lineEnd: [UInt8]

  package init() { self.init(delimiter: UInt8(ascii: ",")) }
  package init(delimiter: UInt8, lineEnd: Dialect.LineEnd = .lf) {
    self.delimiter = delimiter
    self.lineEnd =
      switch lineEnd {
      case .crlf: [0x0D, 0x0A]
      case .cr: [0x0D]
      case .lf, .mixed: [0x0A]
      }
  }

  package func appendHeader(of columns: [Column], to bytes: inout [UInt8]) {
    for (index, column) in columns.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      let always = column.look.quoting == .always || (index == 0 && isMisread(column.name))
      appendQuotedIfNeeded(Array(column.name.utf8), always: always, alone: columns.count == 1, to: &bytes)
    }
    bytes += lineEnd
  }

  package func appendRows(of block: Table, to bytes: inout [UInt8]) {
    let last = block.columns.count - 1
    let cells = block.columns.enumerated().map { index, column in
      CellEncoder(
        column,
        frame(of: column, isFirst: index == 0, isAlone: last == 0, end: index == last ? lineEnd : [delimiter]))
    }
    guard !cells.isEmpty else { return (0..<block.rowCount).forEach { _ in bytes += lineEnd } }
    RowJoint.append(cells, rowCount: block.rowCount, to: &bytes)
  }

  /// Whether a file that begins so is taken for something else: a comment, a line that names the delimiter, an object of JSON lines,
  /// a byte order mark, a file of another kind.
  private func isMisread(_ name: String) -> Bool {
    let signs = ["#", "sep=", "{", "\u{FEFF}", "par1", "sqlite format 3"]
    let start = name.utf8.prefix(16).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return signs.contains { start.starts(with: $0.utf8) }
  }

  /// - Parameters:
  ///   - isFirst: a line that begins with `#` would be a comment.
  ///   - isAlone: an empty cell of the only column would be an empty line.
  private func frame(of column: Column, isFirst: Bool, isAlone: Bool, end: [UInt8]) -> CellEncoder.Frame {
    let always = column.look.quoting == .always
    var missing: [UInt8] = []
    let spelling = column.look.missingSpelling.bytes
    // A quoted column writes an empty text for a missing value, but a bare NA: so do the programs that quote everything.
    appendQuotedIfNeeded(spelling, always: always && spelling.isEmpty, alone: isAlone, to: &missing)
    var frame = CellEncoder.Frame(before: [], after: end, missing: missing + end)
    if always || mayNeedQuotes(column) {
      frame.escaping = CSVQuoting(
        format: self, always: always, emptyIsBare: isLevels(column) && !isAlone, beginsLines: isFirst)
    }
    return frame
  }

  private func isLevels(_ column: Column) -> Bool { if case .levels = column.storage { true } else { false } }

  private func mayNeedQuotes(_ column: Column) -> Bool {
    if column.look.isDressed { return true }
    return switch column.storage {
    case .integers: needsQuotes(Array("-0123456789".utf8)[...])
    case .decimals: needsQuotes(Array("-+0123456789e".utf8) + [column.look.decimalMark])
    case .instants: CellWriter.formatter(of: column).map { needsQuotes($0) } ?? true
    case .levels, .text: true
    }
  }

  /// Whether any instant could: the delimiter may be a letter or stand between the numbers.
  private func needsQuotes(_ formatter: DateFormatter) -> Bool {
    formatter.elements.contains { element in
      if case .literal(let bytes) = element { needsQuotes(bytes[...]) } else { delimiter.isLetter || delimiter.isDigit }
    }
  }

  func appendQuotedIfNeeded(_ text: [UInt8], always: Bool, alone: Bool, to bytes: inout [UInt8]) {
    bytes += CSVQuoting(format: self, always: always, emptyIsBare: !alone, beginsLines: false).escaped(text)
  }

  private func needsQuotes(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
  }
}

/// The quotes of one column.
private struct CSVQuoting: CellEscaping {
  private let always: Bool
  /// Else an empty text, which is not missing, is told apart by its quotes.
  private let emptyIsBare: Bool
  /// Eight times the delimiter.
  private let delimiters: UInt64
  private let beginsLines: Bool

  init(format: CSVFormat, always: Bool, emptyIsBare: Bool, beginsLines: Bool) {
    (self.always, self.emptyIsBare) = (always, emptyIsBare)
    delimiters = UInt64(format.delimiter) &* 0x0101_0101_0101_0101
    self.beginsLines = beginsLines
  }

  func widest(_ count: Int) -> Int { 2 * count + 2 }

  func write(_ text: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place {
    if !always, let end = writeBare(text, at: place) { return end }
    var place = place
    place.pointee = UInt8(ascii: "\"")
    place += 1
    for byte in text {
      place.pointee = byte
      place += 1
      if byte == UInt8(ascii: "\"") {
        place.pointee = byte
        place += 1
      }
    }
    place.pointee = UInt8(ascii: "\"")
    return place + 1
  }

  /// Copies the text in words and looks at each of them for what needs quotes. The last word reaches back over the one before it.
  /// - Returns: nil where it needs quotes.
  @inline(__always)
  private func writeBare(_ text: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place? {
    guard let first = text.baseAddress, let byte = text.first else { return emptyIsBare ? place : nil }
    if beginsLines, byte == UInt8(ascii: "#") { return nil }
    let (source, target, count) = (UnsafeRawPointer(first), UnsafeMutableRawPointer(place), text.count)
    var found: UInt64 = 0
    guard count >= 8 else {
      for offset in 0..<count {
        place[offset] = first[offset]
        found |= special(UInt64(first[offset]) &* 0x0101_0101_0101_0101)
      }
      return found == 0 ? place + count : nil
    }
    var offset = 0
    while offset < count {
      let start = min(offset, count &- 8)
      let word = source.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      target.storeBytes(of: word, toByteOffset: start, as: UInt64.self)
      found |= special(word)
      offset &+= 8
    }
    return found == 0 ? place + count : nil
  }

  /// Not 0 where one of eight bytes is the delimiter, a quote or a line end. A byte that equals a sign is zero once they are put
  /// together by exclusive or; the lowest zero byte, and hardly others, gets its highest bit when 1 is taken from every byte.
  @inline(__always)
  private func special(_ word: UInt64) -> UInt64 {
    (zeros(word ^ delimiters) | zeros(word ^ Self.quotes) | zeros(word ^ Self.feeds) | zeros(word ^ Self.returns))
      & 0x8080_8080_8080_8080
  }

  @inline(__always)
  private func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }

  private static let quotes: UInt64 = 0x2222_2222_2222_2222
  private static let feeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
  private static let returns: UInt64 = 0x0D0D_0D0D_0D0D_0D0D
}
