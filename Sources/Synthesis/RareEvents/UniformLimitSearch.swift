import Statistics
import Tables

/// Which uniforms give a column the values that a condition allows.
///
/// A marginal never decreases in u, so the uniforms of a range of values are one interval.
struct UniformLimitSearch {
  let column: ColumnRecipe
  let generator: any FittedGenerator

  /// Conditions of more ranges are left to redrawing.
  private static let mostRanges = 4096

  private var search: UniformSearch { UniformSearch(generator: generator) }

  /// nil where the condition allows every uniform, or where values do not follow u.
  func limits(of condition: ColumnCondition) -> UniformSet? {
    let share = column.missingShare
    guard share < 1 else { return condition.allowsMissing ? nil : UniformSet([]) }
    var intervals: [(lower: Double, upper: Double)] = []
    if condition.allowsMissing, share > 0 { intervals.append((0, share)) }
    guard let present = presentIntervals(condition.values) else { return nil }
    intervals += present.map { (share + $0.lower * (1 - share), share + $0.upper * (1 - share)) }
    let set = UniformSet(intervals)
    return set.measure >= 1 ? nil : set
  }

  private typealias Intervals = [(lower: Double, upper: Double)]

  private func presentIntervals(_ values: ColumnCondition.Values) -> Intervals? {
    if values.isEmpty { return [] }
    if values.complement.isEmpty { return [(0, 1)] }
    guard generator.isMarginal else { return [(0, 1)] }
    switch (values, search.storage(at: [0.5])) {
    case (.integers(let ranges), .integers), (.integers(let ranges), .instants):
      return intervals(ranges) { storage, row, bound in
        switch storage {
        case .integers(let numbers), .instants(let numbers): numbers[row] >= bound
        default: false
        }
      }
    case (.decimals(let ranges), .decimals):
      return intervals(ranges) { storage, row, bound in
        if case .decimals(let numbers) = storage { numbers[row] >= bound } else { false }
      }
    case (.texts(let texts, let isComplement), .levels(_, let levels)):
      return levels.count <= Self.mostRanges ? intervals(levels.map { texts.contains($0) != isComplement }) : nil
    default: return [(0, 1)]
    }
  }

  private func intervals<Value: SteppedValue>(
    _ ranges: ValueRanges<Value>, _ reaches: @escaping (ColumnStorage, Int, Value) -> Bool
  ) -> Intervals? {
    guard ranges.ranges.count <= Self.mostRanges else { return nil }
    let lower = search.starts(ranges.ranges.map { $0.lowerBound }, reaches)
    let beyond = ranges.ranges.map { $0.upperBound < .most ? $0.upperBound.successor : nil }
    let upper = search.starts(beyond.map { $0 ?? .most }, reaches)
    return ranges.ranges.indices.map { index in
      (
        ranges.ranges[index].lowerBound == .least ? 0 : lower[index], beyond[index] == nil ? 1 : upper[index]
      )
    }
  }

  /// Levels lie along u in the order of their codes.
  private func intervals(_ isAllowed: [Bool]) -> Intervals {
    let ends =
      [0]
      + search.starts(Array(1..<max(1, isAllowed.count))) { storage, row, code in
        if case .levels(let codes, _) = storage { Int(codes[row]) >= code } else { false }
      } + [1]
    return isAllowed.indices.compactMap { isAllowed[$0] ? (ends[$0], ends[$0 + 1]) : nil }
  }
}
