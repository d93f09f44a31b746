/// SplitMix64: a small generator, so that a failure can be repeated.
struct Stream: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Shares that sum to 1, a fifth of them 0.
  mutating func shares(_ count: Int) -> [Double] {
    let raw = (0..<count).map { _ in next() % 5 == 0 ? 0 : Double.random(in: 0..<1, using: &self) }
    let sum = max(raw.reduce(0, +), 1e-9)
    return raw.map { $0 / sum }
  }
}
