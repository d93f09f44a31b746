/// Features of rows as the boosting library takes them.
///
/// - Invariant: `values` holds `rows` times `columns` numbers, row after row. A missing cell is NaN, the library's own mark;
///   it never leaves this boundary.
struct FeatureMatrix: Sendable {
  let rows: Int
  let columns: Int
  let values: [Float]
  /// One per column: whether its numbers are codes of categories, 0 and up.
  let isCategory: [Bool]

  init(rows: Int, isCategory: [Bool], values: [Float]) {
    precondition(values.count == rows * isCategory.count, "\(values.count) values for \(rows) x \(isCategory.count)")
    self.rows = rows
    columns = isCategory.count
    self.values = values
    self.isCategory = isCategory
  }

  /// Only these rows, in this order.
  func taking(_ rows: [Int]) -> FeatureMatrix {
    var taken: [Float] = []
    taken.reserveCapacity(rows.count * columns)
    for row in rows { taken.append(contentsOf: values[row * columns..<(row + 1) * columns]) }
    return FeatureMatrix(rows: rows.count, isCategory: isCategory, values: taken)
  }

  /// The rows of `other` below those of this one.
  func appending(_ other: FeatureMatrix) -> FeatureMatrix {
    FeatureMatrix(rows: rows + other.rows, isCategory: isCategory, values: values + other.values)
  }
}
