/// From the bytes of a file to its text, through whatever it is wrapped in.
enum TextOpening {
  /// Bytes that are looked at before any is decoded.
  private static let peek = 1 << 17

  /// Unpacks and decodes as is needed, in bounded memory.
  /// - Parameter name: the file in errors.
  /// - Throws: `.noData`, `.notText` for what is no text by its first bytes, and what the source throws.
  static func open(
    _ source: any ByteSource, name: String, options: ReadOptions
  ) throws(TableError) -> DecodingSource {
    var peeked = try PeekedSource(source, count: peek)
    if let format = PackedFormat.of(peeked.first) {
      peeked = try PeekedSource(UnpackingSource(peeked, format: format, name: name), count: peek)
    }
    guard !peeked.first.isEmpty else { throw TableError(.noData, file: name) }
    if let reason = ForeignContent.reason(in: peeked.first) { throw TableError(.notText(reason: reason), file: name) }
    return try DecodingSource(peeked, named: options.encoding)
  }
}
