import Statistics
import Testing

@Suite struct RandomStreamTests {
  /// Written independently in Python from the description in RandomStream.
  private static let vectors: [(seed: UInt64, name: String, counter: UInt64, bits: UInt64)] = [
    (0, "", 0, 0x2754_FA2D_4A3D_F655),
    (42, "", 0, 0x713F_A4AD_FAB1_8CEA),
    (42, "", 1, 0xA600_4654_F31B_5DB4),
    (42, "income", 0, 0x4225_D225_8760_6ED9),
    (42, "income", 1099511627776, 0xEF83_9E15_8889_956E),
    (18446744073709551615, "größe", 18446744073709551615, 0xB2CE_BE7F_A70C_A5AA),
  ]

  @Test(arguments: vectors) func bitsAreFrozen(_ vector: (seed: UInt64, name: String, counter: UInt64, bits: UInt64)) {
    let root = RandomStream(seed: vector.seed)
    let stream = vector.name.isEmpty ? root : root.stream(named: vector.name)
    #expect(stream.bits(at: vector.counter) == vector.bits)
  }

  @Test func bulkIsTheSameAsOneByOneInAnySplit() {
    let stream = RandomStream(seed: 7).stream(named: "income")
    let whole = stream.uniforms(rows: 0..<1_000)
    #expect(whole == (0..<1_000).map { stream.uniform(at: $0) })
    for cut: UInt64 in [0, 1, 499, 999, 1_000] {
      #expect(stream.uniforms(rows: 0..<cut) + stream.uniforms(rows: cut..<1_000) == whole)
    }
    let far = UInt64.max - 5
    #expect(stream.uniforms(rows: far..<UInt64.max) == (far..<UInt64.max).map { stream.uniform(at: $0) })
  }

  @Test func uniformsStayInsideTheOpenInterval() {
    #expect(RandomStream.uniform(from: 0) > 0)
    #expect(RandomStream.uniform(from: .max) < 1)
  }

  /// χ² over 64 cells, 63 degrees of freedom: 99.99 % of good streams stay below 118.
  @Test(arguments: 0..<20) func uniformsFillCellsEvenly(seed: UInt64) {
    let stream = RandomStream(seed: seed).stream(named: "x")
    #expect(chiSquare(stream.uniforms(rows: 0..<6_400)) < 118)
    let sparse = (0..<6_400 as Range<UInt64>).map { stream.uniform(at: $0 &* 1_048_576) }
    #expect(chiSquare(sparse) < 118)
  }

  /// The correlation of 4,000 independent pairs has a standard error of 0.0158; 4.5 of them are a chance of 1 in 150,000.
  @Test(arguments: 0..<10) func streamsAreIndependent(seed: UInt64) {
    let root = RandomStream(seed: seed)
    let a = root.stream(named: "a").uniforms(rows: 0..<4_000)
    let others = [
      root.stream(named: "b").uniforms(rows: 0..<4_000),  // another name
      root.stream(named: "a").uniforms(rows: 1..<4_001),  // the next row
      RandomStream(seed: seed + 1).stream(named: "a").uniforms(rows: 0..<4_000),  // another seed
      root.stream(named: "a").stream(named: "a").uniforms(rows: 0..<4_000),  // a stream below
    ]
    for other in others { #expect(abs(Correlation.pearson(a, other)) < 4.5 * 0.0158) }
  }

  private func chiSquare(_ uniforms: [Double]) -> Double {
    var cells = [Double](repeating: 0, count: 64)
    for uniform in uniforms { cells[Int(uniform * 64)] += 1 }
    let expected = Double(uniforms.count) / 64
    return cells.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 1000]) func sharedCountersGiveTheSameNumbers(count: Int) {
    let rows = UInt64.max - 2_000..<UInt64.max - 2_000 + UInt64(count)
    let counters = CounterBits(rows: rows)
    for name in ["a", "b"] {
      let stream = RandomStream(seed: 3).stream(named: name)
      var numbers = [Double](repeating: 0, count: count)
      numbers.withUnsafeMutableBufferPointer { stream.fillUniforms(at: counters, into: $0) }
      #expect(numbers == rows.map { stream.uniform(at: $0) })
    }
  }
}
