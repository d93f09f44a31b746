/// The distinct values of a column, increasing, with the number of rows of each: what a quantile function is fitted to.
package struct QuantileFunctionSample: Equatable, Sendable {
  package let values: [Double]
  package let counts: [Int]
  /// Rows in all.
  package let total: Int

  /// - Parameter rows: values in any order; those that are not finite are left out.
  /// - Complexity: O(n)
  package init(rows: [Double]) {
    var keys: [UInt64] = []
    keys.reserveCapacity(rows.count)
    for row in rows where row.isFinite { keys.append(RadixSort.key(row)) }
    if let distinct = DistinctKeys(of: keys) {
      let (order, counts) = (distinct.order, distinct.counts)
      self.init(
        values: order.map { RadixSort.double(distinct.keys[Int($0)]) }, counts: order.map { counts[Int($0)] })
    } else {
      RadixSort.sort(&keys)
      self.init(sorted: keys.map { RadixSort.double($0) })
    }
  }

  /// - Parameters:
  ///   - values: finite and increasing.
  ///   - counts: the rows of each, all positive.
  package init(values: [Double], counts: [Int]) {
    self.values = values
    self.counts = counts
    total = counts.reduce(0, +)
  }

  /// - Parameter sorted: finite values, non-decreasing.
  package init(sorted: [Double]) {
    var values: [Double] = []
    var counts: [Int] = []
    for value in sorted {
      if value == values.last {
        counts[counts.count - 1] += 1
      } else {
        values.append(value + 0)
        counts.append(1)
      }
    }
    self.values = values
    self.counts = counts
    total = sorted.count
  }

  /// The same rows on a grid; rows off it move to the nearest point.
  package func snapped(to grid: QuantileFunctionGrid) -> QuantileFunctionSample {
    var snapped: (values: [Double], counts: [Int]) = ([], [])
    for (value, count) in zip(values, counts) {
      let point = grid.rounded(value)
      if point == snapped.values.last {
        snapped.counts[snapped.counts.count - 1] += count
      } else {
        snapped.values.append(point + 0)
        snapped.counts.append(count)
      }
    }
    return QuantileFunctionSample(values: snapped.values, counts: snapped.counts)
  }

  /// The `count` most extreme rows, most extreme first.
  package func extremes(_ count: Int, upper: Bool) -> [Double] {
    var rows: [Double] = []
    let order = upper ? Array(values.indices.reversed()) : Array(values.indices)
    for index in order {
      rows.append(contentsOf: repeatElement(values[index], count: min(counts[index], count - rows.count)))
      if rows.count == count { break }
    }
    return rows
  }
}
