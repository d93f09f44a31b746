import Statistics

extension UniformSet {
  /// What is in both.
  func intersection(_ other: UniformSet) -> UniformSet {
    var (left, right) = (0, 0)
    var common: [(lower: Double, upper: Double)] = []
    while left < intervals.count, right < other.intervals.count {
      let (a, b) = (intervals[left], other.intervals[right])
      let (low, high) = (max(a.lower, b.lower), min(a.upper, b.upper))
      if low < high { common.append((low, high)) }
      if a.upper < b.upper { left += 1 } else { right += 1 }
    }
    return UniformSet(common)
  }

  /// What is not in the set.
  var complement: UniformSet {
    let lower = [0] + intervals.map(\.upper)
    let upper = intervals.map(\.lower) + [1]
    return UniformSet(zip(lower, upper).map { ($0, $1) })
  }

  /// The union of the cells between `upperEdges` that are marked.
  init(cells isAllowed: (Int) -> Bool, upperEdges: [Double]) {
    var intervals: [(lower: Double, upper: Double)] = []
    for (cell, upper) in upperEdges.enumerated() where isAllowed(cell) {
      intervals.append((cell == 0 ? 0 : upperEdges[cell - 1], upper))
    }
    self.init(intervals)
  }

  static var all: UniformSet { UniformSet([(0, 1)]) }

  func contains(_ uniform: Double) -> Bool {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upper <= uniform { low = middle + 1 } else { high = middle }
    }
    return low < intervals.count && intervals[low].lower <= uniform
  }
}
