import Statistics
import Tables

/// Finds what may be worth a target share, without being asked: levels of few rows, tails and missing values.
package enum RareCandidates {
  /// Numbers of so few values are taken value by value.
  private static let mostValues = 12
  /// Rarer levels than this are candidates.
  private static let largestShare = 0.05
  /// Of a column with two values, or with a name that speaks of an outcome.
  private static let largestShareOfOutcome = 0.4
  private static let levelsOfColumn = 2
  private static let levelsOfOutcome = 3
  /// A list to read, not a catalogue.
  private static let mostCandidates = 60

  /// The candidates of a table: columns that look like outcomes first, then levels, missing values and tails.
  ///
  /// - Parameters:
  ///   - profile: of this table. `k`: no event may rest on fewer rows.
  ///   - columns: the columns to look at; those that are drawn without the joint model can be no event.
  /// - Returns: nil where it was cancelled.
  /// - Complexity: O(rows · columns)
  package static func find(
    in table: Table, profile: Profile, k: Int, columns: Set<String>, isCancelled: () -> Bool = { false }
  ) -> [RareCandidate]? {
    var found: [(rank: Int, candidate: RareCandidate)] = []
    for (column, profile) in zip(table.columns, profile.columns) where columns.contains(column.name) {
      if isCancelled() { return nil }
      guard profile.personalData == nil, !profile.isConstant else { continue }
      let isOutcome = OutcomeNames.contains(column.name)
      for candidate in candidates(of: column, profile, k: k, isOutcome: isOutcome) {
        found.append((rank(candidate, isOutcome: isOutcome, profile), candidate))
      }
    }
    let sorted = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return sorted.prefix(mostCandidates).map(\.element.candidate).map { candidate in
      var kept = candidate
      // As a fit keeps it: a value that is a column's name as well is quoted.
      if let parsed = try? Expression(parsing: candidate.when) { kept.when = parsed.explicit(in: table).description }
      return kept
    }
  }

  private static func rank(_ candidate: RareCandidate, isOutcome: Bool, _ profile: ColumnProfile) -> Int {
    switch candidate.form {
    case .level: isOutcome ? 0 : profile.distinct == 2 ? 1 : 2
    case .missing: 3
    case .outliers: 4
    case .topPercent: 5
    case .condition: 6
    }
  }

  private static func candidates(of column: Column, _ profile: ColumnProfile, k: Int, isOutcome: Bool)
    -> [RareCandidate]
  {
    let name = Expression.column(column.name).description
    func candidate(_ form: RareCandidate.Form, _ condition: String, _ rows: Int) -> RareCandidate {
      RareCandidate(
        column: column.name, form: form, when: "\(name) \(condition)", rows: rows,
        share: Double(rows) / Double(max(1, column.count)))
    }
    let isTwo = profile.distinct == 2
    let most = isOutcome || isTwo ? largestShareOfOutcome : largestShare
    let rare = levels(of: column, distinct: profile.distinct, k: k).filter {
      Double($0.rows) <= most * Double(column.count)
    }
    var found = rare.prefix(isOutcome ? levelsOfOutcome : levelsOfColumn).map { level, rows in
      candidate(.level(level.string), "= \(Expression.literal(level.string))", rows)
    }
    if let tails = profile.numbers, profile.distinct > mostValues, isNumber(column.kind) {
      found += self.tails(tails, of: column, k: k, candidate)
    }
    if profile.missing >= k, Double(profile.missing) <= 0.2 * Double(column.count) {
      found.append(candidate(.missing, "is missing", profile.missing))
    }
    return found
  }

  private static func isNumber(_ kind: ColumnKind) -> Bool { kind == .integer || kind == .decimal }

  private static func tails(
    _ numbers: ColumnProfile.Numbers, of column: Column, k: Int,
    _ candidate: (RareCandidate.Form, String, Int) -> RareCandidate
  ) -> [RareCandidate] {
    guard let values = column.presentNumbers else { return [] }
    func count(_ isInside: (Double) -> Bool) -> Int { values.reduce(0) { $0 + (isInside($1) ? 1 : 0) } }
    var found: [RareCandidate] = []
    if let fence = fence(numbers) {
      let rows = count { $0 > fence }
      if rows >= k, Double(rows) < 0.01 * Double(column.count) {
        found.append(candidate(.outliers(fence), "> \(spelled(fence))", rows))
      }
    }
    guard let top = ColumnQuantile.value(of: column, at: 0.99, k: k) else { return found }
    let rows = count { $0 > top }
    if rows >= k { found.append(candidate(.topPercent(top), "> q(0.99)", rows)) }
    return found
  }

  /// Three interquartile ranges above the upper quartile, with three significant digits: no value of a row.
  private static func fence(_ numbers: ColumnProfile.Numbers) -> Double? {
    guard let lower = numbers.quantiles.first(where: { $0.probability == 0.25 })?.value,
      let upper = numbers.quantiles.first(where: { $0.probability == 0.75 })?.value, upper > lower
    else { return nil }
    let fence = QuantileFunctionFit.rounded(upper + 3 * (upper - lower), digits: 3)
    return fence > 0 && fence.isFinite ? fence : nil
  }

  private static func spelled(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }

  /// The levels of a column, or the values of a number column of few, that have at least k rows; the rarest first.
  /// - Parameter distinct: values that differ, from the column's profile.
  package static func levels(of column: Column, distinct: Int?, k: Int) -> [(level: ByteText, rows: Int)] {
    counts(in: column, distinct: distinct).filter { $0.rows >= max(1, k) }.sorted {
      ($0.rows, $0.level) < ($1.rows, $1.level)
    }
  }

  private static func counts(in column: Column, distinct: Int?) -> [(level: ByteText, rows: Int)] {
    switch column.storage {
    case .levels(let codes, let levels):
      var counts = [Int](repeating: 0, count: levels.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      return Array(zip(levels, counts)).map { ($0, $1) }
    case .integers(let numbers):
      guard let distinct, distinct <= mostValues else { return [] }
      var counts: [Int64: Int] = [:]
      for (row, number) in numbers.enumerated() where !column.isMissing(row) { counts[number, default: 0] += 1 }
      return counts.map { (ByteText("\($0.key)"), $0.value) }
    case .decimals, .instants, .text: return []
    }
  }
}

/// Whether a column's name speaks of an outcome that people want more of.
private enum OutcomeNames {
  private static let words: Set<Substring> = [
    "abuse", "accident", "alarm", "anomaly", "attack", "attrition", "bad", "bankrupt", "bankruptcy", "breach",
    "cancer", "churn", "churned", "claim", "class", "converted", "crash", "dead", "death", "deceased", "default",
    "defaulted", "defect", "defective", "diagnosis", "died", "disease", "event", "failed", "failure", "fatal",
    "fault", "fraud", "fraudulent", "infected", "injury", "intrusion", "label", "leak", "malicious", "malware",
    "mortality", "outcome", "outlier", "positive", "response", "risk", "severity", "spam", "stroke", "survived",
    "target", "threat", "violation",
  ]

  static func contains(_ name: String) -> Bool {
    var parted = ""
    for character in name {
      if character.isUppercase, let last = parted.last, last.isLowercase { parted.append(" ") }
      parted.append(character)
    }
    let parts = parted.lowercased().split { !$0.isLetter && !$0.isNumber }
    return parts.contains { words.contains($0) } || parts.first == "is" && parts.count == 2
  }
}
