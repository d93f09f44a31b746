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

extension Synthesizer.Part {
  /// What a condition on this column limits: its own uniforms, or those of the parts it is put together from.
  /// - Parameter parts: of the synthesizer.
  func limits(of condition: ColumnCondition, among parts: [Synthesizer.Part]) -> [(name: String, set: UniformSet)] {
    guard let composed = generator as? any ComposedGenerator, !components.isEmpty else {
      let set = UniformLimitSearch(column: recipe, generator: generator).limits(of: condition)
      return set.map { [(recipe.name, $0)] } ?? []
    }
    let missing = recipe.missingShare
    let names = components.map { parts[$0].recipe.name }
    // The first part alone decides what is missing.
    if condition.values.isEmpty {
      return [(names[0], UniformSet(condition.allowsMissing ? [(0, missing)] : []))]
    }
    var sets: [UniformSet?] = names.map { _ in nil }
    if case .texts(let texts, false) = condition.values { sets = composed.partLimits(of: texts) }
    return zip(names, sets).enumerated().compactMap { place, part in
      let (name, set) = part
      if place > 0 && condition.allowsMissing { return nil }
      var intervals = (set ?? UniformSet([(0, 1)])).intervals.map {
        (lower: missing + $0.lower * (1 - missing), upper: missing + $0.upper * (1 - missing))
      }
      if condition.allowsMissing { intervals.insert((0, missing), at: 0) }
      let own = UniformSet(intervals)
      return own.isAll ? nil : (name, own)
    }
  }
}
