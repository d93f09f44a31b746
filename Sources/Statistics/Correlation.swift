/// Linear and rank correlation.
package enum Correlation {
  private static let blockRows = 512

  /// Pearson's correlation of every pair of columns.
  ///
  /// Two passes: means first, then centred products, block of rows by block of rows so that a block stays in the cache.
  /// A column without spread correlates 0 with every other.
  /// - Parameter columns: d columns of n finite numbers each.
  /// - Returns: d × d, diagonal 1, every element in -1...1.
  /// - Complexity: O(n d² / 2)
  package static func pearson(_ columns: [[Double]]) -> SymmetricMatrix {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "columns of unequal length")
    return normalised(centredProducts(columns, rows: rows))
  }

  /// Pearson's correlation of two columns.
  package static func pearson(_ first: [Double], _ second: [Double]) -> Double { pearson([first, second])[1, 0] }

  /// Spearman's rank correlation with mid-ranks.
  package static func spearman(_ columns: [[Double]]) -> SymmetricMatrix {
    pearson(columns.map { MidRanks.shares(of: $0) })
  }

  private static func centredProducts(_ columns: [[Double]], rows: Int) -> SymmetricMatrix {
    var products = SymmetricMatrix(
      size: columns.count, elements: Array(repeating: 0, count: columns.count * (columns.count + 1) / 2))
    let scales = columns.map { scale($0) }
    let centres = zip(columns, scales).map { column, scale in
      column.reduce(0) { $0 + $1 * scale } / Double(max(1, rows))
    }
    var block = [Double](repeating: 0, count: columns.count * blockRows)
    for start in stride(from: 0, to: rows, by: blockRows) {
      let count = min(blockRows, rows - start)
      block.withUnsafeMutableBufferPointer { block in
        for (index, column) in columns.enumerated() {
          let (scale, centre, offset) = (scales[index], centres[index], index * blockRows)
          column.withUnsafeBufferPointer { column in
            for row in 0..<count { block[offset + row] = column[start + row] * scale - centre }
          }
        }
        if let base = block.baseAddress { products.addProducts(UnsafePointer(base), stride: blockRows, count: count) }
      }
    }
    return products
  }

  /// A power of two (so nothing is rounded) that keeps squares in range whatever the unit.
  private static func scale(_ column: [Double]) -> Double {
    let largest = Kernels.largestMagnitude(column)
    guard largest > 1e100 || largest < 1e-100, largest.isNormal else { return 1 }
    return Double(sign: .plus, exponent: -largest.exponent, significand: 1)
  }

  private static func normalised(_ products: SymmetricMatrix) -> SymmetricMatrix {
    var result = SymmetricMatrix(identityOfSize: products.size)
    let spreads = (0..<products.size).map { products[$0, $0].squareRoot() }
    for row in 0..<products.size {
      for column in 0..<row where spreads[row] > 0 && spreads[column] > 0 {
        result[row, column] = min(1, max(-1, products[row, column] / spreads[row] / spreads[column]))
      }
    }
    return result
  }
}

extension SymmetricMatrix {
  /// Adds the products of all pairs of `size` columns, `stride` apart, over `count` rows; four columns at a time share the
  /// loads of the first.
  fileprivate mutating func addProducts(_ block: UnsafePointer<Double>, stride: Int, count: Int) {
    let size = size
    withMutableElements { sums in
      var place = 0
      for row in 0..<size {
        let own = block + row * stride
        var column = 0
        while column + 3 <= row {
          let products = Kernels.dots(own, with: block + column * stride, stride: stride, count: count)
          for offset in 0..<4 { sums[place + column + offset] += products[offset] }
          column += 4
        }
        while column <= row {
          sums[place + column] += Kernels.dot(own, block + column * stride, count: count)
          column += 1
        }
        place += row + 1
      }
    }
  }
}
