/// One JSON object per line: numbers as numbers, missing as null, true and false as such, everything else as strings.
package struct JSONLinesFormat: TextFormat {
  package static let name = "jsonl"
  package static let pathExtensions = ["jsonl", "ndjson"]

  package init() {}

  package func appendHeader(of columns: [Column], to bytes: inout [UInt8]) {}

  package func appendRows(of block: Table, to bytes: inout [UInt8]) {
    let last = block.columns.count - 1
    let cells = block.columns.enumerated().map { index, column in
      Self.encoder(column, start: index == 0 ? "{" : ",", end: index == last ? "}\n" : "")
    }
    guard !cells.isEmpty else { return (0..<block.rowCount).forEach { _ in bytes += Array("{}\n".utf8) } }
    RowJoint.append(cells, rowCount: block.rowCount, to: &bytes)
  }

  /// Writes one member of each object.
  private static func encoder(_ column: Column, start: String, end: String) -> CellEncoder {
    var column = withJSONBooleans(column)
    // JSON numbers are plain and have a point, whatever the file had.
    column.look = column.look.plain
    let key = Array(start.utf8) + [UInt8(ascii: "\"")] + JSONEscaping().escaped(Array(column.name.utf8))
    let (lead, tail) = (key + Array("\":".utf8), Array(end.utf8))
    let missing = lead + Array("null".utf8) + tail
    guard !isBare(column) else {
      return CellEncoder(column, .init(before: lead, after: tail, missing: missing))
    }
    let quote = [UInt8(ascii: "\"")]
    return CellEncoder(
      column, .init(before: lead + quote, after: quote + tail, missing: missing, escaping: JSONEscaping()))
  }

  /// `TRUE` and `False` as JSON spells them; other pairs (yes and no) stay texts.
  private static func withJSONBooleans(_ column: Column) -> Column {
    guard column.kind == .boolean, case .levels(let codes, let levels) = column.storage else { return column }
    let lowered = levels.map { ByteText($0.string.lowercased()) }
    guard lowered.allSatisfy({ $0 == "true" || $0 == "false" }) else { return column }
    var column = column
    column.storage = .levels(codes: codes, levels: lowered)
    return column
  }

  /// Numbers and JSON booleans stand without quotes.
  private static func isBare(_ column: Column) -> Bool {
    switch column.storage {
    case .integers: column.look.zeroPaddedWidth == nil
    case .decimals: true
    case .levels(_, let levels): column.kind == .boolean && levels.allSatisfy { $0 == "true" || $0 == "false" }
    default: false
    }
  }
}

/// The inside of a JSON string; bytes above ASCII stay as they are (RFC 8259, section 7).
private struct JSONEscaping: CellEscaping {
  func widest(_ count: Int) -> Int { 6 * count }

  func write(_ text: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place {
    var place = place
    for byte in text {
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        place.pointee = byte
        place += 1
      } else {
        place = Self.writeEscape(of: byte, at: place)
      }
    }
    return place
  }

  private static func writeEscape(of byte: UInt8, at place: Digits.Place) -> Digits.Place {
    let letter: UInt8? =
      switch byte {
      case 0x0A: UInt8(ascii: "n")
      case 0x0D: UInt8(ascii: "r")
      case 0x09: UInt8(ascii: "t")
      case 0..<0x20: nil
      default: byte
      }
    place[0] = UInt8(ascii: "\\")
    place[1] = letter ?? UInt8(ascii: "u")
    guard letter == nil else { return place + 2 }
    (place[2], place[3]) = (0x30, 0x30)
    (place[4], place[5]) = (hexadecimal(byte >> 4), hexadecimal(byte & 15))
    return place + 6
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}
