/// The text of a file as UTF-8, and how it was found.
struct DecodedText {
  /// A few bytes that had no meaning in the encoding.
  struct Problem {
    var text: String
    var count: Int
    /// Offsets in `bytes` of the first few.
    var offsets: [Int]
  }

  /// Valid UTF-8.
  var bytes: [UInt8]
  /// Where the text begins: behind a byte order mark.
  var start = 0
  var encoding: String
  var problems: [Problem] = []
}

/// From the bytes of a file to UTF-8: by byte order mark, by the pattern of zeros, strictly as UTF-8, or else as windows-1252,
/// which is said.
enum TextDecoder {
  static func decode(_ bytes: [UInt8]) -> DecodedText {
    if let (encoding, start) = byteOrderMark(bytes[...]) {
      guard encoding != "UTF-8" else { return utf8(bytes, start: start, encoding: "UTF-8 with BOM") }
      return wide(bytes[start...], encoding)
    }
    if let encoding = zeroPattern(bytes) { return wide(bytes[...], encoding) }
    return utf8(bytes, start: 0, encoding: "UTF-8")
  }

  private static func byteOrderMark(_ bytes: ArraySlice<UInt8>) -> (encoding: String, start: Int)? {
    let marks: [(String, [UInt8])] = [
      ("UTF-32LE", [0xFF, 0xFE, 0, 0]), ("UTF-32BE", [0, 0, 0xFE, 0xFF]), ("UTF-16LE", [0xFF, 0xFE]),
      ("UTF-16BE", [0xFE, 0xFF]), ("UTF-8", [0xEF, 0xBB, 0xBF]),
    ]
    return marks.first { bytes.starts(with: $0.1) }.map { ($0.0, $0.1.count) }
  }

  /// UTF-16 without a mark: mostly ASCII, so every second byte is zero. nil where it is not so.
  private static func zeroPattern(_ bytes: [UInt8]) -> String? {
    let sample = bytes.prefix(4096)
    guard sample.count >= 4, bytes.count % 2 == 0 else { return nil }
    let pairs = sample.count / 2
    let evenZeros = stride(from: 0, to: pairs * 2, by: 2).reduce(0) { sample[$1] == 0 ? $0 + 1 : $0 }
    let oddZeros = stride(from: 1, to: pairs * 2, by: 2).reduce(0) { sample[$1] == 0 ? $0 + 1 : $0 }
    if oddZeros * 2 > pairs, evenZeros * 20 < pairs { return "UTF-16LE" }
    if evenZeros * 2 > pairs, oddZeros * 20 < pairs { return "UTF-16BE" }
    return nil
  }

  // MARK: - UTF-8 and the fallback

  private static func utf8(_ bytes: [UInt8], start: Int, encoding: String) -> DecodedText {
    let check = UTF8Check(bytes, from: start)
    var problems: [DecodedText.Problem] = []
    if check.zeros.count > 0 { problems.append(problem("NUL byte kept in the text", check.zeros)) }
    guard check.invalid.count > 0 else {
      return DecodedText(bytes: bytes, start: start, encoding: encoding, problems: problems)
    }
    // Many good sequences and few bad bytes: a damaged UTF-8 file rather than one of another encoding.
    let isMostlyUTF8 = check.validSequences > 4 * check.invalid.count
    let text = windows1252(bytes, from: start, keepingUTF8: isMostlyUTF8)
    problems.append(
      isMostlyUTF8
        ? problem("byte that is not UTF-8, read as windows-1252", text.replaced)
        : problem("byte that is not UTF-8: the whole file is read as windows-1252", text.replaced))
    return DecodedText(
      bytes: text.bytes, start: 0, encoding: isMostlyUTF8 ? encoding : "windows-1252", problems: problems)
  }

  private static func problem(_ text: String, _ tally: CellGrid.Tally) -> DecodedText.Problem {
    DecodedText.Problem(text: text, count: tally.count, offsets: tally.offsets)
  }

  private static func windows1252(
    _ bytes: [UInt8], from start: Int, keepingUTF8: Bool
  ) -> (bytes: [UInt8], replaced: CellGrid.Tally) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    var replaced = CellGrid.Tally()
    var position = start
    bytes.withUnsafeBufferPointer { bytes in
      while position < bytes.count {
        let length = bytes[position] < 0x80 ? 1 : keepingUTF8 ? UTF8Check.sequenceLength(bytes, at: position) : 0
        if length > 0 {
          result.append(contentsOf: bytes[position..<position + length])
        } else {
          replaced.add(result.count)
          result.append(contentsOf: String(windows1252Scalar(bytes[position])).utf8)
        }
        position += max(1, length)
      }
    }
    return (result, replaced)
  }

  /// As the WHATWG Encoding Standard maps it: the five unused bytes are C1 controls.
  private static func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar {
    let upper: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
      0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
      0x0153, 0x9D, 0x017E, 0x0178,
    ]
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  // MARK: - UTF-16 and UTF-32

  private static func wide(_ bytes: ArraySlice<UInt8>, _ encoding: String) -> DecodedText {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var bad = CellGrid.Tally()
    var zeros = CellGrid.Tally()
    var units = WideUnits(bytes: bytes, encoding: encoding)
    while let scalar = units.next() {
      if scalar == 0 { zeros.add(result.count) }
      if Unicode.Scalar(scalar) == nil { bad.add(result.count) }
      result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    }
    var text = DecodedText(bytes: result, encoding: encoding)
    if bad.count > 0 { text.problems.append(problem("code unit that is no character, read as U+FFFD", bad)) }
    if zeros.count > 0 { text.problems.append(problem("NUL byte kept in the text", zeros)) }
    return text
  }
}

/// The scalars of UTF-16 or UTF-32 bytes; a lone surrogate comes as itself.
private struct WideUnits {
  let bytes: ArraySlice<UInt8>
  let size: Int
  let isLittle: Bool
  var position: Int

  init(bytes: ArraySlice<UInt8>, encoding: String) {
    self.bytes = bytes
    size = encoding.hasPrefix("UTF-32") ? 4 : 2
    isLittle = encoding.hasSuffix("LE")
    position = bytes.startIndex
  }

  private func unit(at position: Int) -> UInt32? {
    guard position + size <= bytes.endIndex else { return nil }
    let unit = bytes[position..<position + size]
    return isLittle
      ? unit.reversed().reduce(0) { $0 << 8 | UInt32($1) } : unit.reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func next() -> UInt32? {
    guard let first = unit(at: position) else { return nil }
    position += size
    guard size == 2, (0xD800...0xDBFF).contains(first), let second = unit(at: position),
      (0xDC00...0xDFFF).contains(second)
    else { return first }
    position += size
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
  }
}
