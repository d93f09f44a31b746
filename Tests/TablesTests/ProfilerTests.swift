import Tables
import Testing

@Suite struct ProfilerTests {
  @Test(arguments: 0..<60) func numbersAgreeWithTheNaiveOnes(seed: UInt64) throws {
    let values = numbers(seed: seed, count: 1 + Int(seed) * 5)
    let missing = seed % 2 == 0 ? [] : values.indices.map { $0 % 4 == 1 }
    let present = values.indices.filter { missing.isEmpty || !missing[$0] }.map { values[$0] }
    let column = Column(name: "x", kind: .decimal, storage: .decimals(values), missing: missing)
    let profile = Profiler.profile(column)
    #expect(profile.distinct == Set(present).count)
    #expect(profile.missing == values.count - present.count)
    guard !present.isEmpty else { return }
    let found = try #require(profile.numbers)
    expectNumbers(found, of: present)
  }

  @Test(arguments: 0..<30) func integersAgreeWithTheNaiveOnes(seed: UInt64) throws {
    // Small ranges are sorted by counting, large ones are not.
    let factor: Int64 = [1, 1_000, 1 << 40][Int(seed % 3)]
    let values = numbers(seed: seed, count: 200).map { Int64($0) &* factor }
    let profile = Profiler.profile(Column(name: "x", kind: .integer, storage: .integers(values)))
    #expect(profile.distinct == Set(values).count)
    expectNumbers(try #require(profile.numbers), of: values.map(Double.init))
  }

  private func expectNumbers(_ found: ColumnProfile.Numbers, of values: [Double]) {
    let sorted = values.sorted()
    #expect(found.minimum == sorted[0] && found.maximum == sorted[sorted.count - 1])
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
    let size = max(abs(sorted[0]), abs(sorted[sorted.count - 1]))
    #expect(abs(found.mean - mean) <= 1e-12 * size)
    #expect(abs(found.standardDeviation - deviation) <= 1e-9 * max(1, size))
    for quantile in found.quantiles {
      let position = quantile.probability * Double(sorted.count - 1)
      let (low, part) = (Int(position), position - position.rounded(.down))
      let expected = sorted[low] + part * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
      #expect(abs(quantile.value - expected) <= 1e-12 * size)
    }
  }

  /// numpy.quantile and numpy.std(ddof=1) of [1, 2, 2, 3, 10], NumPy 2.
  @Test func quantilesAreOfTypeSeven() throws {
    let column = Column(name: "x", kind: .decimal, storage: .decimals([10, 2, 1, 3, 2]))
    let numbers = try #require(Profiler.profile(column).numbers)
    let expected = [1.04, 1.2, 2, 2, 3, 8.6, 9.72]
    #expect(zip(numbers.quantiles, expected).allSatisfy { abs($0.value - $1) < 1e-12 })
    #expect(abs(numbers.standardDeviation - 3.646916505762094) < 1e-12)
    #expect(numbers.highOutliers == 1 && numbers.lowOutliers == 0)
  }

  @Test func extremesDoNotOverflow() throws {
    let most = Double.greatestFiniteMagnitude
    let wild = Column(name: "x", kind: .decimal, storage: .decimals([most, -most, 0, 1]))
    let numbers = try #require(Profiler.profile(wild).numbers)
    #expect(numbers.mean.isFinite && numbers.standardDeviation > 0 && !numbers.standardDeviation.isNaN)
    #expect(numbers.quantiles.allSatisfy { $0.value.isFinite })
    let integers = Column(name: "x", kind: .integer, storage: .integers([.min, .max, 0]))
    #expect(Profiler.profile(integers).distinct == 3)
  }

  @Test func levelsComeByCountThenByBytes() {
    let levels: [ByteText] = ["pear", "apple", "unused", "fig"]
    let column = Column(
      name: "fruit", kind: .categorical, storage: .levels(codes: [0, 1, 1, 3, 0, -1, 3], levels: levels),
      missing: [false, false, false, false, false, true, false])
    let profile = Profiler.profile(column)
    #expect(profile.levels.map(\.text) == ["apple", "fig", "pear"])
    #expect(profile.levels.map(\.count) == [2, 2, 2])
    #expect(profile.distinct == 3 && profile.missing == 1)
    let many = Column(
      name: "many", kind: .categorical,
      storage: .levels(codes: (0..<100).map { $0 }, levels: (0..<100).map { ByteText("level \($0)") }))
    #expect(Profiler.profile(many).levels.count == Profiler.levelLimit)
    #expect(Profiler.profile(many).isNearlyUnique)
  }

  @Test(arguments: 0..<30) func distinctTextsAgreeWithASet(seed: UInt64) {
    let texts = numbers(seed: seed, count: 300).map { ByteText("t\(Int($0))") }
    let marks = texts.indices.map { $0 % 7 == 0 }
    let column = Column(name: "t", kind: .text, storage: .text(PackedText(texts)), missing: marks)
    #expect(Profiler.profile(column).distinct == Set(texts.indices.filter { !marks[$0] }.map { texts[$0] }).count)
  }

  @Test func canonicallyEqualTextsDiffer() {
    let texts: [ByteText] = [ByteText("caf\u{e9}"), ByteText("cafe\u{301}"), "", "a", "aaaaaaaa", "aaaaaaaaa"]
    let column = Column(name: "t", kind: .text, storage: .text(PackedText(texts)))
    #expect(Profiler.profile(column).distinct == 6)
  }

  @Test func emptyConstantAndMissingColumns() {
    let empty = Profiler.profile(Column(name: "x", kind: .decimal, storage: .decimals([])))
    #expect(empty.numbers == nil && empty.distinct == 0 && !empty.isConstant && !empty.isNearlyUnique)
    let missing = Profiler.profile(
      Column(name: "x", kind: .integer, storage: .integers([0, 0]), missing: [true, true]))
    #expect(missing.numbers == nil && missing.distinct == 0 && missing.missing == 2)
    let constant = Profiler.profile(Column(name: "x", kind: .integer, storage: .integers([7, 7, 7])))
    #expect(constant.isConstant && constant.numbers?.standardDeviation == 0)
  }

  @Test func tableProfilesAreThoseOfItsColumns() throws {
    let columns = (0..<9).map { index in
      Column(name: "c\(index)", kind: .decimal, storage: .decimals(numbers(seed: UInt64(index), count: 50)))
    }
    let table = Table(name: "t", columns: columns)
    let profile = try #require(Profiler.profile(table))
    #expect(profile.rows == 50)
    #expect(profile.columns == columns.map { Profiler.profile($0) })
    #expect(Profiler.profile(table) { _ in false } == nil)
    #expect(Profiler.profile(Table(name: "none", columns: [])) == Profile(rows: 0, columns: []))
  }

  /// Ties, negative numbers and a wide range, from a linear congruential generator (Knuth's MMIX constants).
  private func numbers(seed: UInt64, count: Int) -> [Double] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let unit = Double(state >> 40) / 16_777_216
      return state >> 62 == 0 ? (unit * 10).rounded() : (unit - 0.5) * 1_000
    }
  }
}
