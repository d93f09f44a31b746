/// Sorting numbers by their bits: least significant digit first, passes on which all keys agree left out.
///
/// Order of doubles: by value, -0 equal to 0, NaN (never data) above +∞.
/// - Complexity: O(n); about six passes over the keys, fewer for integers of a small range.
package enum RadixSort {
  /// How keys are cut into digits. Many digits of a pass cost more than they save where there are few keys.
  private struct Digits {
    let bits: Int
    let passes: Int
    var count: Int { 1 << bits }

    init(keys: Int) { (bits, passes) = keys < 8_192 ? (8, 8) : (11, 6) }

    @inline(__always)
    func digit(_ key: UInt64, _ pass: Int) -> Int {
      Int(truncatingIfNeeded: (key &>> UInt64(truncatingIfNeeded: pass &* bits)) & UInt64(count &- 1))
    }
  }

  /// A key whose unsigned order is the order of the doubles.
  @inline(__always)
  package static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern  // adding 0 turns -0 into 0
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  /// The inverse of `key(_: Double)`.
  @inline(__always)
  package static func double(_ key: UInt64) -> Double {
    Double(bitPattern: key ^ (UInt64(bitPattern: Int64(bitPattern: ~key) >> 63) | 1 << 63))
  }

  /// A key whose unsigned order is the order of the integers.
  @inline(__always)
  package static func key(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ (1 << 63) }

  /// The inverse of `key(_: Int64)`.
  @inline(__always)
  package static func integer(_ key: UInt64) -> Int64 { Int64(bitPattern: key ^ (1 << 63)) }

  /// `values` in rising order.
  package static func sorted(_ values: [Double]) -> [Double] {
    var keys = values.map { key($0) }
    sort(&keys)
    return keys.map { double($0) }
  }

  /// Sorts `keys` in rising order.
  package static func sort(_ keys: inout [UInt64]) {
    var other = [UInt64](repeating: 0, count: keys.count)
    let digits = Digits(keys: keys.count)
    for (pass, starts) in plan(keys, digits) {
      var starts = starts
      keys.withUnsafeBufferPointer { from in
        other.withUnsafeMutableBufferPointer { to in
          starts.withUnsafeMutableBufferPointer { starts in
            for key in from {
              let digit = digits.digit(key, pass)
              to[starts[digit]] = key
              starts[digit] &+= 1
            }
          }
        }
      }
      swap(&keys, &other)
    }
  }

  /// The indices of `keys` by rising key; equal keys keep their order. `keys` is left sorted.
  /// - Precondition: fewer than 2³² keys.
  package static func order(sorting keys: inout [UInt64]) -> [UInt32] {
    precondition(keys.count <= Int(UInt32.max), "\(keys.count) keys to order")
    var order = (0..<keys.count).map { UInt32(truncatingIfNeeded: $0) }
    var otherKeys = [UInt64](repeating: 0, count: keys.count)
    var otherOrder = [UInt32](repeating: 0, count: keys.count)
    let digits = Digits(keys: keys.count)
    for (pass, starts) in plan(keys, digits) {
      scatter(pass, digits, starts, (keys, order), &otherKeys, &otherOrder)
      swap(&keys, &otherKeys)
      swap(&order, &otherOrder)
    }
    return order
  }

  private static func scatter(
    _ pass: Int, _ digits: Digits, _ starts: [Int], _ from: (keys: [UInt64], order: [UInt32]), _ keys: inout [UInt64],
    _ order: inout [UInt32]
  ) {
    var starts = starts
    keys.withUnsafeMutableBufferPointer { keys in
      order.withUnsafeMutableBufferPointer { order in
        starts.withUnsafeMutableBufferPointer { starts in
          from.keys.withUnsafeBufferPointer { fromKeys in
            from.order.withUnsafeBufferPointer { fromOrder in
              for index in fromKeys.indices {
                let digit = digits.digit(fromKeys[index], pass)
                let place = starts[digit]
                keys[place] = fromKeys[index]
                order[place] = fromOrder[index]
                starts[digit] = place &+ 1
              }
            }
          }
        }
      }
    }
  }

  /// The passes that move anything, each with the first place of every digit.
  private static func plan(_ keys: [UInt64], _ digits: Digits) -> [(pass: Int, starts: [Int])] {
    let first = keys.first ?? 0
    let differing = keys.reduce(0) { $0 | ($1 ^ first) }
    let passes = (0..<digits.passes).filter { digits.digit(differing, $0) != 0 }
    var counts = [Int](repeating: 0, count: passes.count * digits.count)
    counts.withUnsafeMutableBufferPointer { counts in
      passes.withUnsafeBufferPointer { passes in
        // Several passes at once: counts of one digit that comes again and again would wait for each other.
        var place = 0
        while place &+ 2 < passes.count {
          let (a, b, c) = (passes[place], passes[place &+ 1], passes[place &+ 2])
          let start = place &* digits.count
          for key in keys {
            counts[start &+ digits.digit(key, a)] &+= 1
            counts[start &+ digits.count &+ digits.digit(key, b)] &+= 1
            counts[start &+ 2 &* digits.count &+ digits.digit(key, c)] &+= 1
          }
          place &+= 3
        }
        while place < passes.count {
          let (pass, start) = (passes[place], place &* digits.count)
          for key in keys { counts[start &+ digits.digit(key, pass)] &+= 1 }
          place &+= 1
        }
      }
    }
    return passes.enumerated().map { place, pass in
      var next = 0
      return (
        pass,
        counts[place * digits.count..<(place + 1) * digits.count].map { count in
          defer { next += count }
          return next
        }
      )
    }
  }

  /// Sorts numbers of a small range in rising order: few by insertion, more by their bytes.
  /// - Precondition: each from 0 to below `limit`.
  /// - Complexity: O(n) passes over the numbers, one for each byte of `limit`
  package static func sort(_ numbers: inout [Int32], below limit: Int) {
    numbers.withUnsafeMutableBufferPointer { numbers in
      guard numbers.count > 32 else { return insert(numbers) }
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: numbers.count) { other in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { starts in
          var (from, to) = (numbers, other)
          var shift = 0
          while shift < 32, (limit - 1) >> shift > 0 {
            pass(from, to, shift, starts)
            swap(&from, &to)
            shift += 8
          }
          // After an odd number of passes the sorted numbers stand in the other place.
          if shift / 8 % 2 == 1 { for index in 0..<numbers.count { numbers[index] = other[index] } }
        }
      }
    }
  }

  private static func insert(_ numbers: UnsafeMutableBufferPointer<Int32>) {
    for end in 1..<max(1, numbers.count) {
      let moved = numbers[end]
      var place = end
      while place > 0, numbers[place &- 1] > moved {
        numbers[place] = numbers[place &- 1]
        place &-= 1
      }
      numbers[place] = moved
    }
  }

  private static func pass(
    _ from: UnsafeMutableBufferPointer<Int32>, _ to: UnsafeMutableBufferPointer<Int32>, _ shift: Int,
    _ starts: UnsafeMutableBufferPointer<Int32>
  ) {
    starts.initialize(repeating: 0)
    for index in 0..<from.count { starts[Int(from[index] >> Int32(shift)) & 255] &+= 1 }
    var sum: Int32 = 0
    for digit in 0..<256 { (starts[digit], sum) = (sum, sum &+ starts[digit]) }
    for index in 0..<from.count {
      let digit = Int(from[index] >> Int32(shift)) & 255
      to[Int(starts[digit])] = from[index]
      starts[digit] &+= 1
    }
  }
}
