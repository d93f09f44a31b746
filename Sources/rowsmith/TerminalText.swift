import Files

/// Data on its way to a terminal.
enum TerminalText {
  /// Every line made safe; line ends kept.
  static func safe(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(lines.map { SafeText.visible(String(decoding: $0, as: UTF8.self)) }.joined(separator: "\n").utf8)
  }
}
