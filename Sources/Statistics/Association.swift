/// How strongly a category goes with another column; 0 none, 1 complete.
package enum Association {
  /// Cramér's V of two columns of codes, corrected for bias (Bergsma 2013, Journal of the Korean Statistical Society 42).
  ///
  /// Rows where either code is negative (missing) are left out. 0 where either side has fewer than two levels in use.
  /// - Complexity: O(n + levels · otherLevels)
  package static func cramersV(_ codes: [Int32], levels: Int, _ otherCodes: [Int32], otherLevels: Int) -> Double {
    precondition(codes.count == otherCodes.count, "\(codes.count) and \(otherCodes.count) rows")
    var cells = [Double](repeating: 0, count: levels * otherLevels)
    for (first, second) in zip(codes, otherCodes) where first >= 0 && second >= 0 {
      cells[Int(first) * otherLevels + Int(second)] += 1
    }
    let rows = (0..<levels).map { row in cells[row * otherLevels..<(row + 1) * otherLevels].reduce(0, +) }
    let columns = (0..<otherLevels).map { column in
      stride(from: column, to: cells.count, by: otherLevels).reduce(0) { $0 + cells[$1] }
    }
    let total = rows.reduce(0, +)
    let phiSquared = phiSquared(cells, rows, columns, total)
    return corrected(
      phiSquared, Double(rows.count { $0 > 0 }), Double(columns.count { $0 > 0 }), total: total)
  }

  private static func phiSquared(_ cells: [Double], _ rows: [Double], _ columns: [Double], _ total: Double) -> Double {
    var sum = 0.0
    for row in rows.indices where rows[row] > 0 {
      for column in columns.indices where columns[column] > 0 {
        let cell = cells[row * columns.count + column]
        sum += cell * cell / (rows[row] * columns[column])
      }
    }
    return total > 0 ? max(0, sum - 1) : 0
  }

  private static func corrected(_ phiSquared: Double, _ r: Double, _ k: Double, total n: Double) -> Double {
    guard r > 1, k > 1, n > 1 else { return 0 }
    let excess = max(0, phiSquared - (r - 1) * (k - 1) / (n - 1))
    let rows = r - (r - 1) * (r - 1) / (n - 1)
    let columns = k - (k - 1) * (k - 1) / (n - 1)
    let most = min(rows, columns) - 1
    return most > 0 ? min(1, (excess / most).squareRoot()) : 0
  }

  /// The correlation ratio η of numbers over categories: the square root of the share of variance between levels.
  ///
  /// Rows with a negative code are left out. 0 where the numbers do not vary.
  package static func correlationRatio(_ codes: [Int32], levels: Int, _ values: [Double]) -> Double {
    precondition(codes.count == values.count, "\(codes.count) and \(values.count) rows")
    var counts = [Double](repeating: 0, count: levels)
    var sums = [Double](repeating: 0, count: levels)
    let used = zip(codes, values).filter { $0.0 >= 0 }
    let moments = Moments(of: used.map { $0.1 })
    guard moments.standardDeviation > 0 else { return 0 }
    for (code, value) in used {
      counts[Int(code)] += 1
      sums[Int(code)] += (value - moments.mean) / moments.standardDeviation
    }
    let between = zip(sums, counts).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.0 / $1.1 : $0 }
    return min(1, (between / Double(moments.count - 1)).squareRoot())
  }
}
