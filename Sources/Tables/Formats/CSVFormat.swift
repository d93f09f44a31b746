/// Delimited text with a header line, quoted by RFC 4180 where needed or where the column always is.
package struct CSVFormat: TableFormat {
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
      appendQuotedIfNeeded(
        Array(column.name.utf8), always: column.look.quoting == .always, alone: columns.count == 1, to: &bytes)
    }
    bytes += lineEnd
  }

  package func appendRows(of block: Table, to bytes: inout [UInt8]) {
    let writers = block.columns.map { FieldWriter($0, format: self, isAlone: block.columns.count == 1) }
    for row in 0..<block.rowCount {
      for index in 0..<writers.count {
        if index > 0 { bytes.append(delimiter) }
        writers[index].append(row: row, to: &bytes)
      }
      bytes += lineEnd
    }
  }

  func appendQuotedIfNeeded(_ text: [UInt8], always: Bool, alone: Bool, to bytes: inout [UInt8]) {
    guard always || (alone && text.isEmpty) || needsQuotes(text[...]) else { return bytes += text }
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  func needsQuotes(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
  }
}

/// Writes the cells of one column with the quotes they need.
private struct FieldWriter {
  let column: Column
  let format: CSVFormat
  let cells: CellWriter
  /// The missing value as it stands in the file.
  let missing: [UInt8]
  /// One per level, as it stands in the file; empty for other storages.
  var levels: [[UInt8]] = []
  /// Values may hold bytes that need quotes.
  let isChecked: Bool

  init(_ column: Column, format: CSVFormat, isAlone: Bool) {
    self.column = column
    self.format = format
    cells = CellWriter(column)
    let always = column.look.quoting == .always
    // A quoted column writes an empty text for a missing value, but a bare NA: so do the programs that quote everything.
    var missing: [UInt8] = []
    let spelling = column.look.missingSpelling.bytes
    format.appendQuotedIfNeeded(spelling, always: always && spelling.isEmpty, alone: isAlone, to: &missing)
    self.missing = missing
    isChecked = always || Self.mayNeedQuotes(column, format)
    guard case .levels(_, let levels) = column.storage else { return }
    self.levels = levels.map { level in
      var text: [UInt8] = []
      format.appendQuotedIfNeeded(level.bytes, always: always, alone: isAlone, to: &text)
      return text
    }
  }

  private static func mayNeedQuotes(_ column: Column, _ format: CSVFormat) -> Bool {
    switch column.storage {
    case .integers: format.needsQuotes(Array("-0123456789".utf8)[...])
    case .decimals: format.needsQuotes(Array("-+0123456789e".utf8) + [column.look.decimalMark])
    case .levels: false
    case .instants, .text: true
    }
  }

  @inline(__always)
  func append(row: Int, to bytes: inout [UInt8]) {
    if column.isMissing(row) { return bytes.append(contentsOf: missing) }
    if case .levels(let codes, _) = column.storage { return bytes.append(contentsOf: levels[Int(codes[row])]) }
    guard isChecked else { return cells.append(row: row, of: column, to: &bytes) }
    let start = bytes.count
    cells.append(row: row, of: column, to: &bytes)
    let always = column.look.quoting == .always
    guard always || start == bytes.count || format.needsQuotes(bytes[start...]) else { return }
    let text = Array(bytes[start...])
    bytes.removeSubrange(start...)
    // An empty text that is not missing is told apart by its quotes.
    format.appendQuotedIfNeeded(text, always: always || text.isEmpty, alone: false, to: &bytes)
  }
}
