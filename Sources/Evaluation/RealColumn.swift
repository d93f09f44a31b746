import Statistics
import Tables

/// The real side of a comparison: bars and statistics, computed once per column and wish and used for every synthetic side.
package struct RealColumn: Equatable, Sendable {
  enum Content: Equatable, Sendable {
    case numbers(RealNumbers)
    case levels(RealLevels)
    case notCompared(String)
  }

  package let name: String
  package let kind: ColumnKind
  let rows: Int
  let missing: Int
  let content: Content
  /// Lengths and distinct texts, where the content is not compared.
  let text: TextFacts?

  /// - Complexity: O(n), with a radix sort for numbers.
  package init(_ column: Column, profile: ColumnProfile, wish: BinningWish = BinningWish()) {
    name = column.name
    kind = column.kind
    rows = column.count
    missing = column.missingCount
    content = Self.content(of: column, profile, wish)
    if case .notCompared = content { text = TextFacts(column, distinct: profile.distinct) } else { text = nil }
  }

  /// Whole numbers of two values, as 0 and 1, are two levels: an axis between them would mean nothing.
  private static func twoValues(_ column: Column, _ profile: ColumnProfile) -> LevelCounts? {
    guard column.kind == .integer, profile.distinct == 2 else { return nil }
    return LevelCounts(valuesOf: column)
  }

  private static func content(of column: Column, _ profile: ColumnProfile, _ wish: BinningWish) -> Content {
    if column.count > 0, column.missingCount == column.count { return .notCompared("all missing") }
    switch column.kind {
    case .identifier:
      return .notCompared("identifier")
    case .text, .categorical, .boolean:
      guard !profile.isNearlyUnique else { return .notCompared("≈ unique") }
      guard let counts = LevelCounts(column) else { return .notCompared("free text") }
      return .levels(RealLevels(counts, limit: wish.maximumLevels))
    case .integer, .decimal, .date, .time, .datetime:
      guard let values = column.presentNumbers else {
        return LevelCounts(column).map { .levels(RealLevels($0, limit: wish.maximumLevels)) }
          ?? .notCompared("free text")
      }
      if let counts = twoValues(column, profile) { return .levels(RealLevels(counts, limit: wish.maximumLevels)) }
      return .numbers(RealNumbers(column, values, wish))
    }
  }
}

extension Column {
  /// The numbers of the rows that are not missing, in storage units; nil for levels and texts. Numbers that are not finite
  /// are left out.
  var presentNumbers: [Double]? {
    switch storage {
    case .integers(let values), .instants(let values): present(values) { Double($0) }
    case .decimals(let values): present(values) { $0 }.filter(\.isFinite)
    case .levels, .text: nil
    }
  }

  private func present<Value>(_ values: [Value], _ number: (Value) -> Double) -> [Double] {
    guard missing.contains(true) else { return values.map(number) }
    return values.indices.lazy.filter { !missing[$0] }.map { number(values[$0]) }
  }
}
