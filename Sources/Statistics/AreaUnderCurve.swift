/// How well a number tells two groups apart.
package enum AreaUnderCurve {
  /// The area under the receiver operating characteristic: the chance that a member of the first group has the larger
  /// number, ties counted half (Mann and Whitney 1947).
  /// - Returns: 0...1, 0.5 where nothing is told; nil where either group is empty.
  /// - Complexity: O(n), by radix sort.
  package static func area(of values: [Double], isFirst: [Bool]) -> Double? {
    precondition(values.count == isFirst.count, "\(values.count) values for \(isFirst.count) marks")
    let first = isFirst.count { $0 }
    let second = isFirst.count - first
    guard first > 0, second > 0 else { return nil }
    let shares = MidRanks.shares(of: values)
    let ranks = zip(shares, isFirst).reduce(0) { $1.1 ? $0 + $1.0 * Double(values.count) + 0.5 : $0 }
    let least = Double(first) * Double(first + 1) / 2
    return min(1, max(0, (ranks - least) / (Double(first) * Double(second))))
  }

  /// The chance that a member of `first` is larger than one of `second`, ties counted half; nil where either is empty.
  package static func chance(that first: [Double], exceed second: [Double]) -> Double? {
    area(of: first + second, isFirst: Array(repeating: true, count: first.count) + second.map { _ in false })
  }

  /// Average precision: the mean over members of the first group of the share of that group among all with a number at least
  /// as large. Members with equal numbers are taken together.
  /// - Returns: 0...1; 0 where the first group is empty.
  /// - Complexity: O(n), by radix sort.
  package static func averagePrecision(of values: [Double], isFirst: [Bool]) -> Double {
    precondition(values.count == isFirst.count, "\(values.count) values for \(isFirst.count) marks")
    var keys = values.map { RadixSort.key(-$0) }
    let order = RadixSort.order(sorting: &keys)
    var (start, found, sum) = (0, 0, 0.0)
    while start < order.count {
      let end = keys[start...].firstIndex { $0 != keys[start] } ?? order.count
      let here = order[start..<end].count { isFirst[Int($0)] }
      found += here
      sum += Double(here) * Double(found) / Double(end)
      start = end
    }
    return found > 0 ? sum / Double(found) : 0
  }
}
