/// The text of a file as UTF-8, and how it was found.
struct DecodedText {
  /// A few bytes that had no meaning in the encoding, or what else there is to tell.
  struct Problem {
    var text: String
    var count: Int
    /// Offsets in `bytes` of the first few.
    var offsets: [Int]
    /// Their lines, from 1.
    var lines: [Int] = []
    var isFault = true
  }

  /// Valid UTF-8.
  var bytes: [UInt8]
  /// Where the text begins: behind a byte order mark.
  var start = 0
  var encoding: String
  var problems: [Problem] = []
}

/// From the bytes of a file to UTF-8: by byte order mark, by the pattern of zeros, strictly as UTF-8, or else by a guess, which is
/// said.
enum TextDecoder {
  /// - Parameter encoding: named by the user; nil: found from the bytes.
  static func decode(_ bytes: [UInt8], as encoding: TextEncoding? = nil) throws(TableError) -> DecodedText {
    let detected = EncodingDetector.detect(bytes[...])
    if detected.encoding == .utf8, encoding ?? .utf8 == .utf8, let text = plain(bytes, detected) { return text }
    let source = try DecodingSource(PeekedSource(whole: bytes), named: encoding)
    let text = try source.rest(limit: .max, expected: bytes.count + bytes.count / 8)
    return DecodedText(bytes: text ?? [], encoding: source.encodingName, problems: source.problems)
  }

  /// nil where a byte is not UTF-8.
  private static func plain(_ bytes: [UInt8], _ detected: DetectedEncoding) -> DecodedText? {
    let check = UTF8Check(bytes, from: detected.markLength)
    guard check.invalid.count == 0 else { return nil }
    var text = DecodedText(bytes: bytes, start: detected.markLength, encoding: detected.name)
    if check.zeros.count > 0 {
      let zeros = check.zeros
      text.problems.append(
        DecodedText.Problem(text: "NUL byte kept in the text", count: zeros.count, offsets: zeros.offsets))
    }
    return text
  }
}
