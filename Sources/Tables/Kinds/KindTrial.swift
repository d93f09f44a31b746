/// One way in which the values of a column may be read: a kind, or a kind with a pattern or marks.
enum KindTrial: Sendable {
  typealias Text = UnsafeBufferPointer<UInt8>

  case integer
  case decimal(mark: UInt8)
  case dressed(DressFinder.Found)
  case instant(DateFormatter)
  case duration(DurationLook)

  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let mostPatterns = 24

  /// What may be worth trying for a column with these values among its own.
  static func trials(for name: String, values: [Text]) -> [Self] {
    let values = values.map { trimmed($0) }
    var trials: [Self] = [.integer, .decimal(mark: point), .decimal(mark: comma)]
    // The dress of the values that have one, whether or not all do.
    let dress =
      DressFinder.candidates(for: values).first
      ?? values.lazy.compactMap { DressFinder.candidates(for: [$0]).first }.first
    trials += dress.map { [.dressed($0)] } ?? []
    trials += formatters(for: name, values: values).map(Self.instant)
    return trials + DurationLook.allCases.map(Self.duration)
  }

  private static func formatters(for name: String, values: [Text]) -> [DateFormatter] {
    let allowsCompact = NameHints.suggestsDate(name)
    var patterns: [DatePattern] = []
    for value in values where value.count <= 40 {
      for pattern in DateCandidates.patterns(for: Array(value), allowsCompact: allowsCompact)
      where !patterns.contains(pattern) { patterns.append(pattern) }
    }
    return patterns.prefix(mostPatterns).compactMap(DateFormatter.init)
  }

  /// `integer`, `decimal with a comma`, `date as dd/MM/yyyy`.
  var name: String {
    switch self {
    case .integer: "integer"
    case .decimal(let mark): mark == Self.comma ? "decimal with a comma" : "decimal with a point"
    case .dressed: "number with marks"
    case .instant(let formatter): "\(formatter.kind.rawValue) as \(formatter.pattern.text)"
    case .duration(let look): "duration as \(look.rawValue)"
    }
  }

  /// - Parameters:
  ///   - value: without blanks around it.
  ///   - scratch: memory that is used again.
  func accepts(_ value: Text, _ scratch: inout [UInt8]) -> Bool {
    switch self {
    case .integer: return ScannedNumber(value, mark: Self.point)?.integer != nil
    case .decimal(let mark): return ScannedNumber(value, mark: mark)?.decimal(of: value, mark: mark) != nil
    case .dressed(let found):
      scratch.removeAll(keepingCapacity: true)
      return found.dress.undress(value, mark: found.mark, into: &scratch)
    case .instant(let formatter): return formatter.value(of: value) != nil
    case .duration(let look): return look.seconds(of: value) != nil
    }
  }

  /// Trials that are told only where they are the best of their group and fit something; nil for those that always are.
  var rivals: String? {
    switch self {
    case .integer, .dressed, .decimal(mark: Self.point): nil
    case .decimal: "decimal"
    case .instant(let formatter): formatter.kind.rawValue
    case .duration: "duration"
    }
  }
}
