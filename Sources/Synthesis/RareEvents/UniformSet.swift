/// A part of (0, 1) that a column's uniform is limited to: intervals in rising order, apart from each other.
package struct UniformSet: Equatable, Sendable {
  package struct Interval: Equatable, Sendable {
    package var lower: Double
    package var upper: Double
  }

  package let intervals: [Interval]
  /// The total length before each interval, and of all at the end.
  private let sums: [Double]

  /// Intervals of no length are left out.
  /// - Precondition: in rising order within 0...1.
  package init(_ intervals: [(lower: Double, upper: Double)]) {
    var kept: [Interval] = []
    for interval in intervals where interval.upper > interval.lower {
      if let last = kept.last, last.upper >= interval.lower {
        kept[kept.count - 1].upper = max(last.upper, interval.upper)
      } else {
        kept.append(Interval(lower: interval.lower, upper: interval.upper))
      }
    }
    self.intervals = kept
    sums = kept.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + ($1.upper - $1.lower)) }
  }

  /// The share of (0, 1) that is allowed.
  package var measure: Double { min(1, sums[sums.count - 1]) }
  package var isEmpty: Bool { intervals.isEmpty }
  package var isAll: Bool { measure >= 1 }

  /// A uniform of (0, 1) moved into the set, in order and evenly: what is uniform comes out uniform over the set.
  /// - Complexity: O(log intervals).
  @inline(__always)
  package func squeezed(_ uniform: Double) -> Double {
    let place = uniform * sums[sums.count - 1]
    var (low, high) = (0, intervals.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle + 1] > place { high = middle } else { low = middle + 1 }
    }
    let interval = intervals[low]
    let moved = interval.lower + (place - sums[low])
    return min(max(moved, interval.lower.nextUp), interval.upper.nextDown)
  }
}

/// What rows of each stratum must have: for some columns the only uniforms that can satisfy the stratum's condition.
package struct UniformLimits: Equatable, Sendable {
  /// By stratum, stratum 0 first; by the name of a modelled column. A column without limits is absent.
  package var ofStratum: [[String: UniformSet]]

  package init(ofStratum: [[String: UniformSet]]) { self.ofStratum = ofStratum }
}
