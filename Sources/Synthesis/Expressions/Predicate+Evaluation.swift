import Tables

extension Predicate {
  /// Whether each row of the table satisfies the condition. A column that the table lacks satisfies nothing.
  /// - Complexity: O(rows × comparisons), column by column.
  package func mask(over table: Table) -> [Bool] {
    mask(over: table.columns, rowCount: table.rowCount)
  }

  /// As `mask(over:)`, for columns that need not be a whole table.
  func mask(over columns: [Column], rowCount: Int) -> [Bool] {
    let places = Dictionary(
      columns.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    return Self.mask(root, rowCount: rowCount) { places[Array($0.utf8)].map { columns[$0] } }
  }

  private static func mask(_ node: Node, rowCount: Int, _ column: @escaping (String) -> Column?) -> [Bool] {
    switch node {
    case .condition(let name, let condition):
      return column(name).map(condition.mask) ?? Array(repeating: false, count: rowCount)
    case .comparison(let left, let comparison, let right):
      guard let left = column(left), let right = column(right) else { return Array(repeating: false, count: rowCount) }
      return ColumnPair(left, right).mask(comparison)
    case .computed(let value): return ValueEvaluation(rowCount: rowCount, column: column).mask(value)
    case .all(let members):
      return members.reduce(into: Array(repeating: true, count: rowCount)) { mask, member in
        let other = self.mask(member, rowCount: rowCount, column)
        for row in mask.indices { mask[row] = mask[row] && other[row] }
      }
    case .any(let members):
      return members.reduce(into: Array(repeating: false, count: rowCount)) { mask, member in
        let other = self.mask(member, rowCount: rowCount, column)
        for row in mask.indices { mask[row] = mask[row] || other[row] }
      }
    }
  }
}

/// Two columns of one table, compared row by row.
private struct ColumnPair {
  let left: Column
  let right: Column

  init(_ left: Column, _ right: Column) { (self.left, self.right) = (left, right) }

  /// False where either value is missing.
  func mask(_ comparison: Expression.Comparison) -> [Bool] {
    var mask = values(comparison)
    for row in mask.indices where left.isMissing(row) || right.isMissing(row) { mask[row] = false }
    return mask
  }

  private func values(_ comparison: Expression.Comparison) -> [Bool] {
    switch (left.storage, right.storage) {
    case (.integers(let a), .integers(let b)), (.instants(let a), .instants(let b)):
      return zip(a, b).map { Self.holds(comparison, $0, $1) }
    case (.decimals(let a), .decimals(let b)): return zip(a, b).map { Self.holds(comparison, $0, $1) }
    case (.integers(let a), .decimals(let b)): return zip(a, b).map { Self.holds(comparison, Double($0), $1) }
    case (.decimals(let a), .integers(let b)): return zip(a, b).map { Self.holds(comparison, $0, Double($1)) }
    default:
      return (0..<left.count).map { row in
        guard let a = Self.text(left, row), let b = Self.text(right, row) else { return false }
        return Self.holds(comparison, a, b)
      }
    }
  }

  private static func text(_ column: Column, _ row: Int) -> ByteText? {
    switch column.storage {
    case .levels(let codes, let levels): codes[row] < 0 ? nil : levels[Int(codes[row])]
    case .text(let texts): ByteText(texts.slice(at: row))
    case .integers, .decimals, .instants: nil
    }
  }

  @inline(__always)
  private static func holds<Value: Comparable>(_ comparison: Expression.Comparison, _ a: Value, _ b: Value) -> Bool {
    switch comparison {
    case .equal: a == b
    case .unequal: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
