/// The mid-distribution transform: for each row the share of rows below it plus half the share of rows equal to it.
///
/// Missing rows form the lowest atom, as everywhere in Rowsmith. Every result is inside (0, 1); the mean is 1/2. For
/// untied values it is (rank - 1/2) / n.
/// - Complexity: O(n), by radix sort.
package enum MidRanks {
  /// - Parameter missing: empty, or one member per value; the value of a missing row is not looked at.
  package static func shares(of values: [Double], missing: [Bool] = []) -> [Double] {
    shares(keys: { RadixSort.key(values[$0]) }, count: values.count, missing: missing)
  }

  package static func shares(of values: [Int64], missing: [Bool] = []) -> [Double] {
    shares(keys: { RadixSort.key(values[$0]) }, count: values.count, missing: missing)
  }

  /// For levels.
  /// - Parameters:
  ///   - codes: a level per row; negative codes are missing.
  ///   - positions: the place of each code in the order of the levels, a permutation of 0..<levels; nil: by code.
  package static func shares(ofCodes codes: [Int32], positions: [Int32]? = nil, levels: Int) -> [Double] {
    let counts = levelCounts(of: codes, levels: levels)
    let place = positions ?? (0..<levels).map { Int32($0) }
    var byPlace = [Int](repeating: 0, count: levels)
    for code in 0..<levels { byPlace[Int(place[code])] = counts.ofLevels[code] }
    let scale = 1 / Double(max(1, codes.count))
    var below = counts.missing
    let shareOfPlace = byPlace.map { count in
      defer { below += count }
      return (Double(below) + 0.5 * Double(count)) * scale
    }
    let shareOfMissing = 0.5 * Double(counts.missing) * scale
    return codes.map { $0 < 0 ? shareOfMissing : shareOfPlace[Int(place[Int($0)])] }
  }

  /// How often each code occurs; negative codes are missing.
  package static func levelCounts(of codes: [Int32], levels: Int) -> (ofLevels: [Int], missing: Int) {
    var counts = [Int](repeating: 0, count: levels + 1)
    counts.withUnsafeMutableBufferPointer { counts in
      for code in codes { counts[code < 0 ? levels : Int(code)] += 1 }
    }
    let missing = counts.removeLast()
    return (counts, missing)
  }

  @inline(__always)
  private static func shares(keys: (Int) -> UInt64, count: Int, missing: [Bool]) -> [Double] {
    precondition(missing.isEmpty || missing.count == count, "\(missing.count) marks for \(count) values")
    guard missing.contains(true) else { return tiedShares((0..<count).map(keys), below: 0, of: count) }
    let present = (0..<count).filter { !missing[$0] }
    let ofPresent = tiedShares(present.map(keys), below: count - present.count, of: count)
    var shares = [Double](repeating: 0.5 * Double(count - present.count) / Double(count), count: count)
    for (index, row) in present.enumerated() { shares[row] = ofPresent[index] }
    return shares
  }

  private static func tiedShares(_ keys: [UInt64], below: Int, of total: Int) -> [Double] {
    var keys = keys
    let order = RadixSort.order(sorting: &keys)
    let scale = 1 / Double(max(1, total))
    return [Double](unsafeUninitializedCapacity: keys.count) { shares, initialized in
      var start = 0
      while start < keys.count {
        var end = start + 1
        while end < keys.count && keys[end] == keys[start] { end += 1 }
        let share = (Double(below) + 0.5 * Double(start + end)) * scale
        for index in start..<end { shares.initializeElement(at: Int(order[index]), to: share) }
        start = end
      }
      initialized = keys.count
    }
  }
}
