import Statistics

/// In which order the cascade models columns.
enum CascadeOrder {
  /// Starts with the column that says most about all others and goes on with the one most tied to those already chosen, so
  /// that associated columns stand close together; columns of very many levels come last, where they split nothing.
  static func plan(_ columns: [BinnedColumn], links: [[Double]]) -> [Int] {
    guard columns.count > 2 else { return Array(columns.indices) }
    let isWide = columns.map { $0.isUnordered && $0.binCount > 60 }
    var rest = Array(columns.indices)
    var order: [Int] = []
    var tied = columns.indices.map { index in links[index].reduce(0, +) }
    while let best = rest.min(by: { (isWide[$0] ? 1 : 0, -tied[$0], $0) < (isWide[$1] ? 1 : 0, -tied[$1], $1) }) {
      if order.isEmpty { tied = columns.indices.map { _ in 0 } }
      order.append(best)
      rest.removeAll { $0 == best }
      for index in rest { tied[index] += links[best][index] }
    }
    return order
  }

  /// Puts each column that follows from others right behind the last of these, and these as early as the first follower stood.
  static func withDependents(_ order: [Int], _ dependencies: [CascadeDependency]) -> [Int] {
    var result: [Int] = []
    func add(_ column: Int) {
      guard !result.contains(column) else { return }
      let own = dependencies.first { $0.target == column }
      for determinant in own?.determinants ?? [] { add(determinant) }
      guard !result.contains(column) else { return }
      result.append(column)
      for follower in order where isSettled(follower) { add(follower) }
    }
    func isSettled(_ column: Int) -> Bool {
      dependencies.contains { $0.target == column && $0.determinants.allSatisfy(result.contains) }
    }
    for column in order { add(column) }
    return result
  }

  /// Cramér's V on at most 8 coarse bins, from at most 4,000 evenly spaced rows.
  static func associations(_ columns: [BinnedColumn]) -> [[Double]] {
    let rowCount = columns.first?.codes.count ?? 0
    let step = max(1, rowCount / 4_000)
    let coarse = columns.map { column in
      let places = column.upperEdges.enumerated().map { index, edge in
        column.isUnordered ? min(index, 7) : min(7, Int(edge * 7.999))
      }
      return stride(from: 0, to: rowCount, by: step).map { places[Int(column.codes[$0])] }
    }
    var links = [[Double]](repeating: [Double](repeating: 0, count: columns.count), count: columns.count)
    for left in columns.indices {
      for right in columns.indices where right > left {
        let link = cramersV(coarse[left], coarse[right])
        links[left][right] = link
        links[right][left] = link
      }
    }
    return links
  }

  private static func cramersV(_ left: [Int], _ right: [Int]) -> Double {
    var cells = [Double](repeating: 0, count: 64)
    var rows = [Double](repeating: 0, count: 8)
    var columns = rows
    for (a, b) in zip(left, right) {
      cells[a * 8 + b] += 1
      rows[a] += 1
      columns[b] += 1
    }
    let total = Double(max(1, left.count))
    var chiSquare = 0.0
    for a in 0..<8 where rows[a] > 0 {
      for b in 0..<8 where columns[b] > 0 {
        let expected = rows[a] * columns[b] / total
        chiSquare += (cells[a * 8 + b] - expected) * (cells[a * 8 + b] - expected) / expected
      }
    }
    let smaller = min(rows.count { $0 > 0 }, columns.count { $0 > 0 })
    return smaller > 1 ? (chiSquare / total / Double(smaller - 1)).squareRoot() : 0
  }
}
