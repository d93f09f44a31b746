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
    var counts = [Int](repeating: 0, count: digits.passes * digits.count)
    counts.withUnsafeMutableBufferPointer { counts in
      keys.withUnsafeBufferPointer { keys in
        for key in keys {
          for pass in 0..<digits.passes { counts[pass &* digits.count &+ digits.digit(key, pass)] &+= 1 }
        }
      }
    }
    return (0..<digits.passes).compactMap { pass in
      let ofPass = counts[pass * digits.count..<(pass + 1) * digits.count]
      guard !ofPass.contains(keys.count) else { return nil }
      var next = 0
      return (
        pass,
        ofPass.map { count in
          defer { next += count }
          return next
        }
      )
    }
  }
}
