/// A symmetric matrix, its lower triangle packed by rows: element (i, j), j <= i, is `elements[i (i + 1) / 2 + j]`.
package struct SymmetricMatrix: Equatable, Sendable {
  package let size: Int
  package private(set) var elements: [Double]

  /// - Precondition: `elements` holds size (size + 1) / 2 numbers.
  package init(size: Int, elements: [Double]) {
    precondition(elements.count == size * (size + 1) / 2, "\(elements.count) elements for size \(size)")
    self.size = size
    self.elements = elements
  }

  package init(identityOfSize size: Int) {
    self.init(size: size, elements: Array(repeating: 0, count: size * (size + 1) / 2))
    for index in 0..<size { self[index, index] = 1 }
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[Self.place(row, column)] }
    set { elements[Self.place(row, column)] = newValue }
  }

  mutating func withMutableElements(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
    elements.withUnsafeMutableBufferPointer { body($0) }
  }

  @inline(__always)
  private static func place(_ row: Int, _ column: Int) -> Int {
    let (high, low) = row >= column ? (row, column) : (column, row)
    return high * (high + 1) / 2 + low
  }

  /// (1 - amount) · self + amount · identity.
  package func shrunk(by amount: Double) -> SymmetricMatrix {
    var result = self
    for index in elements.indices { result.elements[index] *= 1 - amount }
    for index in 0..<size { result[index, index] += amount }
    return result
  }

  /// A correlation matrix shrunk towards the identity until it can be factorised safely, and by how much.
  ///
  /// The amount is the smallest that works, to within a tenth of itself; 0 where nothing is to be done. Elements that are
  /// not finite count as 0, the diagonal as 1.
  /// - Complexity: O(size³) per attempt, at most about 30 attempts, failing ones cheaper.
  package func shrunkToPositiveDefinite(pivotFloor: Double = Cholesky.pivotFloor) -> (
    matrix: SymmetricMatrix, cholesky: Cholesky, amount: Double
  ) {
    let clean = self.cleaned()
    if let factor = Cholesky(clean, pivotFloor: pivotFloor) { return (clean, factor, 0) }
    // An amount below a hundredth of the floor cannot lift a pivot to it.
    var failing = pivotFloor / 100
    var amount = failing * 4
    while amount < 1, Cholesky(clean.shrunk(by: amount), pivotFloor: pivotFloor) == nil {
      failing = amount
      amount *= 4
    }
    amount = min(amount, 1)
    while amount > 1.1 * failing {
      let middle = (failing * amount).squareRoot()
      if Cholesky(clean.shrunk(by: middle), pivotFloor: pivotFloor) == nil { failing = middle } else { amount = middle }
    }
    let result = clean.shrunk(by: amount)
    guard let factor = Cholesky(result, pivotFloor: pivotFloor) else {
      return (SymmetricMatrix(identityOfSize: size), Cholesky(identityOfSize: size), 1)
    }
    return (result, factor, amount)
  }

  private func cleaned() -> SymmetricMatrix {
    var result = self
    for index in elements.indices where !elements[index].isFinite { result.elements[index] = 0 }
    for index in 0..<size { result[index, index] = 1 }
    return result
  }
}
