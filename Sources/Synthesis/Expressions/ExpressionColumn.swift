import Tables

/// What an expression must know of a column: what its values are compared as.
struct ExpressionColumn {
  enum Domain: Equatable {
    case integers
    case decimals
    case instants
    /// With the levels where they are known, as those of a real column are.
    case levels([ByteText]?)
    case texts
  }

  var name: String
  var kind: ColumnKind
  var look: Look
  var domain: Domain

  /// - Parameter knowsLevels: whether the column's levels are all there are, so that a condition on another is a mistake.
  init(_ column: Column, knowsLevels: Bool) {
    (name, kind, look) = (column.name, column.kind, column.look)
    switch column.storage {
    case .integers: domain = .integers
    case .decimals: domain = .decimals
    case .instants: domain = .instants
    case .levels(_, let levels): domain = .levels(knowsLevels ? levels : nil)
    case .text: domain = .texts
    }
  }

  /// A boolean column of unknown spelling: its levels are `true` and `false`.
  init(anyBooleanNamed name: String) {
    (self.name, kind, look, domain) = (name, .boolean, Look(), .levels(["true", "false"]))
  }

  var hasOrder: Bool {
    switch domain {
    case .integers, .decimals, .instants: true
    case .levels, .texts: false
    }
  }

  /// Whether values of both can be compared with each other.
  func isComparable(with other: ExpressionColumn) -> Bool {
    switch (domain, other.domain) {
    case (.integers, .integers), (.integers, .decimals), (.decimals, .integers), (.decimals, .decimals): true
    case (.instants, .instants): kind == other.kind
    case (.levels, .levels), (.levels, .texts), (.texts, .levels), (.texts, .texts): true
    default: false
    }
  }

  // MARK: - Literals

  /// What a literal of this column looks like, for messages.
  var expectedLiteral: String {
    switch domain {
    case .integers, .decimals: "a number"
    case .instants: "a \(kind.rawValue) written as \(look.datePattern?.text ?? "2024-01-31")"
    case .levels: "one of its levels"
    case .texts: "a text"
    }
  }

  /// The level that a word means; for booleans also by what it says. Any word where the levels are not known.
  func level(_ word: String) -> ByteText? {
    let text = ByteText(word)
    guard case .levels(let known) = domain, let levels = known, !levels.contains(text) else { return text }
    guard kind == .boolean, let meaning = Self.meaning(of: word) else { return nil }
    return levels.first { Self.meaning(of: $0.string) == meaning }
  }

  static func meaning(of word: String) -> Bool? {
    switch word.lowercased() {
    case "true", "t", "yes", "y", "1", "on": true
    case "false", "f", "no", "n", "0", "off": false
    default: nil
    }
  }

  /// By the column's own pattern, or as ISO 8601 spells it; a date alone is its first moment.
  func instant(_ word: String) -> Int64? {
    let patterns = [look.datePattern].compactMap { $0 } + Self.standardPatterns.map(DatePattern.init)
    for formatter in patterns.compactMap(DateFormatter.init) {
      guard let value = formatter.value(of: Array(word.utf8)) else { continue }
      if formatter.kind == kind { return value }
      guard formatter.kind == .date, kind == .datetime else { continue }
      let (moment, overflow) = value.multipliedReportingOverflow(by: DateFormatter.microsecondsPerDay)
      return overflow ? nil : moment
    }
    return nil
  }

  private static let standardPatterns = [
    "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm",
    "yyyy-MM-dd'T'HH:mm", "HH:mm:ss", "HH:mm",
  ]

  /// With the column's decimal mark, or a point.
  func number(_ word: String) -> Double? {
    if let number = ExpressionNumber.decimal(word) { return number }
    guard look.decimalMark == UInt8(ascii: ",") else { return nil }
    return ExpressionNumber.decimal(word.split(separator: ",", omittingEmptySubsequences: false).joined(separator: "."))
  }
}

extension ExpressionColumn {
  /// The condition `column comparison literal`; nil where the word is no literal of this column.
  /// - Precondition: for `<` and its kin, the column has an order.
  func condition(_ comparison: Expression.Comparison, literal word: String) -> ColumnCondition? {
    switch domain {
    case .integers:
      if let exact = ExpressionNumber.integer(word) { return condition(comparison, exact) }
      return number(word).map { condition(comparison, $0) }
    case .decimals: return number(word).map { condition(comparison, $0) }
    case .instants: return instant(word).map { condition(comparison, $0) }
    case .levels: return level(word).map { condition(comparison, $0) }
    case .texts: return condition(comparison, ByteText(word))
    }
  }

  private func condition(_ comparison: Expression.Comparison, _ text: ByteText) -> ColumnCondition {
    ColumnCondition(.texts([text], isComplement: comparison == .unequal))
  }

  private func condition(_ comparison: Expression.Comparison, _ value: Int64) -> ColumnCondition {
    ColumnCondition(.integers(ValueRanges(comparison, value)))
  }

  /// A number against a column of numbers or of instants.
  func condition(_ comparison: Expression.Comparison, _ value: Double) -> ColumnCondition {
    guard domain != .decimals else { return ColumnCondition(.decimals(ValueRanges(comparison, value))) }
    if let exact = Int64(exactly: value) { return condition(comparison, exact) }
    // Between two whole numbers: no value equals it.
    switch comparison {
    case .equal: return ColumnCondition(.integers(.none))
    case .unequal: return ColumnCondition(.integers(.all))
    case .less, .lessOrEqual: return belowOrAll(value.rounded(.down))
    case .greater, .greaterOrEqual: return ColumnCondition(belowOrAll(value.rounded(.down)).values.complement)
    }
  }

  private func belowOrAll(_ value: Double) -> ColumnCondition {
    if value >= 0x1p63 { return ColumnCondition(.integers(.all)) }
    guard value >= -0x1p63 else { return ColumnCondition(.integers(.none)) }
    return condition(.lessOrEqual, Int64(clamping: value))
  }

  /// Every value, or none; with or without the missing ones.
  func condition(allowingValues: Bool, missing: Bool) -> ColumnCondition {
    let all: ColumnCondition.Values =
      switch domain {
      case .integers, .instants: .integers(.all)
      case .decimals: .decimals(.all)
      case .levels, .texts: .texts([], isComplement: true)
      }
    return ColumnCondition(allowingValues ? all : all.none, allowsMissing: missing)
  }
}

extension ValueRanges {
  /// The values that stand in this relation to `value`.
  fileprivate init(_ comparison: Expression.Comparison, _ value: Value) {
    switch comparison {
    case .equal: self.init([value...value])
    case .unequal: self = ValueRanges([value...value]).complement
    case .lessOrEqual: self.init([.least...value])
    case .greaterOrEqual: self.init([value ... .most])
    case .less: self = ValueRanges([value ... .most]).complement
    case .greater: self = ValueRanges([.least...value]).complement
    }
  }
}
