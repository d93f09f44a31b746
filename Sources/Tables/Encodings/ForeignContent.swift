/// Files that are no delimited text, by their first bytes or by what they are full of.
enum ForeignContent {
  private static let signatures: [(String, [UInt8])] = [
    ("it is a zip archive or a spreadsheet (xlsx, ods); export it as CSV", [0x50, 0x4B, 3, 4]),
    ("it is an executable", [0x7F, 0x45, 0x4C, 0x46]),
    ("it is an executable", [0x4D, 0x5A, 0x90, 0]),
    ("it is a PDF document", Array("%PDF-".utf8)),
    ("it is a PNG picture", [0x89, 0x50, 0x4E, 0x47]),
    ("it is a JPEG picture", [0xFF, 0xD8, 0xFF]),
    ("it is a Parquet file", Array("PAR1".utf8)),
    ("it is an SQLite database", Array("SQLite format 3".utf8)),
    ("it is an xz archive; unpack it first", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
    ("it is an old Excel workbook (xls); export it as CSV", [0xD0, 0xCF, 0x11, 0xE0]),
  ]

  /// Why the bytes of a file cannot be delimited text; nil where they may be.
  static func reason(in bytes: [UInt8]) -> String? {
    if bytes.dropFirst(257).starts(with: "ustar".utf8) { return "it is a tar archive; unpack it first" }
    if PackedFormat.of(bytes) != nil { return "it is packed more than once; unpack it first" }
    return signatures.first { bytes.starts(with: $0.1) }?.0
  }

  /// Why the decoded text can be no table: too many control characters.
  static func reason(in text: DecodedText) -> String? { reason(inText: text.bytes[text.start...]) }

  /// - Parameter text: decoded, its beginning or all of it.
  static func reason(inText text: ArraySlice<UInt8>) -> String? {
    let sample = text.prefix(1 << 16)
    let controls = sample.reduce(0) { isControl($1) ? $0 + 1 : $0 }
    // Short texts may hold a few NULs and still be a table.
    let isBinary = sample.count >= 512 ? controls * 20 > sample.count : controls * 2 > sample.count
    guard isBinary else { return nil }
    return "\(controls) of its first \(sample.count) bytes are control characters"
  }

  /// Escape is left out: text with terminal sequences is still text; so are the separators 0x1C...0x1F.
  private static func isControl(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x1B...0x1F: false
    default: byte < 0x20 || byte == 0x7F
    }
  }
}
