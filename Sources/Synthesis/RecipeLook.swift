import StrictYAML
import Tables

/// How a column's look is spelled in a recipe: only the members that differ from the usual look.
enum RecipeLook {
  /// Digits and widths beyond this are a mistake.
  private static let most = 1000

  /// Names and values in the order of the file.
  static func settings(of look: Look) -> [(name: String, value: ParameterValue)] {
    let usual = Look()
    var settings: [(name: String, value: ParameterValue)] = []
    if look.decimals != usual.decimals { settings.append(("decimals", .text(spelling(of: look.decimals)))) }
    if look.minimumDecimals != usual.minimumDecimals {
      settings.append(("minimum_decimals", .integer(Int64(look.minimumDecimals))))
    }
    if look.decimalMark != usual.decimalMark {
      settings.append(("decimal_mark", .text(ByteText([look.decimalMark]))))
    }
    if let dress = look.dress { settings += self.settings(of: dress) }
    if let duration = look.duration { settings.append(("duration", .text(ByteText(duration.rawValue)))) }
    if let width = look.zeroPaddedWidth { settings.append(("zero_padded_width", .integer(Int64(width)))) }
    if let pattern = look.datePattern { settings.append(("date_pattern", .text(ByteText(pattern.text)))) }
    if look.quoting != usual.quoting { settings.append(("quoting", .text(ByteText(look.quoting.rawValue)))) }
    if look.missingSpelling != usual.missingSpelling {
      settings.append(("missing_spelling", .text(look.missingSpelling)))
    }
    return settings
  }

  private static func settings(of dress: NumberDress) -> [(name: String, value: ParameterValue)] {
    let usual = NumberDress()
    var settings: [(name: String, value: ParameterValue)] = []
    if dress.groupMark != usual.groupMark { settings.append(("group_mark", .text(dress.groupMark))) }
    if dress.grouping != usual.grouping { settings.append(("grouping", .text(ByteText(dress.grouping.rawValue)))) }
    if dress.prefix != usual.prefix { settings.append(("prefix", .text(dress.prefix))) }
    if dress.suffix != usual.suffix { settings.append(("suffix", .text(dress.suffix))) }
    if dress.negative != usual.negative { settings.append(("negative", .text(ByteText(dress.negative.rawValue)))) }
    return settings
  }

  /// The inverse; problems go to the reader, and the member keeps its usual value.
  static func look(from value: YAMLValue) -> Look? {
    guard let mapping = value.mapping() else { return nil }
    var look = Look()
    let digits = 0...most
    if let decimals = mapping.optional("decimals").flatMap(decimals) { look.decimals = decimals }
    if let least = mapping.optional("minimum_decimals")?.integer(in: digits) { look.minimumDecimals = least }
    if let mark = mapping.optional("decimal_mark").flatMap(decimalMark) { look.decimalMark = mark }
    look.dress = dress(from: mapping)
    look.duration = choice("duration", of: DurationLook.allCases, in: mapping)
    look.zeroPaddedWidth = mapping.optional("zero_padded_width")?.integer(in: 1...most)
    look.datePattern = mapping.optional("date_pattern")?.text().map { DatePattern($0) }
    if let quoting = mapping.optional("quoting").flatMap(quoting) { look.quoting = quoting }
    if let spelling = mapping.optional("missing_spelling").flatMap(ByteText.init(reading:)) {
      look.missingSpelling = spelling
    }
    mapping.refuseUnknownKeys()
    return look
  }

  /// The marks around numbers; nil where none is named.
  private static func dress(from mapping: YAMLMapping) -> NumberDress? {
    var dress = NumberDress()
    func mark(_ key: String, most: Int) -> ByteText? {
      guard let value = mapping.optional(key), let text = ByteText(reading: value) else { return nil }
      let isPlain = !text.bytes.contains { $0 < 0x20 || ($0 >= 0x30 && $0 <= 0x39) }
      if (1...most).contains(text.bytes.count), isPlain { return text }
      value.refuse("expected 1 to \(most) bytes without digits")
      return nil
    }
    if let group = mark("group_mark", most: 4) { dress.groupMark = group }
    if let prefix = mark("prefix", most: 16) { dress.prefix = prefix }
    if let suffix = mark("suffix", most: 16) { dress.suffix = suffix }
    dress.grouping = choice("grouping", of: NumberDress.Grouping.allCases, in: mapping) ?? .thousands
    dress.negative = choice("negative", of: NumberDress.Negative.allCases, in: mapping) ?? .outside
    return dress == NumberDress() ? nil : dress
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ key: String, of choices: [Choice], in mapping: YAMLMapping
  ) -> Choice? {
    mapping.optional(key)?.choice(among: choices.map(\.rawValue), expected: "").flatMap(Choice.init(rawValue:))
  }

  private static func spelling(of decimals: Look.Decimals) -> ByteText {
    switch decimals {
    case .fixed(let count): ByteText("fixed \(count)")
    case .upTo(let count): ByteText("up_to \(count)")
    case .shortest: "shortest"
    }
  }

  private static func decimals(from value: YAMLValue) -> Look.Decimals? {
    guard let text = value.text() else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let count = words.count == 2 ? YAMLNumber.integer(words[1], as: Int.self) : nil
    switch (words[0], count) {
    case ("shortest", nil) where words.count == 1: return .shortest
    case ("fixed", let count?) where (0...most).contains(count): return .fixed(count)
    case ("up_to", let count?) where (0...most).contains(count): return .upTo(count)
    default:
      value.refuse("expected 'fixed N', 'up_to N' (N from 0 to \(most)) or 'shortest', found '\(text.prefix(40))'")
      return nil
    }
  }

  private static func quoting(from value: YAMLValue) -> Look.Quoting? {
    let names = [Look.Quoting.whenNeeded, .always].map(\.rawValue)
    return value.choice(among: names, expected: "").flatMap { Look.Quoting(rawValue: $0) }
  }

  private static func decimalMark(from value: YAMLValue) -> UInt8? {
    switch value.choice(among: [".", ","], expected: "") {
    case ".": UInt8(ascii: ".")
    case ",": UInt8(ascii: ",")
    default: nil
    }
  }
}
