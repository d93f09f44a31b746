import StrictYAML
import Tables

/// How a session spells the reading flags of its data file: only those that were set.
enum SessionReadingOptions {
  private typealias Entries = [(key: String, value: YAMLContent)]

  static func content(of options: ReadOptions) -> [(key: String, value: YAMLContent)] {
    var entries: Entries = []
    func add(_ key: String, _ text: String?) { if let text { entries.append((key, .text(text))) } }
    func character(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }
    if options.mergesBlanks { add("delimiter", "blanks") }
    add("delimiter", options.delimiter.map(character))
    if !options.longDelimiter.isEmpty { add("delimiter", String(decoding: options.longDelimiter, as: UTF8.self)) }
    switch options.quote {
    case .byte(let byte): add("quote", character(byte))
    case ReadOptions.Quote.none?: add("quote", "none")
    case nil: break
    }
    switch options.escape {
    case .byte(let byte): add("escape", character(byte))
    case .doubled: add("escape", "doubled")
    case nil: break
    }
    add("comment", options.comment.map(character))
    if let hasHeader = options.hasHeader { entries.append(("header", .flag(hasHeader))) }
    if let lines = options.skippedLines { entries.append(("skip", .integer(Int64(lines)))) }
    add("encoding", options.encoding?.name)
    if !options.missingSpellings.isEmpty {
      entries.append(("null", .sequence(options.missingSpellings.map(YAMLContent.text))))
    }
    if options.ragged != .pad { add("ragged", options.ragged.rawValue) }
    if options.isStrict { entries.append(("strict", .flag(true))) }
    return entries
  }

  static func options(from mapping: YAMLMapping) -> ReadOptions {
    var options = ReadOptions()
    if let text = mapping.optional("delimiter")?.text() { setDelimiter(text, in: &options) }
    if let text = mapping.optional("quote")?.text() {
      options.quote = text == "none" ? ReadOptions.Quote.none : text.utf8.first.map { .byte($0) }
    }
    if let text = mapping.optional("escape")?.text() {
      options.escape = text == "doubled" ? .doubled : text.utf8.first.map { .byte($0) }
    }
    options.comment = mapping.optional("comment")?.text()?.utf8.first
    options.hasHeader = mapping.optional("header")?.flag()
    options.skippedLines = mapping.optional("skip")?.integer(in: 0...1_000_000)
    options.encoding = mapping.optional("encoding").flatMap(encoding)
    options.missingSpellings = (mapping.optional("null")?.list() ?? []).compactMap { $0.text() }
    let ragged = mapping.optional("ragged")?.choice(among: ReadOptions.Ragged.allCases.map(\.rawValue), expected: "")
    options.ragged = ragged.flatMap(ReadOptions.Ragged.init(rawValue:)) ?? .pad
    options.isStrict = mapping.optional("strict")?.flag() ?? false
    mapping.refuseUnknownKeys()
    return options
  }

  private static func setDelimiter(_ text: String, in options: inout ReadOptions) {
    let bytes = Array(text.utf8)
    options.mergesBlanks = text == "blanks"
    if bytes.count == 1 { options.delimiter = bytes[0] } else if text != "blanks" { options.longDelimiter = bytes }
  }

  private static func encoding(_ value: YAMLValue) -> TextEncoding? {
    guard let name = value.text() else { return nil }
    if let encoding = TextEncoding(named: name) { return encoding }
    _ = value.choice(among: TextEncoding.names, expected: "an encoding")
    return nil
  }
}
