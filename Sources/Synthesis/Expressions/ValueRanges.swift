/// A value that has a next and a previous one, so that open ends can be written as closed ones.
package protocol SteppedValue: Comparable, Sendable {
  static var least: Self { get }
  static var most: Self { get }
  /// Never called on `most`.
  var successor: Self { get }
  /// Never called on `least`.
  var predecessor: Self { get }
}

extension Int64: SteppedValue {
  package static var least: Int64 { .min }
  package static var most: Int64 { .max }
  package var successor: Int64 { self &+ 1 }
  package var predecessor: Int64 { self &- 1 }
}

extension Double: SteppedValue {
  package static var least: Double { -.infinity }
  package static var most: Double { .infinity }
  package var successor: Double { nextUp }
  package var predecessor: Double { nextDown }
}

/// A set of values as closed ranges, in rising order with gaps between them.
package struct ValueRanges<Value: SteppedValue>: Equatable, Sendable {
  package private(set) var ranges: [ClosedRange<Value>]

  package static var all: ValueRanges { ValueRanges([.least ... .most]) }
  package static var none: ValueRanges { ValueRanges([]) }

  /// Of ranges in any order, which may overlap.
  package init(_ ranges: [ClosedRange<Value>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = self.ranges.last, last.upperBound == .most || last.upperBound.successor >= range.lowerBound
      else {
        self.ranges.append(range)
        continue
      }
      self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
    }
  }

  package var isEmpty: Bool { ranges.isEmpty }

  package func intersection(_ other: ValueRanges) -> ValueRanges {
    var (common, left, right) = ([ClosedRange<Value>](), 0, 0)
    while left < ranges.count, right < other.ranges.count {
      let (a, b) = (ranges[left], other.ranges[right])
      let (low, high) = (max(a.lowerBound, b.lowerBound), min(a.upperBound, b.upperBound))
      if low <= high { common.append(low...high) }
      if a.upperBound < b.upperBound { left += 1 } else { right += 1 }
    }
    return ValueRanges(common)
  }

  package var complement: ValueRanges {
    var (gaps, start, isOpen) = ([ClosedRange<Value>](), Value.least, true)
    for range in ranges {
      if range.lowerBound > start { gaps.append(start...range.lowerBound.predecessor) }
      isOpen = range.upperBound < .most
      if isOpen { start = range.upperBound.successor }
    }
    if isOpen { gaps.append(start ... .most) }
    return ValueRanges(gaps)
  }

  @inline(__always)
  package func contains(_ value: Value) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }
}
