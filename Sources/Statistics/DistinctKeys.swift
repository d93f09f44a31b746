/// The different keys of a list in which few differ, by hashing: as real columns are, whose values come again and again.
struct DistinctKeys {
  /// In the order in which they come first.
  private(set) var keys: [UInt64] = []
  /// For each member of the list the place of its key in `keys`.
  let places: [Int32]

  /// More would not stay in the cache, where sorting is as fast.
  private static let most = 16_384
  /// Members per key that make it worth while.
  private static let members = 8

  /// - Returns: nil where more keys differ than pays.
  /// - Complexity: O(n)
  init?(of list: [UInt64]) {
    let limit = min(Self.most, list.count / Self.members)
    guard limit > 0 else { return nil }
    // At most half full.
    let bits = UInt64.bitWidth - (2 * limit - 1).leadingZeroBitCount
    var keys: [UInt64] = []
    keys.reserveCapacity(limit + 1)
    places = [Int32](unsafeUninitializedCapacity: list.count) { places, filled in
      var slots = [Int32](repeating: -1, count: 1 << bits)
      slots.withUnsafeMutableBufferPointer { slots in
        for (member, key) in list.enumerated() {
          // Fibonacci hashing (Knuth 1973): the upper bits of the product depend on all of the key.
          var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(64 - bits))
          while slots[slot] >= 0, keys[Int(slots[slot])] != key { slot = (slot &+ 1) & (slots.count &- 1) }
          if slots[slot] < 0 {
            guard keys.count < limit else { return }
            slots[slot] = Int32(truncatingIfNeeded: keys.count)
            keys.append(key)
          }
          places[member] = slots[slot]
          filled = member &+ 1
        }
      }
    }
    guard places.count == list.count else { return nil }
    self.keys = keys
  }

  /// Members of the list with each key.
  var counts: [Int] {
    var counts = [Int](repeating: 0, count: keys.count)
    for place in places { counts[Int(place)] += 1 }
    return counts
  }

  /// The places of `keys` by rising key.
  var order: [UInt32] {
    var keys = keys
    return RadixSort.order(sorting: &keys)
  }
}
