import CDrawKernels

/// A counter-based stream of random numbers: the value at a counter is a pure function of the key and the counter.
///
/// So any range of rows can be drawn alone, in any order and on any machine, with the same bits. Streams are split by *name*:
/// adding or moving one column changes no other column's stream.
///
/// The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood 2014) applied twice, to key and counter; the key of a
/// named stream is a 64-bit FNV-1a hash of the name's UTF-8 bytes mixed with the parent's key.
package struct RandomStream: Equatable, Sendable {
  package let key: UInt64

  package init(seed: UInt64) { key = Self.mix(seed ^ 0x5851_F42D_4C95_7F2D) }
  private init(key: UInt64) { self.key = key }

  /// The stream that belongs to `name` below this one.
  package func stream(named name: String) -> RandomStream {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return RandomStream(key: Self.mix(key ^ Self.mix(hash)))
  }

  /// 64 random bits at `counter`.
  @inlinable
  @inline(__always)
  package func bits(at counter: UInt64) -> UInt64 {
    Self.mix(key &+ Self.mix(counter &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03))
  }

  /// Bits mixed once only, for the rounds of a permutation, which mix on.
  @inline(__always)
  func quickBits(at counter: UInt64) -> UInt64 { Self.mix(key &+ counter &* 0x9E37_79B9_7F4A_7C15) }

  /// A uniform number at `counter`, strictly inside (0, 1): the midpoints of 2^52 equal cells.
  @inline(__always)
  package func uniform(at counter: UInt64) -> Double { Self.uniform(from: bits(at: counter)) }

  @inline(__always)
  package static func uniform(from bits: UInt64) -> Double {
    (Double(bits >> 12) + 0.5) * 0x1p-52
  }

  /// Fills `target` with the uniforms at the counters `rows`, the same numbers as `uniform(at:)` one by one.
  /// - Precondition: `target` holds `rows.count` numbers.
  package func fillUniforms(rows: Range<UInt64>, into target: UnsafeMutableBufferPointer<Double>) {
    precondition(UInt64(target.count) == UInt64(rows.count), "\(target.count) places for \(rows.count) rows")
    guard let first = target.baseAddress else { return }
    rs_fill_uniforms(key, rows.lowerBound, first, target.count)
  }

  /// As `fillUniforms(rows:into:)`, in half the time where many streams are asked for the same counters.
  /// - Precondition: `target` holds as many numbers as there are counters.
  package func fillUniforms(at counters: CounterBits, into target: UnsafeMutableBufferPointer<Double>) {
    precondition(target.count == counters.bits.count, "\(target.count) places for \(counters.bits.count) rows")
    if let first = target.baseAddress { rs_fill_keyed_uniforms(key, counters.bits, first, target.count) }
  }

  /// The uniforms at the counters `rows`.
  package func uniforms(rows: Range<UInt64>) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows.count) { target, initialized in
      fillUniforms(rows: rows, into: UnsafeMutableBufferPointer(rebasing: target[0..<rows.count]))
      initialized = rows.count
    }
  }

  /// The finaliser of SplitMix64: every bit of `value` moves about half of those of the result.
  @inlinable
  @inline(__always)
  package static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// Counters mixed alone, which all streams begin with.
package struct CounterBits: Sendable {
  fileprivate let bits: [UInt64]

  package init(rows: Range<UInt64>) {
    bits = [UInt64](unsafeUninitializedCapacity: rows.count) { target, initialized in
      if let first = target.baseAddress { rs_fill_counter_bits(rows.lowerBound, first, rows.count) }
      initialized = rows.count
    }
  }
}
