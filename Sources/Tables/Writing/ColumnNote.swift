/// What a database does not keep of a column: its kind where no type says it, and how its values are spelled.
///
/// Notes of all columns stand in one text beside the table. Who reads it is free to ignore it; what does not fit the values
/// any more, because another program changed them, is ignored by `applied(to:)`.
struct ColumnNote: Equatable, Sendable {
  var kind: ColumnKind
  var look: Look
  /// The spellings of no and yes, where they are others than false and true.
  var no: ByteText?
  var yes: ByteText?

  init(_ column: Column) {
    (kind, look) = (column.kind, column.look)
    guard kind == .boolean, case .levels(_, let levels) = column.storage else { return }
    for (level, isTrue) in zip(levels, column.truths) where level != (isTrue ? "true" : "false") {
      if isTrue { yes = level } else { no = level }
    }
  }

  /// Whether the values are texts, whatever they look like.
  var isText: Bool { kind == .text || kind == .categorical }

  // MARK: - A column again

  /// The column with the noted look, as far as that loses nothing of any value.
  func applied(to column: Column) -> Column {
    guard column.kind == kind else { return column }
    var column = column
    (column.look.quoting, column.look.missingSpelling) = (look.quoting, look.missingSpelling)
    switch column.storage {
    case .integers:
      (column.look.dress, column.look.duration) = (look.dress, look.duration)
      column.look.zeroPaddedWidth = look.zeroPaddedWidth
    case .decimals:
      let noted = Self.numberLook(look)
      if column.isExact(by: noted) { column.look = noted.quoted(as: column.look) }
    case .instants:
      guard let formatter = look.datePattern.flatMap(DateFormatter.init), column.isExact(by: formatter) else { break }
      column.look.datePattern = look.datePattern
    case .levels(let codes, let levels): column.storage = .levels(codes: codes, levels: spelled(levels))
    case .text: break
    }
    return column
  }

  private static func numberLook(_ look: Look) -> Look {
    var look = look
    (look.zeroPaddedWidth, look.datePattern) = (nil, nil)
    return look
  }

  private func spelled(_ levels: [ByteText]) -> [ByteText] {
    guard kind == .boolean, (no ?? "false") != (yes ?? "true") else { return levels }
    return levels.map { $0 == "true" ? yes ?? $0 : $0 == "false" ? no ?? $0 : $0 }
  }

  // MARK: - Text

  /// The notes of all columns in ASCII, without quotes, blanks at the ends and marks of comments.
  static func text(of columns: [Column]) -> String {
    ([heading] + columns.map { ColumnNote($0).text }).joined(separator: "; ")
  }

  /// One note per column; nil where the text holds none or other than `count`.
  static func notes(in text: some StringProtocol, count: Int) -> [ColumnNote]? {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count == count + 1, parts[0].trimmingBlanks == heading else { return nil }
    let notes = parts.dropFirst().compactMap { ColumnNote(text: String($0)) }
    return notes.count == count ? notes : nil
  }

  static let heading = "rowsmith 1"

  private var text: String {
    let members = look.members + [("no", no), ("yes", yes)].compactMap { name, value in value.map { (name, $0) } }
    return ([kind.rawValue] + members.map { "\($0)=\(Self.escaped($1))" }).joined(separator: " ")
  }

  private init?(text: String) {
    let words = text.split(separator: " ")
    guard let kind = words.first.flatMap({ ColumnKind(rawValue: String($0)) }) else { return nil }
    (self.kind, look) = (kind, Look())
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = Self.plain(parts[1]) else { return nil }
      switch parts[0] {
      case "no": no = value
      case "yes": yes = value
      // A member of a later version.
      default: _ = look.take(String(parts[0]), value)
      }
    }
  }

  /// Bytes other than letters, digits and a few marks as `%41`.
  private static func escaped(_ text: ByteText) -> String {
    text.bytes.map { byte in
      let isPlain = byte.isLetter || byte.isDigit || "_.:+-".utf8.contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static func plain(_ text: Substring) -> ByteText? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return ByteText(bytes)
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension Look {
  fileprivate func quoted(as other: Look) -> Look {
    var look = self
    (look.quoting, look.missingSpelling) = (other.quoting, other.missingSpelling)
    return look
  }

  /// What differs from the usual look, under the names that recipes use.
  fileprivate var members: [(String, ByteText)] {
    let usual = Look()
    var members: [(String, ByteText)] = []
    func add(_ name: String, _ value: ByteText, unless isUsual: Bool) { if !isUsual { members.append((name, value)) } }
    add("decimals", decimals.spelling, unless: decimals == usual.decimals)
    add("minimum_decimals", ByteText("\(minimumDecimals)"), unless: minimumDecimals == 0)
    add("decimal_mark", ByteText([decimalMark]), unless: decimalMark == usual.decimalMark)
    if let dress {
      add("group_mark", dress.groupMark, unless: dress.groupMark.isEmpty)
      add("grouping", ByteText(dress.grouping.rawValue), unless: dress.grouping == .thousands)
      add("prefix", dress.prefix, unless: dress.prefix.isEmpty)
      add("suffix", dress.suffix, unless: dress.suffix.isEmpty)
      add("negative", ByteText(dress.negative.rawValue), unless: dress.negative == .outside)
    }
    if let duration { add("duration", ByteText(duration.rawValue), unless: false) }
    if let zeroPaddedWidth { add("zero_padded_width", ByteText("\(zeroPaddedWidth)"), unless: false) }
    if let datePattern { add("date_pattern", ByteText(datePattern.text), unless: false) }
    add("quoting", ByteText(quoting.rawValue), unless: quoting == usual.quoting)
    add("missing_spelling", missingSpelling, unless: missingSpelling.isEmpty)
    return members
  }

  /// Sets one member; false where the name is not known or the value is none.
  fileprivate mutating func take(_ name: String, _ value: ByteText) -> Bool {
    let (text, number) = (value.string, Int(value.string).flatMap { (0...1000).contains($0) ? $0 : nil })
    switch name {
    case "decimals":
      guard let decimals = Decimals(spelling: text) else { return false }
      self.decimals = decimals
    case "minimum_decimals":
      guard let number else { return false }
      minimumDecimals = number
    case "decimal_mark":
      guard text == "." || text == "," else { return false }
      decimalMark = value.bytes[0]
    case "duration": duration = DurationLook(rawValue: text)
    case "zero_padded_width": zeroPaddedWidth = number.flatMap { $0 > 0 ? $0 : nil }
    case "date_pattern": datePattern = text.utf8.count <= 100 ? DatePattern(text) : nil
    case "quoting": quoting = Quoting(rawValue: text) ?? .whenNeeded
    case "missing_spelling": missingSpelling = value
    default: return takeDress(name, value)
    }
    return true
  }

  private mutating func takeDress(_ name: String, _ value: ByteText) -> Bool {
    var dress = dress ?? NumberDress()
    // Digits or bytes of a megabyte around a number would make another number of it.
    let isMark = value.bytes.count <= 16 && !value.bytes.contains { $0 < 0x20 || $0.isDigit }
    switch name {
    case "group_mark" where isMark: dress.groupMark = value
    case "prefix" where isMark: dress.prefix = value
    case "suffix" where isMark: dress.suffix = value
    case "grouping": dress.grouping = NumberDress.Grouping(rawValue: value.string) ?? .thousands
    case "negative": dress.negative = NumberDress.Negative(rawValue: value.string) ?? .outside
    default: return false
    }
    self.dress = dress
    return true
  }
}

extension Look.Decimals {
  fileprivate var spelling: ByteText {
    switch self {
    case .fixed(let count): ByteText("fixed:\(count)")
    case .upTo(let count): ByteText("up_to:\(count)")
    case .shortest: "shortest"
    }
  }

  fileprivate init?(spelling: String) {
    let words = spelling.split(separator: ":")
    let count = words.count == 2 ? Int(words[1]).flatMap { (0...1000).contains($0) ? $0 : nil } : nil
    switch (words.first, count) {
    case ("shortest", nil) where words.count == 1: self = .shortest
    case ("fixed", let count?): self = .fixed(count)
    case ("up_to", let count?): self = .upTo(count)
    default: return nil
    }
  }
}

extension Column {
  /// Whether every value, written with the digits of `look`, reads as the same number.
  func isExact(by look: Look) -> Bool {
    guard case .decimals(let values) = storage else { return false }
    let look = look.plain
    var bytes: [UInt8] = []
    return values.indices.allSatisfy { row in
      bytes.removeAll(keepingCapacity: true)
      Digits.append(values[row], by: look, to: &bytes)
      return isMissing(row) || Double(String(decoding: bytes, as: UTF8.self)) == values[row]
    }
  }

  /// Whether every instant, written by the pattern, reads as the same instant.
  fileprivate func isExact(by formatter: DateFormatter) -> Bool {
    guard case .instants(let values) = storage, formatter.kind == kind else { return false }
    var bytes: [UInt8] = []
    return values.indices.allSatisfy { row in
      bytes.removeAll(keepingCapacity: true)
      formatter.append(values[row], to: &bytes)
      return isMissing(row) || formatter.value(of: bytes) == values[row]
    }
  }
}
