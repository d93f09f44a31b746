import Statistics
import Testing

@Suite struct KeyedPermutationTests {
  @Test(arguments: Array(1...70) + [127, 128, 129, 1_000, 4_096, 5_000])
  func everySmallSizeIsBijective(size: Int) {
    for seed: UInt64 in 0..<5 {
      let permutation = KeyedPermutation(stream: RandomStream(seed: seed), size: UInt64(size))
      let values = (0..<UInt64(size)).map { permutation.value(at: $0) }
      #expect(values.sorted() == Array(0..<UInt64(size)))
      #expect(values.enumerated().allSatisfy { permutation.index(of: $1) == UInt64($0) })
    }
  }

  @Test(arguments: [1 << 20, (1 << 31) + 1, 1 << 53, (1 << 62) + 12_345, 1 << 63] as [UInt64])
  func largeSizesAreInvertible(size: UInt64) {
    let permutation = KeyedPermutation(stream: RandomStream(seed: 3), size: size)
    let stream = RandomStream(seed: 9)
    for index in (0..<200).map({ stream.bits(at: $0) % size }) + [0, size - 1] {
      let value = permutation.value(at: index)
      #expect(value < size)
      #expect(permutation.index(of: value) == index)
    }
  }

  @Test func theKeyDecides() {
    let first = KeyedPermutation(stream: RandomStream(seed: 1), size: 10_000)
    let second = KeyedPermutation(stream: RandomStream(seed: 2), size: 10_000)
    let same = (0..<10_000 as Range<UInt64>).count { first.value(at: $0) == second.value(at: $0) }
    #expect(same < 12)  // one is expected, Poisson: 12 or more happen once in 10⁹
  }

  /// Rank correlation of places and numbers: standard error 0.01.
  @Test(arguments: 0..<10) func theOrderIsLost(seed: UInt64) {
    let permutation = KeyedPermutation(stream: RandomStream(seed: seed), size: 10_000)
    let values = (0..<10_000 as Range<UInt64>).map { Double(permutation.value(at: $0)) }
    #expect(abs(Correlation.pearson(values, (0..<10_000).map(Double.init))) < 0.045)
  }
}
