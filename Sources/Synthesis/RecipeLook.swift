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
    if let width = look.zeroPaddedWidth { settings.append(("zero_padded_width", .integer(Int64(width)))) }
    if let pattern = look.datePattern { settings.append(("date_pattern", .text(ByteText(pattern.text)))) }
    if look.quoting != usual.quoting { settings.append(("quoting", .text(ByteText(look.quoting.rawValue)))) }
    if look.missingSpelling != usual.missingSpelling {
      settings.append(("missing_spelling", .text(look.missingSpelling)))
    }
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
    look.zeroPaddedWidth = mapping.optional("zero_padded_width")?.integer(in: 1...most)
    look.datePattern = mapping.optional("date_pattern")?.text().map { DatePattern($0) }
    if let quoting = mapping.optional("quoting").flatMap(quoting) { look.quoting = quoting }
    if let spelling = mapping.optional("missing_spelling").flatMap(ByteText.init(reading:)) {
      look.missingSpelling = spelling
    }
    mapping.refuseUnknownKeys()
    return look
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
