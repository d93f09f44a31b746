import Tables

/// Which values of one column are allowed, missing ones apart.
package struct ColumnCondition: Equatable, Sendable {
  package enum Values: Equatable, Sendable {
    /// Whole numbers, and instants in storage units.
    case integers(ValueRanges<Int64>)
    case decimals(ValueRanges<Double>)
    /// Levels and texts: the listed ones, or all but the listed ones.
    case texts(Set<ByteText>, isComplement: Bool)
  }

  package var values: Values
  package var allowsMissing: Bool

  package init(_ values: Values, allowsMissing: Bool = false) {
    self.values = values
    self.allowsMissing = allowsMissing
  }

  /// Both conditions at once.
  /// - Precondition: both are of one column.
  package func intersection(_ other: ColumnCondition) -> ColumnCondition {
    ColumnCondition(values.intersection(other.values), allowsMissing: allowsMissing && other.allowsMissing)
  }

  /// Either condition.
  /// - Precondition: both are of one column.
  package func union(_ other: ColumnCondition) -> ColumnCondition {
    let neither = values.complement.intersection(other.values.complement)
    return ColumnCondition(neither.complement, allowsMissing: allowsMissing || other.allowsMissing)
  }

  /// Whether nothing at all is allowed.
  package var isEmpty: Bool { !allowsMissing && values.isEmpty }
}

extension ColumnCondition.Values {
  var complement: Self {
    switch self {
    case .integers(let ranges): .integers(ranges.complement)
    case .decimals(let ranges): .decimals(ranges.complement)
    case .texts(let texts, let isComplement): .texts(texts, isComplement: !isComplement)
    }
  }

  /// No value of the same kind.
  var none: Self {
    switch self {
    case .integers: .integers(.none)
    case .decimals: .decimals(.none)
    case .texts: .texts([], isComplement: false)
    }
  }

  var isEmpty: Bool { self == none }

  func intersection(_ other: Self) -> Self {
    switch (self, other) {
    case (.integers(let left), .integers(let right)): .integers(left.intersection(right))
    case (.decimals(let left), .decimals(let right)): .decimals(left.intersection(right))
    case (.texts(let left, false), .texts(let right, false)): .texts(left.intersection(right), isComplement: false)
    case (.texts(let left, false), .texts(let right, true)): .texts(left.subtracting(right), isComplement: false)
    case (.texts(let left, true), .texts(let right, false)): .texts(right.subtracting(left), isComplement: false)
    case (.texts(let left, true), .texts(let right, true)): .texts(left.union(right), isComplement: true)
    default: preconditionFailure("two conditions of one column of different kinds: \(self), \(other)")
    }
  }
}

extension ColumnCondition {
  /// Whether each row of a column is allowed.
  /// - Complexity: O(rows); levels are looked up once each.
  package func mask(over column: Column) -> [Bool] {
    var mask = valueMask(over: column.storage)
    guard !column.missing.isEmpty else { return mask }
    for row in mask.indices where column.missing[row] { mask[row] = allowsMissing }
    return mask
  }

  private func valueMask(over storage: ColumnStorage) -> [Bool] {
    switch (storage, values) {
    case (.integers(let numbers), .integers(let allowed)), (.instants(let numbers), .integers(let allowed)):
      return Self.mask(numbers, allowed)
    case (.decimals(let numbers), .decimals(let allowed)): return Self.mask(numbers, allowed)
    case (.levels(let codes, let levels), .texts(let texts, let isComplement)):
      let isAllowed = levels.map { texts.contains($0) != isComplement }
      return codes.map { $0 >= 0 && isAllowed[Int($0)] }
    case (.text(let packed), .texts(let texts, let isComplement)):
      return (0..<packed.count).map { texts.contains(ByteText(packed.slice(at: $0))) != isComplement }
    default:
      // The column was read as another kind since: nothing of it is known to be allowed.
      return Array(repeating: false, count: storage.count)
    }
  }

  private static func mask<Value: SteppedValue>(_ numbers: [Value], _ allowed: ValueRanges<Value>) -> [Bool] {
    guard allowed.ranges.count == 1, let range = allowed.ranges.first else { return numbers.map(allowed.contains) }
    return numbers.map { range.lowerBound <= $0 && $0 <= range.upperBound }
  }
}
