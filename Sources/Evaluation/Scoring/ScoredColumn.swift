import Statistics
import Tables

/// A column of the real table and what scores take it for; the same for every table compared with it.
struct ScoredColumn: Equatable, Sendable {
  enum Role: Equatable, Sendable {
    case number
    /// A whole number of few values, such as a count of children: compared as a number, its rare values as levels.
    case smallInteger
    case level
    /// Keys and free text say nothing of a distribution; only their gaps are compared.
    case ignored
  }

  let name: String
  let kind: ColumnKind
  let role: Role

  /// - Parameter isTarget: a target is never ignored.
  init(_ column: Column, profile: ColumnProfile, isTarget: Bool) {
    name = column.name
    kind = column.kind
    role = Self.role(of: column, profile, isTarget: isTarget)
  }

  var isNumber: Bool { role == .number || role == .smallInteger }
  /// Whether single values have a share of their own.
  var hasLevels: Bool { role == .level || role == .smallInteger }

  private static func role(of column: Column, _ profile: ColumnProfile, isTarget: Bool) -> Role {
    let present = profile.count - profile.missing
    guard present > 0 else { return .ignored }
    let isUnique = present >= 100 && Double(profile.distinct) > 0.95 * Double(present)
    switch column.storage {
    case .integers(let values):
      if !isTarget, column.kind == .identifier || isSequence(values, profile) { return .ignored }
      let most = min((Double(present) / 10).rounded(), 10)
      let isSmall = (profile.numbers?.minimum ?? -1) >= 0 && Double(profile.distinct) <= most
      return isSmall ? .smallInteger : .number
    case .decimals, .instants: return .number
    case .levels, .text: return !isTarget && (column.kind == .identifier || isUnique) ? .ignored : .level
    }
  }

  /// Different whole numbers without gaps of note: a running number.
  private static func isSequence(_ values: [Int64], _ profile: ColumnProfile) -> Bool {
    guard values.count >= 100, profile.missing == 0, profile.distinct == values.count else { return false }
    guard let least = values.min(), let most = values.max() else { return false }
    let (span, overflow) = most.subtractingReportingOverflow(least)
    return !overflow && span < 2 * values.count
  }
}
