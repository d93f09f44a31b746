/// How instants are written where a database is to understand them: ISO 8601, with as many digits as the column had.
struct InstantSpelling {
  /// Without the zone.
  let pattern: String
  /// What stands behind a time: `Z`, `+02:00`; empty where the column names no zone.
  let zone: String
  /// Whether the column's own pattern was such already.
  let isOwn: Bool

  init(_ column: Column) {
    let own = column.look.datePattern?.text ?? ""
    let elements = column.look.datePattern?.elements ?? []
    zone = column.kind == .datetime ? Self.zone(elements) : ""
    let time = "HH:mm" + (elements.isEmpty || elements.contains(.second) ? ":ss" : "") + Self.fraction(elements)
    pattern =
      switch column.kind {
      case .date: "yyyy-MM-dd"
      case .time: time
      default: "yyyy-MM-dd HH:mm:ss" + Self.fraction(elements)
      }
    let zones = zone.isEmpty ? [""] : [zone, "'\(zone)'"]
    let forms = [pattern, pattern.replacing(" ", with: "'T'")].flatMap { form in zones.map { form + $0 } }
    isOwn = forms.contains(own)
  }

  /// The column with this spelling; its own where that is ISO 8601 already.
  func applied(to column: Column) -> Column {
    guard !isOwn else { return column }
    var column = column
    column.look.datePattern = DatePattern(pattern + (zone.isEmpty ? "" : "'\(zone)'"))
    return column
  }

  private static func fraction(_ elements: [DateElement]) -> String {
    for case .fraction(let digits) in elements { return "." + String(repeating: "S", count: min(digits, 6)) }
    return ""
  }

  /// A literal at the end that is a zone.
  private static func zone(_ elements: [DateElement]) -> String {
    guard case .literal(let bytes)? = elements.last else { return "" }
    let text = String(decoding: bytes.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    if ["Z", "UTC", "GMT"].contains(text) { return "Z" }
    guard text.hasPrefix("+") || text.hasPrefix("-"), text.utf8.dropFirst().contains(where: { $0.isDigit }) else {
      return ""
    }
    return text
  }
}

extension Column {
  /// For each level, whether it is the true one of a boolean column.
  var truths: [Bool] {
    guard case .levels(_, let levels) = storage else { return [] }
    guard levels.count == 1 else { return levels.indices.map { $0 == 1 } }
    // A single level is a boolean only where it says which.
    return levels.map { ["true", "yes", "t", "y", "1"].contains($0.string.lowercased()) }
  }
}
