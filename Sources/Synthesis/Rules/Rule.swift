import StrictYAML

/// What holds in every row of a table, or in all of them together.
///
/// As with a check of SQL, a rule is broken only where it is false: a row in which a value that it needs is missing does not
/// break it.
package enum Rule: Equatable, Sendable {
  /// One column is never above another; strictly: always below.
  case order(String, isStrict: Bool, String, when: Expression?)
  /// A column is computed from others of the row.
  case computed(String, Expression.Operand)
  /// The values of one column are limited, in the rows of a condition or in all.
  case limit(String, Expression, when: Expression?)
  /// A column stays in the range that it has in the row's group.
  case range(String, by: String)
  /// Only combinations of values that k real rows have.
  case combinations([String])
  /// A column follows from others: the same values of these, the same value of it.
  case dependency([String], String)
  /// Exactly one of some columns is true, or 1.
  case oneHot([String])
  /// No two rows have the same values.
  case unique([String])
  /// Never falls while another column rises, or from row to row; within each group.
  case rising(String, along: String?, within: [String])
  case missingTogether([String])
  /// Missing in exactly the rows of a condition.
  case missing(String, when: Expression)

  /// The columns it is about, each once.
  /// - Parameter known: all columns, for what expressions read.
  package func columns(among known: Set<String>) -> [String] {
    let all: [String] =
      switch self {
      case .order(let lesser, _, let greater, let condition):
        [lesser, greater] + (condition?.names(among: known) ?? [])
      case .computed(let column, let operand): [column] + operand.names(among: known)
      case .limit(let column, _, let condition): [column] + (condition?.names(among: known) ?? [])
      case .range(let column, let group): [column, group]
      case .combinations(let columns), .oneHot(let columns), .unique(let columns), .missingTogether(let columns):
        columns
      case .dependency(let determinants, let column): determinants + [column]
      case .rising(let column, let along, let within): [column] + [along].compactMap { $0 } + within
      case .missing(let column, let condition): [column] + condition.names(among: known)
      }
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension Rule: CustomStringConvertible {
  /// One readable line; parsing it gives the rule again.
  package var description: String {
    switch self {
    case .order(let lesser, let isStrict, let greater, let condition):
      "\(Self.name(lesser)) \(isStrict ? "<" : "<=") \(Self.name(greater))\(Self.suffix(condition))"
    case .computed(let column, let operand): "\(Self.name(column)) = \(operand)"
    case .limit(_, let expression, let condition): "\(expression)\(Self.suffix(condition))"
    case .range(let column, let group): "\(Self.name(column)) in its range by \(Self.name(group))"
    case .combinations(let columns): "fixed(\(Self.names(columns)))"
    case .dependency(let determinants, let column): "\(Self.names(determinants)) -> \(Self.name(column))"
    case .oneHot(let columns): "one_hot(\(Self.names(columns)))"
    case .unique(let columns): "unique(\(Self.names(columns)))"
    case .rising(let column, let along, let within):
      "\(Self.name(column)) rises" + (along.map { " with \(Self.name($0))" } ?? "")
        + (within.isEmpty ? "" : " within \(Self.names(within))")
    case .missingTogether(let columns): "\(Self.names(columns)) missing together"
    case .missing(let column, let condition): "\(Self.name(column)) missing exactly when \(condition)"
    }
  }

  private static func name(_ column: String) -> String {
    let operand = Expression.column(column)
    // A word of the rule's own language stands in quotes where it is a name.
    return words.contains(column.lowercased()) ? "`\(column)`" : operand.description
  }

  private static func names(_ columns: [String]) -> String { columns.map(name).joined(separator: ", ") }

  private static func suffix(_ condition: Expression?) -> String { condition.map { " when \($0)" } ?? "" }

  static let words: Set<String> = [
    "rises", "with", "within", "missing", "together", "exactly", "when", "its", "range", "by", "fixed", "one_hot",
    "unique", "-",
  ]
}
