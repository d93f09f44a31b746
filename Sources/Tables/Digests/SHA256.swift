/// The digest of FIPS 180-4 with 256 bits, over bytes that come in parts.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  package init() { rest.reserveCapacity(64) }

  /// - Complexity: O(n).
  package mutating func update(_ bytes: some Collection<UInt8>) {
    length &+= UInt64(bytes.count)
    let whole: Void? = bytes.withContiguousStorageIfAvailable { take($0) }
    if whole == nil { Array(bytes).withUnsafeBufferPointer { take($0) } }
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    let missing = rest.isEmpty ? 0 : min(64 - rest.count, bytes.count)
    rest += bytes[..<missing]
    if rest.count == 64 { takeRest() }
    var start = missing
    while bytes.count - start >= 64 {
      takeBlock(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<start + 64]))
      start += 64
    }
    rest += bytes[start...]
  }

  private mutating func takeRest() {
    let block = rest
    block.withUnsafeBytes { takeBlock($0) }
    rest.removeAll(keepingCapacity: true)
  }

  /// The digest as 64 hexadecimal digits.
  package consuming func hexadecimal() -> String {
    let bits = length &* 8
    rest.append(0x80)
    if rest.count > 56 {
      rest += [UInt8](repeating: 0, count: 64 - rest.count)
      takeRest()
    }
    rest += [UInt8](repeating: 0, count: 56 - rest.count)
    rest += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
    takeRest()
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }.joined()
  }

  private mutating func takeBlock(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      for index in 0..<16 {
        words[index] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
      for index in 16..<64 {
        let (early, late) = (words[index - 15], words[index - 2])
        let first = Self.turned(early, 7) ^ Self.turned(early, 18) ^ early >> 3
        let second = Self.turned(late, 17) ^ Self.turned(late, 19) ^ late >> 10
        words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
      }
      Self.constants.withUnsafeBufferPointer { compress(UnsafeBufferPointer(words), $0) }
    }
  }

  private mutating func compress(_ words: UnsafeBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let sum = Self.turned(e, 6) ^ Self.turned(e, 11) ^ Self.turned(e, 25)
      let first = h &+ sum &+ (e & f ^ ~e & g) &+ constants[index] &+ words[index]
      let other = Self.turned(a, 2) ^ Self.turned(a, 13) ^ Self.turned(a, 22)
      let second = other &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  @inline(__always)
  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    let primes = (2...).lazy.filter { number in !(2..<number).contains { number % $0 == 0 } }.prefix(64)
    return primes.map { prime in
      // The integer cube root of prime · 2⁹⁶ holds the root with 32 bits behind the point.
      var root: UInt64 = 0
      for bit in stride(from: UInt64(34), through: 0, by: -1) where isCube(root | 1 << bit, atMost: prime) {
        root |= 1 << bit
      }
      return UInt32(truncatingIfNeeded: root)
    }
  }()

  /// Whether root³ ≤ prime · 2⁹⁶, for roots below 2³⁵.
  private static func isCube(_ root: UInt64, atMost prime: Int) -> Bool {
    let square = root.multipliedFullWidth(by: root)
    let low = square.low.multipliedFullWidth(by: root)
    let (high, overflow) = (square.high &* root).addingReportingOverflow(low.high)
    guard !overflow else { return false }
    let bound = UInt64(prime) << 32
    return high < bound || (high == bound && low.low == 0)
  }
}
