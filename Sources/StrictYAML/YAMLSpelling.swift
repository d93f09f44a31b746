/// How a text is spelled as a scalar: plain where every YAML reader takes it for that text, else in double quotes.
enum YAMLSpelling {
  /// - Parameter inFlow: commas and brackets end a plain scalar there.
  static func text(_ text: String, inFlow: Bool) -> String {
    isPlain(text, inFlow: inFlow) ? text : quoted(text)
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard bytes.count <= 1000, first > 0x20, last > 0x20, last != UInt8(ascii: ":") else { return false }
    guard !indicators.contains(first), !readsAsAnotherType(text) else { return false }
    if inFlow, bytes.contains(where: { flowIndicators.contains($0) }) { return false }
    for (byte, next) in zip(bytes, bytes.dropFirst()) {
      if byte == UInt8(ascii: ":"), next == 0x20 { return false }
      if byte == 0x20, next == UInt8(ascii: "#") { return false }
    }
    return text.unicodeScalars.allSatisfy { !needsEscape($0) }
  }

  /// Whether a text is several lines that can stand in the file as they are: it ends with one line feed, and holds nothing
  /// invisible.
  static func isLiteral(_ text: String) -> Bool {
    let lines = text.utf8.count { $0 == 0x0A }
    guard lines > 1, text.utf8.last == 0x0A, text.utf8.dropLast().last != 0x0A else { return false }
    return text.unicodeScalars.allSatisfy { $0 == "\n" || !needsEscape($0) }
  }

  private static let indicators = Set("-?:,[]{}#&*!|>'\"%@`=<.+~".utf8)
  private static let flowIndicators = Set(",[]{}:?\"'".utf8)

  /// True of words and numbers that some YAML version reads as another type; the quotes are for other programs' sake.
  private static func readsAsAnotherType(_ text: String) -> Bool {
    if let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      return !isSafeWithDigit(text)
    }
    return words.contains(text.lowercased())
  }

  private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"]

  /// A text that starts with a digit, but in no version is a number, a date or a time: it has a letter beyond those of
  /// hexadecimal, octal and exponents.
  private static func isSafeWithDigit(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic && !"abcdefxotzABCDEFXOTZ".unicodeScalars.contains($0) }
  }

  /// Control, format, separator and unassigned-by-design characters: invisible, or another meaning to libyaml.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    if scalar.value & 0xFFFE == 0xFFFE { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: true
    default: false
    }
  }

  /// Whether the parser would lose the first character, so that the text must be written as `!!binary`.
  static func losesFirstCharacter(_ text: String) -> Bool { text.unicodeScalars.first?.value == 0xFEFF }

  /// The escaped byte order mark with which a quoted scalar starts.
  static func leadingMarkEscape(in scalar: ArraySlice<UInt8>) -> String? {
    let start = String(decoding: scalar.prefix(10), as: UTF8.self)
    return ["\\ufeff", "\\U0000feff"].first { start.prefix($0.count).lowercased() == $0.lowercased() }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if needsEscape(scalar) { result += escape(scalar.value) } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    switch value {
    case ..<0x100: "\\x" + YAMLCharacters.hex(value, digits: 2)
    case ..<0x10000: "\\u" + YAMLCharacters.hex(value, digits: 4)
    default: "\\U" + YAMLCharacters.hex(value, digits: 8)
    }
  }
}
