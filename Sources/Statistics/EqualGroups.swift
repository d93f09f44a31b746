/// The distinct values of a list in increasing order, and to which of them each member belongs.
package struct EqualGroups: Sendable, Equatable {
  /// For each member the number of its group, from 0 at the smallest value.
  package let groups: [Int32]
  /// Members in each group; all positive.
  package let counts: [Int]

  /// Groups by keys that are compared as unsigned integers.
  /// - Complexity: O(n) per byte in which the keys differ: a least-significant-digit radix sort.
  package init(keys: [UInt64]) {
    var order = Self.sortedOrder(of: keys)
    var groups = [Int32](repeating: 0, count: keys.count)
    var counts: [Int] = []
    var last: UInt64?
    for index in order.indices {
      let member = Int(order[index])
      if keys[member] != last {
        counts.append(0)
        last = keys[member]
      }
      counts[counts.count - 1] += 1
      groups[member] = Int32(counts.count - 1)
    }
    order.removeAll()
    self.groups = groups
    self.counts = counts
  }

  /// A key whose unsigned order is the numeric order; -0 equals 0.
  @inline(__always)
  package static func key(of value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  @inline(__always)
  package static func key(of value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ (1 << 63) }

  private static func sortedOrder(of keys: [UInt64]) -> [Int32] {
    var order = (0..<Int32(keys.count)).map { $0 }
    var spare = order
    let varying = keys.reduce(0) { $0 | ($1 ^ (keys.first ?? 0)) }
    for shift in stride(from: UInt64(0), to: 64, by: 8) where (varying >> shift) & 255 != 0 {
      var starts = [Int](repeating: 0, count: 257)
      for key in keys { starts[Int((key >> shift) & 255) + 1] += 1 }
      for digit in 0..<256 { starts[digit + 1] += starts[digit] }
      for member in order {
        let digit = Int((keys[Int(member)] >> shift) & 255)
        spare[starts[digit]] = member
        starts[digit] += 1
      }
      swap(&order, &spare)
    }
    return order
  }
}
