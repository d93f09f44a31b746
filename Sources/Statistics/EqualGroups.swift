/// The distinct values of a list in increasing order, and to which of them each member belongs.
package struct EqualGroups: Sendable, Equatable {
  /// For each member the number of its group, from 0 at the smallest value.
  package let groups: [Int32]
  /// Members in each group; all positive.
  package let counts: [Int]
  /// The key of each group, increasing.
  package let keys: [UInt64]

  /// Groups by keys that are compared as unsigned integers, as `RadixSort.key` makes them.
  /// - Complexity: O(n)
  package init(keys: [UInt64]) {
    if let distinct = DistinctKeys(of: keys) { self.init(distinct) } else { self.init(sorting: keys) }
  }

  private init(_ distinct: DistinctKeys) {
    let (order, counts) = (distinct.order, distinct.counts)
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, place) in order.enumerated() { ranks[Int(place)] = Int32(rank) }
    groups = distinct.places.map { ranks[Int($0)] }
    self.counts = order.map { counts[Int($0)] }
    keys = order.map { distinct.keys[Int($0)] }
  }

  init(sorting keys: [UInt64]) {
    var sorted = keys
    let order = RadixSort.order(sorting: &sorted)
    var groups = [Int32](repeating: 0, count: keys.count)
    var counts: [Int] = []
    var distinct: [UInt64] = []
    for (place, member) in order.enumerated() {
      if place == 0 || sorted[place] != sorted[place - 1] {
        counts.append(0)
        distinct.append(sorted[place])
      }
      counts[counts.count - 1] += 1
      groups[Int(member)] = Int32(counts.count - 1)
    }
    self.groups = groups
    self.counts = counts
    self.keys = distinct
  }
}
