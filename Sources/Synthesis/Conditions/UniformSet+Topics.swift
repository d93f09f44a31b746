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

  /// The set with room on both sides of every interval, as much as makes its measure the one wanted.
  /// - Parameter wanted: above the set's own measure, at most 1.
  func widened(to wanted: Double) -> UniformSet {
    func with(_ room: Double) -> UniformSet {
      UniformSet(intervals.map { (lower: max(0, $0.lower - room), upper: min(1, $0.upper + room)) })
    }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if with(middle).measure < wanted { low = middle } else { high = middle }
    }
    return with(high)
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
