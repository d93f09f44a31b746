import Statistics
import Tables

/// A rule that holds in a table, or nearly.
package struct FoundRule: Equatable, Sendable {
  package var rule: Rule
  /// Canonical text.
  package var text: String
  /// Rows in which it is known to hold or not, and those that break it.
  package var support: Int
  package var exceptions: Int
  /// The first rows that break it, from 0.
  package var rows: [Int]

  package var isExact: Bool { exceptions == 0 }
}

/// Finds rules in a table: a sample of rows refutes most of what could be, all rows confirm the rest.
///
/// What chance would show as well is no rule: of two columns side by side, the one must be above the other where rows are
/// shuffled, too, for an inequality to say something.
package struct RuleFinder: Sendable {
  /// Rows that candidates are tried on first.
  static let sampleRows = 1_000
  /// Share of the rows that may break a rule that is offered.
  static let nearShare = 0.01
  /// Among more columns of numbers nothing is sought that takes three of them.
  static let mostNumbers = 60

  let table: Table
  let k: Int
  /// Evenly spaced rows.
  let sample: [Int]
  let numbers: [NumberColumn]
  let orders: [NumberColumn]

  /// A column of numbers, with missing as not a number.
  struct NumberColumn: Sendable {
    let index: Int
    let name: String
    let kind: ColumnKind
    let values: [Double]
    let steps: NumberSteps
    let isDecimal: Bool

    /// An expression as the column stores it.
    func stored(_ text: String) -> String {
      guard isDecimal, let digits = steps.singleDigits else { return text }
      return digits < 17 ? "single(\(text), \(digits))" : "single(\(text))"
    }

    /// Whether the column would show a computed number as one of its values.
    @inline(__always)
    func shows(_ computed: Double, as value: Double) -> Bool {
      isDecimal ? steps.agree(computed, value) : computed.rounded() == value
    }
  }

  package init(_ table: Table, k: Int) {
    self.table = table
    self.k = max(1, k)
    let step = max(1, table.rowCount / Self.sampleRows)
    sample = Array(stride(from: 0, to: table.rowCount, by: step))
    let columns = Parallel.map(table.columns.count) { Self.column(table.columns[$0], $0) }.compactMap { $0 }
    numbers = columns.filter { $0.kind == .integer || $0.kind == .decimal }
    orders = columns
  }

  /// nil for columns without an order, and such of one value.
  private static func column(_ column: Column, _ index: Int) -> NumberColumn? {
    guard column.kind != .identifier, column.missingCount < column.count, var values = column.storedNumbers else {
      return nil
    }
    if !column.missing.isEmpty { for row in values.indices where column.missing[row] { values[row] = .nan } }
    guard let first = values.first(where: { !$0.isNaN }), values.contains(where: { !$0.isNaN && $0 != first }) else {
      return nil
    }
    let steps = NumberSteps(of: column)
    let isDecimal = if case .decimals = column.storage { true } else { false }
    if isDecimal { values = steps.rounded(values) }
    return NumberColumn(
      index: index, name: column.name, kind: column.kind, values: values, steps: steps, isDecimal: isDecimal)
  }

  /// Exact rules first, each kind in the order of the columns.
  package func rules() -> [FoundRule] {
    guard table.rowCount >= max(100, 2 * k) else { return [] }
    let days = dateParts()
    let local = days + localParts(except: targets(days))
    let clocks = local + puttingsTogether(except: targets(local))
    let parts = clocks + clockSums(except: targets(clocks))
    let curves = functionPairs(except: targets(parts))
    let pairs = curves + linearPairs(except: targets(parts + curves))
    let triples = sumsAndProducts(except: targets(parts + pairs))
    let computed = parts + pairs + triples
    let missing = missingRules(beside: computed)
    let (coded, settled) = (codedColumns(), targets(computed))
    let single = dependencies(among: coded, except: settled)
    let dependencies = single + pairDependencies(among: coded, beside: single, except: settled)
    let all = missing + computed + dependencies + inequalities(beside: computed) + keys()
    return all.filter(\.isExact) + all.filter { !$0.isExact }
  }

  private func targets(_ rules: [FoundRule]) -> Set<String> {
    Set(rules.filter(\.isExact).compactMap { if case .computed(let name, _) = $0.rule { name } else { nil } })
  }

  /// Whether rules that were found compute a column from another one.
  func isComputed(_ name: String, from other: String, _ found: [FoundRule]) -> Bool {
    found.contains { own in
      guard case .computed(name, let operand) = own.rule else { return false }
      return operand.names(among: [other]).contains(other)
    }
  }

  // MARK: - Confirming

  /// Counts the rows that break a rule, all rows one by one.
  /// - Parameter holds: nil where a value is missing.
  /// - Returns: nil as soon as too many break it, or where too few tell.
  func confirmed(_ rule: Rule, _ holds: (Int) -> Bool?) -> FoundRule? {
    let limit = Int(Self.nearShare * Double(table.rowCount))
    var found = FoundRule(rule: rule, text: rule.description, support: 0, exceptions: 0, rows: [])
    for row in 0..<table.rowCount {
      guard let isKept = holds(row) else { continue }
      found.support += 1
      guard !isKept else { continue }
      found.exceptions += 1
      guard found.exceptions <= limit else { return nil }
      if found.rows.count < RuleCount.mostRows { found.rows.append(row) }
    }
    return found.support >= max(100, 2 * k, table.rowCount / 10) ? found : nil
  }

  /// Whether a sample leaves it possible that nearly all rows keep a rule.
  func isPlausible(_ holds: (Int) -> Bool?) -> Bool {
    var (known, broken) = (0, 0)
    for row in sample {
      guard let isKept = holds(row) else { continue }
      known += 1
      if !isKept {
        broken += 1
        // Three of the first fifty would be far more than one in a hundred.
        if broken > 2 + known / 25 { return false }
      }
    }
    return known >= 20
  }

  func operand(_ text: String) -> Expression.Operand? {
    try? Expression.Operand(parsing: text, columns: table.columns.map(\.name))
  }

  static func spelled(_ name: String) -> String { Expression.column(name).description }
}
