/// Writes a YAML file that people can edit: ordered mappings, lists, wrapped flow lists, folded binary, texts quoted exactly
/// where needed. Every text reads back byte for byte, and the same content always gives the same bytes.
package struct YAMLWriter {
  private var output = ""
  private static let width = 100
  private static let base64Width = 96

  /// - Parameters:
  ///   - comment: lines of the leading comment block, without `#`.
  ///   - root: a mapping, normally; its entries that are block collections are set off by a blank line.
  package static func write(_ root: YAMLContent, comment: [String] = []) -> [UInt8] {
    var writer = YAMLWriter()
    for line in comment { writer.output += line.isEmpty ? "#\n" : "# \(line)\n" }
    guard case .mapping(let entries) = root, !entries.isEmpty else {
      writer.writeValue(root, indent: 0)
      return Array(writer.output.utf8)
    }
    for entry in entries {
      if entry.value.isSpacious { writer.output += "\n" }
      writer.writeEntry(entry, indent: 0)
    }
    return Array(writer.output.utf8)
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  private mutating func writeEntry(_ entry: (key: String, value: YAMLContent), indent: Int) {
    var value = entry.value
    if case .remarked(let remark, let inner) = value {
      output += "\(blanks(indent))# \(remark)\n"
      value = inner
    }
    output += blanks(indent) + YAMLSpelling.text(entry.key, inFlow: false) + ":"
    writeValue(value, indent: indent)
  }

  /// Writes what follows `key:` or `-`, with its line break.
  private mutating func writeValue(_ value: YAMLContent, indent: Int) {
    let isTop = output.isEmpty || output.hasSuffix("\n")
    switch value {
    case .mapping(let entries) where !entries.isEmpty:
      if !isTop { output += "\n" }
      for entry in entries { writeEntry(entry, indent: isTop ? indent : indent + 2) }
    case .sequence(let members) where !members.isEmpty:
      if !isTop { output += "\n" }
      for member in members { writeMember(member, indent: isTop ? indent : indent + 2) }
    case .flowSequence(let members): writeWrapped(members, indent: indent + 2)
    case .block(let text) where !isTop && YAMLWriter.fitsBlock(text): writeBlock(text, indent: indent + 2)
    case .binary(let bytes) where bytes.count > 60: writeFolded(bytes, indent: indent + 2)
    case .remarked(_, let inner): writeValue(inner, indent: indent)
    case .text(let text) where !isTop && YAMLSpelling.isLiteral(text): writeLiteral(text, indent: indent)
    default: output += (isTop ? "" : " ") + YAMLWriter.flow(value, inFlow: false) + "\n"
    }
  }

  private mutating func writeMember(_ member: YAMLContent, indent: Int) {
    output += blanks(indent) + "-"
    guard case .mapping(let entries) = member, let first = entries.first else {
      return writeValue(member, indent: indent)
    }
    // The first entry of a mapping stands behind the dash, the others below it.
    output += " " + YAMLSpelling.text(first.key, inFlow: false) + ":"
    writeValue(first.value, indent: indent + 2)
    for entry in entries.dropFirst() { writeEntry(entry, indent: indent + 2) }
  }

  private mutating func writeWrapped(_ members: [YAMLContent], indent: Int) {
    let lineStart =
      output.utf8.lastIndex(of: UInt8(ascii: "\n")).map { output.utf8.index(after: $0) } ?? output.startIndex
    var column = output[lineStart...].unicodeScalars.count
    output += (column == 0 ? "" : " ") + "["
    column += 2
    for (index, member) in members.enumerated() {
      let text = YAMLWriter.flow(member, inFlow: true) + (index + 1 < members.count ? "," : "")
      let length = text.unicodeScalars.count
      if index > 0, column + 1 + length > YAMLWriter.width {
        output += "\n" + blanks(indent)
        column = indent
      } else if index > 0 {
        output += " "
        column += 1
      }
      output += text
      column += length
    }
    output += "]\n"
  }

  private mutating func writeFolded(_ bytes: [UInt8], indent: Int) {
    output += (output.isEmpty || output.hasSuffix("\n") ? "" : " ") + "!!binary |\n"
    let text = Base64.encode(bytes)
    for start in stride(from: 0, to: text.count, by: YAMLWriter.base64Width) {
      let line = text[start..<min(start + YAMLWriter.base64Width, text.count)]
      output += blanks(indent) + String(decoding: line, as: UTF8.self) + "\n"
    }
  }

  /// Lines as they are. The indentation is stated, since the first line may start with blanks.
  private mutating func writeLiteral(_ text: String, indent: Int) {
    output += " |2\n"
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      output += (line.isEmpty ? "" : blanks(indent + 2)) + line + "\n"
    }
  }

  private mutating func writeBlock(_ text: String, indent: Int) {
    // The indicator says how much is indentation, because the first line may begin with blanks.
    output += text.hasSuffix("\n") ? " |2\n" : " |2-\n"
    let lines = (text.hasSuffix("\n") ? text.dropLast() : text[...]).split(
      separator: "\n", omittingEmptySubsequences: false)
    for line in lines { output += line.isEmpty ? "\n" : blanks(indent) + line + "\n" }
  }

  /// Printable lines, not ending in blank ones: what a literal block gives back byte for byte.
  private static func fitsBlock(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("\n") && !text.hasSuffix("\n\n") && text != "\n"
      && text.unicodeScalars.allSatisfy { $0 == "\n" || isPlain($0) }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
    default: true
    }
  }

  /// A value on one line.
  private static func flow(_ value: YAMLContent, inFlow: Bool) -> String {
    switch value {
    case .block(let text): flow(.text(text), inFlow: inFlow)
    case .text(let text) where YAMLSpelling.losesFirstCharacter(text): flow(.binary(Array(text.utf8)), inFlow: inFlow)
    case .text(let text): YAMLSpelling.text(text, inFlow: inFlow)
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): value.isFinite ? YAMLNumber.text(of: value) : "\"\(value)\""
    case .binary(let bytes): "!!binary \"" + String(decoding: Base64.encode(bytes), as: UTF8.self) + "\""
    case .sequence(let members), .flowSequence(let members):
      "[" + members.map { flow($0, inFlow: true) }.joined(separator: ", ") + "]"
    case .mapping(let entries), .flowMapping(let entries):
      "{"
        + entries.map { YAMLSpelling.text($0.key, inFlow: true) + ": " + flow($0.value, inFlow: true) }
        .joined(separator: ", ") + "}"
    case .remarked(_, let inner): flow(inner, inFlow: inFlow)
    }
  }
}

extension YAMLContent {
  /// Set off by a blank line where it stands at the top of a file.
  fileprivate var isSpacious: Bool {
    switch self {
    case .mapping(let entries): !entries.isEmpty
    case .sequence(let members): !members.isEmpty
    case .remarked: true
    default: false
    }
  }
}
