/// A column of numbers as formulas are sought on it: evenly spaced rows, and what is asked of every column again and again.
package struct FormulaVariable: Sendable {
  /// Rows looked at.
  static let rowLimit = 3_000

  /// Of the rows looked at; not a number where missing.
  let values: [Double]
  /// Ranks of the values around their mean; missing values rank lowest.
  let ranks: [Double]
  /// No value of the whole column is zero or negative.
  let isPositive: Bool
  let isMostlyPresent: Bool
  let isMostlyPositive: Bool
  /// The bulk of the values, with some room: a typing error lies outside.
  let usualRange: ClosedRange<Double>

  /// - Parameter column: one number per row of the table, not a number where missing.
  /// - Complexity: O(rows)
  package init(_ column: [Double]) {
    let step = max(1, column.count / Self.rowLimit)
    let values = stride(from: 0, to: column.count, by: step).map { column[$0] }
    let groups = EqualGroups(keys: values.map { $0.isFinite ? max(1, RadixSort.key($0)) : 0 }).groups
    let mean = groups.reduce(0) { $0 + Double($1) } / Double(max(1, groups.count))
    ranks = groups.map { Double($0) - mean }
    isPositive = !column.contains { $0 <= 0 }
    let present = values.filter(\.isFinite)
    isMostlyPresent = present.count * 100 >= values.count * 97
    isMostlyPositive = present.count { $0 > 0 } * 100 >= present.count * 97
    usualRange = Self.usualRange(RadixSort.sorted(present))
    self.values = values
  }

  private static func usualRange(_ sorted: [Double]) -> ClosedRange<Double> {
    guard !sorted.isEmpty else { return 0...0 }
    let (low, high) = (sorted[sorted.count / 100], sorted[sorted.count - 1 - sorted.count / 100])
    return (low - (high - low) / 4)...(high + (high - low) / 4)
  }

  /// Magnitude of the rank correlation.
  package func link(with other: FormulaVariable) -> Double {
    let own = Kernels.dot(ranks, ranks)
    let others = Kernels.dot(other.ranks, other.ranks)
    return own > 0 && others > 0 ? (Kernels.dot(ranks, other.ranks) / (own * others).squareRoot()).magnitude : 0
  }
}
