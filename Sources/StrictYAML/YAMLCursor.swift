/// A position in a checked text, and the scalars of YAML as runs of bytes to step over.
struct YAMLCursor {
  let text: [UInt8]
  private(set) var offset = 0
  private(set) var place = YAMLPlace(line: 1, column: 1)

  init(_ text: [UInt8]) { self.text = text }

  var isAtEnd: Bool { offset >= text.count }
  /// The byte here; 0 at the end (a checked text holds no NUL).
  var byte: UInt8 { ahead(0) }
  /// The column from 0.
  var indent: Int { place.column - 1 }

  func ahead(_ distance: Int) -> UInt8 { offset + distance < text.count ? text[offset + distance] : 0 }

  func isBreakAhead(_ distance: Int) -> Bool {
    let byte = ahead(distance)
    return byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// A space, tab, line break or the end.
  func isBlankAhead(_ distance: Int) -> Bool {
    let byte = ahead(distance)
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0 || isBreakAhead(distance)
  }

  /// `-` where the line starts with `---`, `.` where it starts with `...`.
  var documentMark: UInt8? {
    guard indent == 0, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."), ahead(1) == byte, ahead(2) == byte else {
      return nil
    }
    return isBlankAhead(3) ? byte : nil
  }

  /// One byte on; CR LF is one break.
  mutating func advance() {
    guard offset < text.count else { return }
    let byte = text[offset]
    offset += 1
    if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && ahead(0) != UInt8(ascii: "\n") {
      place = YAMLPlace(line: place.line + 1, column: 1)
    } else if byte & 0xC0 != 0x80, byte != UInt8(ascii: "\r") {
      place.column += 1
    }
  }

  mutating func advance(by count: Int) { for _ in 0..<count { advance() } }

  /// To the line break, which stays.
  mutating func skipLine() { while !isAtEnd, !isBreakAhead(0) { advance() } }

  private mutating func skipBreak() {
    if byte == UInt8(ascii: "\r"), ahead(1) == UInt8(ascii: "\n") { advance() }
    advance()
  }

  /// Past the closing quote; false at the end of the text.
  mutating func skipQuoted() -> Bool {
    let quote = byte
    advance()
    while !isAtEnd {
      if quote == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") {
        advance()
      } else if byte == quote {
        guard quote == UInt8(ascii: "'"), ahead(1) == quote else {
          advance()
          return true
        }
        advance()
      }
      advance()
    }
    return false
  }

  /// Over a plain scalar and the blanks after it.
  /// - Returns: the offset after its last byte that is no blank; the start where no plain scalar can stand here.
  mutating func skipPlain(indent least: Int, inFlow: Bool) -> Int {
    guard canStartPlain(inFlow: inFlow) else { return offset }
    var end = offset
    while documentMark == nil, byte != UInt8(ascii: "#") {
      while !isBlankAhead(0), !endsPlain(inFlow: inFlow) {
        advance()
        end = offset
      }
      guard !isAtEnd, isBlankAhead(0) else { break }
      while !isAtEnd, isBlankAhead(0) { advance() }
      if !inFlow, self.indent < least { break }
    }
    return end
  }

  private func canStartPlain(inFlow: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "-"): !isBlankAhead(1)
    case UInt8(ascii: "?"), UInt8(ascii: ":"): !inFlow && !isBlankAhead(1)
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: ">"),
      UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      false
    default: true
    }
  }

  private func endsPlain(inFlow: Bool) -> Bool {
    if byte == UInt8(ascii: ":"), isBlankAhead(1) { return true }
    guard inFlow else { return false }
    return switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }

  /// Over a block scalar: its header line, then every line that is blank or indented more than its parent.
  mutating func skipBlockScalar(parentIndent: Int) {
    advance()
    var explicit = 0
    while !isBlankAhead(0) {
      if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(byte) { explicit = Int(byte - UInt8(ascii: "0")) }
      advance()
    }
    skipLine()
    skipBreak()
    var indent = explicit > 0 ? max(parentIndent, 0) + explicit : 0
    skipLeadingBlanks(indent: &indent, parentIndent: parentIndent)
    while !isAtEnd, self.indent == indent {
      skipLine()
      skipBreak()
      skipLeadingBlanks(indent: &indent, parentIndent: parentIndent)
    }
  }

  /// Over blank lines and the indentation of the next line; finds the indentation where it is still 0.
  private mutating func skipLeadingBlanks(indent: inout Int, parentIndent: Int) {
    var widest = 0
    while true {
      while indent == 0 || self.indent < indent, byte == UInt8(ascii: " ") { advance() }
      widest = max(widest, self.indent)
      guard !isAtEnd, isBreakAhead(0) else { break }
      skipBreak()
    }
    if indent == 0 { indent = max(widest, parentIndent + 1, 1) }
  }
}
