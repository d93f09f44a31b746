/// How often each of a small range of integers occurs, exactly: years, ages, minutes, days.
package struct IntegerCounts: Equatable, Sendable {
  /// The widest range that is counted where memory allows it.
  package static let mostValues = 1 << 16

  private let mostValues: Int

  /// The number that the first count is of.
  private var base: Int64 = 0
  private var counts: [Int] = []
  package private(set) var count = 0

  /// - Parameter mostValues: the widest range that is counted, 2 or more.
  package init(mostValues: Int = mostValues) { self.mostValues = mostValues }

  package static func == (left: Self, right: Self) -> Bool {
    left.values.elementsEqual(right.values) { $0.value == $1.value && $0.count == $1.count }
  }

  /// Adds numbers, all or none of them.
  /// - Parameter range: holds them all.
  /// - Returns: false, and nothing is changed, where one lies too far from the others.
  /// - Complexity: O(n).
  package mutating func add(_ values: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) -> Bool {
    guard makeRoom(range.lowerBound, range.upperBound) else { return false }
    let base = base
    counts.withUnsafeMutableBufferPointer { counts in
      var index = 0
      while index &+ 4 <= values.count {
        let value = values[index]
        // Equal values often stand together, and adding to one count four times over would wait for each sum.
        let differences =
          (values[index &+ 1] ^ value) | (values[index &+ 2] ^ value) | (values[index &+ 3] ^ value)
        if differences == 0 {
          counts[Int(truncatingIfNeeded: value &- base)] &+= 4
        } else {
          for offset in 0..<4 { counts[Int(truncatingIfNeeded: values[index &+ offset] &- base)] &+= 1 }
        }
        index &+= 4
      }
      for value in values[index...] { counts[Int(truncatingIfNeeded: value &- base)] &+= 1 }
    }
    count += values.count
    return true
  }

  /// Room for numbers from `least` to `most` besides those that are counted already.
  private mutating func makeRoom(_ least: Int64, _ most: Int64) -> Bool {
    if fits(least, most) { return true }
    guard let (oldLeast, oldMost) = range else { return setRange(least, most) }
    let old = self
    guard setRange(min(least, oldLeast), max(most, oldMost)) else { return false }
    let shift = Int(old.base &- base)
    for place in old.counts.indices where old.counts[place] > 0 { counts[place + shift] = old.counts[place] }
    return true
  }

  private func fits(_ least: Int64, _ most: Int64) -> Bool {
    let (offset, overflow) = most.subtractingReportingOverflow(base)
    return least >= base && !overflow && offset < counts.count
  }

  /// Clears the counts for a range that leaves room on both sides; false, and nothing is changed, where it is too wide.
  private mutating func setRange(_ least: Int64, _ most: Int64) -> Bool {
    let (range, overflow) = most.subtractingReportingOverflow(least)
    guard !overflow, range < mostValues else { return false }
    let size = min(mostValues, max(64, (Int(range) + 1) * 2))
    let (start, underflow) = least.subtractingReportingOverflow(Int64(size - Int(range) - 1) / 2)
    base = underflow ? Int64.min : start
    counts = [Int](repeating: 0, count: size)
    return true
  }

  /// The least and the largest number met.
  private var range: (Int64, Int64)? {
    guard count > 0, let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    return (base &+ Int64(first), base &+ Int64(last))
  }

  /// How many different numbers were met.
  package var distinct: Int { counts.reduce(0) { $1 > 0 ? $0 + 1 : $0 } }

  /// The numbers met in rising order with their counts.
  package var values: [(value: Int64, count: Int)] {
    counts.indices.compactMap { counts[$0] > 0 ? (base &+ Int64($0), counts[$0]) : nil }
  }

  /// - Returns: false, and nothing is changed, where the ranges are too far apart.
  package mutating func merge(_ next: IntegerCounts) -> Bool {
    guard let (least, most) = next.range else { return true }
    guard makeRoom(least, most) else { return false }
    let shift = Int(next.base &- base)
    for place in next.counts.indices where next.counts[place] > 0 { counts[place + shift] += next.counts[place] }
    count += next.count
    return true
  }
}
