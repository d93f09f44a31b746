/// What the first bytes of a text say of its encoding.
struct DetectedEncoding: Equatable {
  /// UTF-8 may still turn out to be another one, at the first byte that it does not allow.
  var encoding: TextEncoding
  /// Bytes of the byte order mark.
  var markLength = 0

  /// The name that is shown.
  var name: String { encoding == .utf8 && markLength > 0 ? "UTF-8 with BOM" : encoding.name }
}

/// Finds encodings that show themselves: by a byte order mark, by where zeros stand, by the sequences that shift alphabets.
enum EncodingDetector {
  static func detect(_ bytes: ArraySlice<UInt8>) -> DetectedEncoding {
    if let (encoding, length) = byteOrderMark(bytes) { return DetectedEncoding(encoding: encoding, markLength: length) }
    let sample = bytes.prefix(1 << 14)
    if let encoding = wide(sample) { return DetectedEncoding(encoding: encoding) }
    return DetectedEncoding(encoding: shiftsAlphabets(sample) ? .japaneseMail : .utf8)
  }

  private static func byteOrderMark(_ bytes: ArraySlice<UInt8>) -> (TextEncoding, Int)? {
    let marks: [(TextEncoding, [UInt8])] = [
      (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, [0, 0, 0xFE, 0xFF]),
      (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]), (.utf8, [0xEF, 0xBB, 0xBF]),
    ]
    return marks.first { bytes.starts(with: $0.1) }.map { ($0.0, $0.1.count) }
  }

  /// `ESC $ B` and `ESC $ @` begin Japanese characters in ISO-2022-JP.
  private static func shiftsAlphabets(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.contains(0x1B), bytes.allSatisfy({ $0 < 0x80 }) else { return false }
    return zip(bytes, zip(bytes.dropFirst(), bytes.dropFirst(2))).contains {
      $0 == 0x1B && $1.0 == UInt8(ascii: "$") && ($1.1 == UInt8(ascii: "B") || $1.1 == UInt8(ascii: "@"))
    }
  }

  // MARK: - Code units of two and four bytes

  /// UTF-16 or UTF-32 without a mark; nil where the bytes are no such text.
  private static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    guard bytes.count >= 4, bytes.contains(0) else { return nil }
    let whole = bytes.prefix(bytes.count / 4 * 4)
    for encoding in [TextEncoding.utf32LittleEndian, .utf32BigEndian] where isWide(whole, encoding) { return encoding }
    return byZeros(bytes) ?? byLineEnds(bytes)
  }

  /// Every unit of four bytes is a character, and most are of the first plane: two of four bytes are zero.
  private static func isWide(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> Bool {
    var units = 0
    for position in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
      let unit = bytes[position..<position + 4]
      let value = (encoding == .utf32LittleEndian ? Array(unit.reversed()) : Array(unit)).reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
      guard value > 0, value <= 0x1_FFFF, Unicode.Scalar(value) != nil else { return false }
      units += 1
    }
    return units > 0
  }

  /// Mostly ASCII: every second byte is zero.
  private static func byZeros(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    let (even, odd) = zeros(bytes)
    let pairs = bytes.count / 2
    if odd * 2 > pairs, even * 20 < pairs { return .utf16LittleEndian }
    if even * 2 > pairs, odd * 20 < pairs { return .utf16BigEndian }
    return nil
  }

  private static func zeros(_ bytes: ArraySlice<UInt8>) -> (even: Int, odd: Int) {
    var counts = [0, 0]
    for (index, byte) in bytes.enumerated() where byte == 0 { counts[index & 1] += 1 }
    return (counts[0], counts[1])
  }

  /// Mostly other alphabets: line ends, delimiters, blanks and digits have a zero on one side only, and no pair is half a
  /// character or a control.
  private static func byLineEnds(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    let (even, odd) = zeros(bytes)
    guard (even == 0) != (odd == 0), even + odd >= 2, bytes.count % 2 == 0 || bytes.count == 1 << 14 else { return nil }
    let encoding = even == 0 ? TextEncoding.utf16LittleEndian : .utf16BigEndian
    let isLittle = even == 0
    var lineEnds = 0
    var surrogate: UInt16?
    for position in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) {
      let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
      let unit = isLittle ? second << 8 | first : first << 8 | second
      if unit == 0x0A || unit == 0x0D { lineEnds += 1 }
      guard unit >= 0x20 || (0x09...0x0D).contains(unit), unit < 0xFFFE else { return nil }
      let isLow = (0xDC00...0xDFFF).contains(unit)
      guard isLow == (surrogate != nil) else { return nil }
      surrogate = (0xD800...0xDBFF).contains(unit) ? unit : nil
    }
    return lineEnds > 0 ? encoding : nil
  }
}
