/// A JSON value, written with its members in the order given.
indirect enum JSONText {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONText])
  case object([(String, JSONText)])

  /// One line of ASCII-safe controls: whatever could steer a terminal is written as `\u` and four digits.
  var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  private func append(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .flag(let flag): text += flag ? "true" : "false"
    case .integer(let integer): text += String(integer)
    // JSON has no infinities and no NaN.
    case .number(let number): text += number.isFinite ? "\(number)" : "null"
    case .text(let string): Self.append(string, to: &text)
    case .list(let members): Self.append(members, to: &text)
    case .object(let members): Self.append(members, to: &text)
    }
  }

  private static func append(_ members: [JSONText], to text: inout String) {
    text += "["
    for (index, member) in members.enumerated() {
      if index > 0 { text += ", " }
      member.append(to: &text)
    }
    text += "]"
  }

  private static func append(_ members: [(String, JSONText)], to text: inout String) {
    text += "{"
    for (index, (name, member)) in members.enumerated() {
      if index > 0 { text += ", " }
      append(name, to: &text)
      text += ": "
      member.append(to: &text)
    }
    text += "}"
  }

  private static func append(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: if mustEscape(scalar) { appendEscape(of: scalar, to: &text) } else { text.unicodeScalars.append(scalar) }
      }
    }
    text += "\""
  }

  /// C0, DEL, C1, format characters (bidirectional, zero-width, tags, BOM, soft hyphen), separators of lines and combining
  /// marks: those a terminal obeys, hides or piles up.
  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .nonspacingMark,
      .enclosingMark:
      true
    default: false
    }
  }

  private static func appendEscape(of scalar: Unicode.Scalar, to text: inout String) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
