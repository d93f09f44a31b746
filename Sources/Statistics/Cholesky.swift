/// The lower triangular factor L of a positive definite matrix, A = L Lᵀ, packed by rows like `SymmetricMatrix`.
package struct Cholesky: Equatable, Sendable {
  /// The smallest pivot (for a correlation matrix: variance left after the earlier columns) that counts as safe.
  package static let pivotFloor = 1e-9

  package let size: Int
  package private(set) var elements: [Double]

  package init(identityOfSize size: Int) {
    self.size = size
    elements = SymmetricMatrix(identityOfSize: size).elements
  }

  /// nil where a pivot is below `pivotFloor` (or not a number), so the matrix is not safely positive definite.
  /// - Complexity: O(size³ / 6) multiplications, over contiguous rows.
  package init?(_ matrix: SymmetricMatrix, pivotFloor: Double = Cholesky.pivotFloor) {
    size = matrix.size
    elements = matrix.elements
    let isSafe = elements.withUnsafeMutableBufferPointer { elements in
      Self.factorise(elements, size: matrix.size, pivotFloor: pivotFloor)
    }
    guard isSafe else { return nil }
  }

  /// L (row, column); 0 above the diagonal.
  package subscript(row: Int, column: Int) -> Double {
    column > row ? 0 : elements[row * (row + 1) / 2 + column]
  }

  /// Replaces independent numbers by L times them, for a block of rows.
  /// - Parameter block: column-major, column c of row r at `block[c * rowCount + r]`, `size` columns.
  /// - Complexity: O(size² · rowCount / 2).
  package func correlate(_ block: UnsafeMutableBufferPointer<Double>, rowCount: Int) {
    precondition(block.count >= size * rowCount, "\(block.count) numbers for \(size) columns of \(rowCount) rows")
    guard let base = block.baseAddress else { return }
    for row in stride(from: size - 1, through: 0, by: -1) {
      let target = base + row * rowCount
      let own = self[row, row]
      for index in 0..<rowCount { target[index] *= own }
      for column in 0..<row {
        let weight = self[row, column]
        guard weight != 0 else { continue }
        let source = base + column * rowCount
        for index in 0..<rowCount { target[index] += weight * source[index] }
      }
    }
  }

  private static func factorise(
    _ elements: UnsafeMutableBufferPointer<Double>, size: Int, pivotFloor: Double
  ) -> Bool {
    guard let base = elements.baseAddress else { return size == 0 }
    for row in 0..<size {
      let own = base + row * (row + 1) / 2
      for column in 0..<row {
        let other = base + column * (column + 1) / 2
        own[column] = (own[column] - Kernels.dot(own, other, count: column)) / other[column]
      }
      let pivot = own[row] - Kernels.dot(own, own, count: row)
      guard pivot >= pivotFloor else { return false }
      own[row] = pivot.squareRoot()
    }
    return true
  }
}
