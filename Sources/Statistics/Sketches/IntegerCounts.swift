/// How often each of a small range of integers occurs, exactly: years, ages, minutes, days; hours in microseconds too, because
/// what lies between the numbers of a lattice is not kept.
package struct IntegerCounts: Equatable, Sendable {
  /// The widest range that is counted where memory allows it.
  package static let mostValues = 1 << 16

  private let mostValues: Int

  /// The number that the first count is of.
  private var base: Int64 = 0
  /// From the number of one count to that of the next; more than 1 only where the range would be too wide otherwise.
  private var step: Int64 = 1
  private var counts: [Int] = []
  package private(set) var count = 0

  /// - Parameter mostValues: the widest range that is counted, 2 or more.
  package init(mostValues: Int = mostValues) { self.mostValues = mostValues }

  package static func == (left: Self, right: Self) -> Bool {
    left.values.elementsEqual(right.values) { $0.value == $1.value && $0.count == $1.count }
  }

  // MARK: - Adding

  /// Adds numbers, all or none of them.
  /// - Parameter range: holds them all.
  /// - Returns: false, and nothing is changed, where one lies too far from the others.
  /// - Complexity: O(n).
  package mutating func add(_ values: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) -> Bool {
    if step == 1, makeRoom(range.lowerBound, range.upperBound) {
      addNeighbours(values)
    } else if !addSpaced(values, in: range) {
      guard let wider = respaced(for: values, in: range) else { return false }
      self = wider
      guard addSpaced(values, in: range) else { return false }
    }
    count += values.count
    return true
  }

  private mutating func addNeighbours(_ values: UnsafeBufferPointer<Int64>) {
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
  }

  /// Adds numbers of the lattice.
  /// - Returns: false, and no number is added, where one is not on it or too far away.
  private mutating func addSpaced(_ values: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) -> Bool {
    guard step > 1, isOnLattice(range.lowerBound), isOnLattice(range.upperBound),
      makeRoom(range.lowerBound, range.upperBound)
    else { return false }
    let (base, step, inverse) = (base, step, 1 / Double(step))
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: values.count) { places in
      for (index, value) in values.enumerated() {
        // Fewer than 2^16 steps: where there is no remainder the rounded product is their number.
        let distance = value &- base
        let place = UInt32(truncatingIfNeeded: Int(Double(distance) * inverse + 0.5))
        guard Int64(place) &* step == distance else { return false }
        places[index] = place
      }
      counts.withUnsafeMutableBufferPointer { counts in
        for place in places { counts[Int(place)] &+= 1 }
      }
      return true
    }
  }

  // MARK: - Room

  /// Room for numbers from `least` to `most` besides those that are counted already.
  private mutating func makeRoom(_ least: Int64, _ most: Int64) -> Bool {
    if fits(least, most) { return true }
    guard let (oldLeast, oldMost) = range else { return setRange(least, most) }
    let old = self
    guard setRange(min(least, oldLeast), max(most, oldMost)) else { return false }
    add(old)
    return true
  }

  /// Adds counts for which there is room on the lattice; the numbers are not counted again.
  private mutating func add(_ other: IntegerCounts) {
    for place in other.counts.indices where other.counts[place] > 0 {
      counts[steps(to: other.number(at: place))] += other.counts[place]
    }
  }

  private func number(at place: Int) -> Int64 { base &+ Int64(place) &* step }

  /// From the base to a number that does not lie below it.
  private func steps(to number: Int64) -> Int {
    Int(truncatingIfNeeded: UInt64(bitPattern: number &- base) / UInt64(step))
  }

  private func fits(_ least: Int64, _ most: Int64) -> Bool {
    least >= base && UInt64(bitPattern: most &- base) / UInt64(step) < UInt64(counts.count)
  }

  /// Clears the counts for a range that leaves room on both sides; false, and nothing is changed, where it is too wide.
  private mutating func setRange(_ least: Int64, _ most: Int64) -> Bool {
    let range = UInt64(bitPattern: most &- least) / UInt64(step)
    guard range < UInt64(mostValues) else { return false }
    let size = min(mostValues, max(64, (Int(range) + 1) * 2))
    let (room, tooWide) = Int64((size - Int(range) - 1) / 2).multipliedReportingOverflow(by: step)
    let (start, underflow) = least.subtractingReportingOverflow(room)
    base = tooWide || underflow ? least : start
    counts = [Int](repeating: 0, count: size)
    return true
  }

  // MARK: - Lattices

  /// The same counts on a lattice that holds `values` too; nil where there is none that is coarse enough.
  private func respaced(for values: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) -> IntegerCounts? {
    var common = latticeStep
    let origin = self.range?.0 ?? range.lowerBound
    for value in values {
      let distance = Self.distance(value, origin)
      if common == 0 || distance % common != 0 { common = Self.divisor(common, distance) }
      if common == 1 { return nil }
    }
    return respaced(common, range.lowerBound, range.upperBound)
  }

  /// What all distances between the numbers met are multiples of; 0 where there are none.
  private var latticeStep: UInt64 {
    guard let (origin, _) = range else { return 0 }
    guard step == 1 else { return UInt64(step) }
    return values.reduce(0) { Self.divisor($0, Self.distance($1.value, origin)) }
  }

  private func isOnLattice(_ number: Int64) -> Bool { Self.distance(number, base) % UInt64(step) == 0 }

  /// So that all distances between numbers that are counted are integers.
  private static let longestStep: UInt64 = 1 << 46

  private func respaced(_ common: UInt64, _ least: Int64, _ most: Int64) -> IntegerCounts? {
    guard common > 1, common <= Self.longestStep, mostValues <= Self.mostValues else { return nil }
    let step = Int64(common)
    let (first, last) = range ?? (least, most)
    var wider = IntegerCounts(mostValues: mostValues)
    wider.step = step
    guard wider.setRange(min(least, first), max(most, last)) else { return nil }
    wider.add(self)
    wider.count = count
    return wider
  }

  private static func distance(_ left: Int64, _ right: Int64) -> UInt64 {
    UInt64(bitPattern: left < right ? right &- left : left &- right)
  }

  /// The greatest common divisor; 0 is a multiple of everything.
  private static func divisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }

  // MARK: - Asking

  /// The least and the largest number met.
  private var range: (Int64, Int64)? {
    guard count > 0, let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    return (number(at: first), number(at: last))
  }

  /// How many different numbers were met.
  package var distinct: Int { counts.reduce(0) { $1 > 0 ? $0 + 1 : $0 } }

  /// The numbers met in rising order with their counts.
  package var values: [(value: Int64, count: Int)] {
    counts.indices.compactMap { counts[$0] > 0 ? (number(at: $0), counts[$0]) : nil }
  }

  /// - Returns: false, and nothing is changed, where the ranges are too far apart.
  package mutating func merge(_ next: IntegerCounts) -> Bool {
    guard let (least, most) = next.range else { return true }
    if count == 0 { (step, base, counts) = (next.step, least, []) }
    if step != next.step || !isOnLattice(least) || !makeRoom(least, most) {
      guard let origin = range?.0 else { return false }
      let common = Self.divisor(Self.divisor(latticeStep, next.latticeStep), Self.distance(least, origin))
      guard let wider = respaced(common, least, most) else { return false }
      self = wider
    }
    add(next)
    count += next.count
    return true
  }
}
