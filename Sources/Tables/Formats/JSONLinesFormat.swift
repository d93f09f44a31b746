/// One JSON object per line: numbers as numbers, missing as null, true and false as such, everything else as strings.
package struct JSONLinesFormat: TableFormat {
  package static let name = "jsonl"
  package static let pathExtensions = ["jsonl", "ndjson"]

  package init() {}

  package func appendHeader(of columns: [Column], to bytes: inout [UInt8]) {}

  package func appendRows(of block: Table, to bytes: inout [UInt8]) {
    let writers = block.columns.map(MemberWriter.init)
    for row in 0..<block.rowCount {
      bytes.append(UInt8(ascii: "{"))
      for index in 0..<writers.count {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        writers[index].append(row: row, to: &bytes)
      }
      bytes += [UInt8(ascii: "}"), 0x0A]
    }
  }

  /// Appends `text` as a JSON string; bytes above ASCII stay as they are (RFC 8259, section 7).
  static func appendString(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0..<0x20: bytes += Array("\\u00".utf8) + [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}

/// Writes one member of each object.
private struct MemberWriter {
  let column: Column
  let cells: CellWriter
  let key: [UInt8]
  /// Numbers and JSON booleans stand without quotes.
  let isBare: Bool

  init(_ column: Column) {
    var column = column
    // JSON numbers have a point, whatever the file had.
    column.look.decimalMark = UInt8(ascii: ".")
    var key: [UInt8] = []
    JSONLinesFormat.appendString(column.name.utf8, to: &key)
    key.append(UInt8(ascii: ":"))
    self.key = key
    self.column = column
    cells = CellWriter(column)
    isBare = Self.isBare(column)
  }

  private static func isBare(_ column: Column) -> Bool {
    switch column.storage {
    case .integers: column.look.zeroPaddedWidth == nil
    case .decimals: true
    case .levels(_, let levels): column.kind == .boolean && levels.allSatisfy { $0 == "true" || $0 == "false" }
    default: false
    }
  }

  func append(row: Int, to bytes: inout [UInt8]) {
    bytes += key
    if column.isMissing(row) { return bytes += Array("null".utf8) }
    if isBare { return cells.append(row: row, of: column, to: &bytes) }
    var text: [UInt8] = []
    cells.append(row: row, of: column, to: &text)
    JSONLinesFormat.appendString(text, to: &bytes)
  }
}
