import Statistics
import Testing

@Suite struct RankTests {
  /// With one, two and three bytes, around the number from which on bytes are sorted.
  @Test(arguments: [1, 2, 256, 257, 65_536, 65_537, 1 << 20], [0, 1, 31, 32, 33, 500])
  func numbersOfASmallRangeAreSorted(limit: Int, count: Int) {
    let stream = RandomStream(seed: UInt64(limit))
    var numbers = (0..<UInt64(count)).map { Int32(stream.uniform(at: $0) * Double(limit)) }
    if count > 1 { (numbers[0], numbers[1]) = (Int32(limit - 1), 0) }
    let sorted = numbers.sorted()
    RadixSort.sort(&numbers, below: limit)
    #expect(numbers == sorted)
  }

  @Test(arguments: 0..<60) func radixSortAgreesWithTheStandardSort(seed: UInt64) {
    let values = interestingNumbers(seed: seed, count: Int(seed) * 7)
    #expect(RadixSort.sorted(values) == values.sorted())
    var keys = values.map { RadixSort.key($0) }
    let order = RadixSort.order(sorting: &keys)
    let expected = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
    #expect(order.map(Int.init) == expected)
    #expect(keys.map { RadixSort.double($0) } == values.sorted())
  }

  @Test func integerKeysKeepTheirOrder() {
    let values: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    #expect(zip(values, values.dropFirst()).allSatisfy { RadixSort.key($0) < RadixSort.key($1) })
  }

  /// (scipy.stats.rankdata([3, 1, 3, 2, -5, 3, 1]) - 0.5) / 7, SciPy 1.17.1.
  @Test func midRanksMatchSciPy() {
    let expected = [
      0.7857142857142857, 0.2857142857142857, 0.7857142857142857, 0.5, 0.07142857142857142, 0.7857142857142857,
      0.2857142857142857,
    ]
    #expect(close(MidRanks.shares(of: [3.0, 1, 3, 2, -5, 3, 1]), expected))
    #expect(close(MidRanks.shares(of: [3, 1, 3, 2, -5, 3, 1] as [Int64]), expected))
  }

  @Test(arguments: 0..<60) func midRanksAgreeWithTheNaiveOnes(seed: UInt64) {
    let values = interestingNumbers(seed: seed, count: 1 + Int(seed))
    let marks = RandomStream(seed: seed).stream(named: "missing").uniforms(rows: 0..<UInt64(values.count))
    let missing = seed % 3 == 0 ? [] : marks.map { $0 < 0.3 }
    let shares = MidRanks.shares(of: values, missing: missing)
    #expect(close(shares, naiveMidRanks(values, missing)))
    #expect(shares.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(abs(shares.reduce(0, +) / Double(shares.count) - 0.5) < 1e-12)
  }

  @Test(arguments: 0..<30) func midRanksOfLevelsAgreeWithThoseOfTheirPlaces(seed: UInt64) {
    let uniforms = RandomStream(seed: seed).uniforms(rows: 0..<200)
    let codes = uniforms.map { Int32($0 * 7) - 1 }
    let positions: [Int32] = [3, 0, 5, 1, 4, 2]
    let places = codes.map { $0 < 0 ? 0 : Double(positions[Int($0)]) }
    let expected = MidRanks.shares(of: places, missing: codes.map { $0 < 0 })
    #expect(close(MidRanks.shares(ofCodes: codes, positions: positions, levels: 6), expected))
  }

  @Test func midRanksOfNothingAndOfMissingOnly() {
    #expect(MidRanks.shares(of: [Double]()).isEmpty)
    #expect(MidRanks.shares(of: [1.0, 2], missing: [true, true]) == [0.5, 0.5])
    #expect(MidRanks.shares(ofCodes: [-1, -1], levels: 0) == [0.5, 0.5])
    #expect(MidRanks.shares(of: [-0.0, 0.0]) == [0.5, 0.5])
  }

  /// The smallest member not less than half, by counting.
  private func naiveMidRanks(_ values: [Double], _ missing: [Bool]) -> [Double] {
    func key(_ row: Int) -> Double { !missing.isEmpty && missing[row] ? -.infinity : values[row] }
    return values.indices.map { row in
      let below = values.indices.count { key($0) < key(row) }
      let equal = values.indices.count { key($0) == key(row) }
      return (Double(below) + Double(equal) / 2) / Double(values.count)
    }
  }
}

/// Ties, both zeros, extremes and ordinary numbers.
func interestingNumbers(seed: UInt64, count: Int) -> [Double] {
  let special = [0, -0.0, 1, -1, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e-300]
  return RandomStream(seed: seed).stream(named: "numbers").uniforms(rows: 0..<UInt64(count)).map { uniform in
    if uniform < 0.2 { return special[Int(uniform * 40)] }
    return uniform < 0.5 ? (uniform * 20).rounded() : Normal.quantile(uniform) * 1e6
  }
}

func close(_ left: [Double], _ right: [Double], _ tolerance: Double = 1e-12) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance }
}
