/// A permutation of 0..<size that is a pure function of a key: unordered unique numbers without remembering any.
///
/// An alternating Feistel network over the smallest power of two that holds `size`, walked until it lands below `size`
/// (Black and Rogaway 2002, "Ciphers with arbitrary finite domains"). Not a cipher: it hides nothing from an attacker.
/// - Complexity: fewer than two walks on average, eight rounds each.
package struct KeyedPermutation: Equatable, Sendable {
  private static let rounds: UInt64 = 8

  /// 1 ... 2⁶³.
  package let size: UInt64
  private let stream: RandomStream
  private let lowBits: UInt64
  private let lowMask: UInt64
  private let highMask: UInt64

  /// - Precondition: 1 <= size <= 2⁶³.
  package init(stream: RandomStream, size: UInt64) {
    precondition(size >= 1 && size <= 1 << 63, "a permutation of \(size) numbers")
    let bits = UInt64(size == 1 ? 0 : 64 - (size - 1).leadingZeroBitCount)
    self.size = size
    self.stream = stream
    lowBits = (bits + 1) / 2
    lowMask = (1 << lowBits) - 1
    highMask = (1 << (bits - lowBits)) - 1
  }

  /// The number at place `index`.
  /// - Precondition: index < size.
  package func value(at index: UInt64) -> UInt64 {
    precondition(index < size, "place \(index) of \(size)")
    var value = index
    repeat { value = encipher(value) } while value >= size
    return value
  }

  /// The number of a table's row: each once in as many rows as there are numbers, then all again.
  package func value(ofRow row: UInt64) -> UInt64 { value(at: row % size) }

  /// The place of `value`: the inverse of `value(at:)`.
  package func index(of value: UInt64) -> UInt64 {
    precondition(value < size, "number \(value) of \(size)")
    var index = value
    repeat { index = decipher(index) } while index >= size
    return index
  }

  private func encipher(_ value: UInt64) -> UInt64 {
    var low = value & lowMask
    var high = value >> lowBits
    for round in 0..<Self.rounds { mix(&low, &high, round) }
    return high << lowBits | low
  }

  private func decipher(_ value: UInt64) -> UInt64 {
    var low = value & lowMask
    var high = value >> lowBits
    for round in (0..<Self.rounds).reversed() { mix(&low, &high, round) }
    return high << lowBits | low
  }

  /// One round changes one half by the other and is its own inverse.
  @inline(__always)
  private func mix(_ low: inout UInt64, _ high: inout UInt64, _ round: UInt64) {
    if round & 1 == 0 {
      low ^= stream.quickBits(at: high &* 8 &+ round) & lowMask
    } else {
      high ^= stream.quickBits(at: low &* 8 &+ round) & highMask
    }
  }
}
