import Evaluation
import Statistics
import Tables
import Testing

@Suite struct ComparerTests {
  private func decimals(_ values: [Double], missing: [Bool] = [], name: String = "x", digits: Int? = nil) -> Column {
    var look = Look()
    look.decimals = digits.map { .upTo($0) } ?? .shortest
    return Column(name: name, kind: .decimal, storage: .decimals(values), missing: missing, look: look)
  }

  private func levels(_ codes: [Int32], _ names: [ByteText]) -> Column {
    Column(
      name: "c", kind: .categorical, storage: .levels(codes: codes, levels: names), missing: codes.map { $0 < 0 })
  }

  private func compare(
    _ real: Column, _ synthetic: Column?, _ wish: BinningWish = BinningWish()
  ) -> ColumnComparison {
    Comparer.compare(real: real, profile: Profiler.profile(real), synthetic: synthetic, wish: wish)
  }

  private func normals(_ name: String, seed: UInt64, count: Int, scale: Double = 1) -> [Double] {
    let uniforms = RandomStream(seed: seed).stream(named: name).uniforms(rows: 0..<UInt64(count))
    return Normal.quantiles(of: uniforms).map { $0 * scale }
  }

  @Test(arguments: 0..<40) func numbersObeyTheLaws(seed: UInt64) throws {
    let missing = (0..<500).map { $0 % 11 == 0 }
    let real = decimals(normals("real", seed: seed, count: 500), missing: missing)
    let synthetic = decimals(normals("synthetic", seed: seed, count: 300, scale: seed % 2 == 0 ? 1 : 1e6))
    let result = compare(real, synthetic, BinningWish(maximumBins: 10 + Int(seed)))
    guard case .histogram(let edges, _, let hasZeroBar) = result.shape else { throw NoHistogram() }
    #expect(result.bars.count == edges.count - 1 + (hasZeroBar ? 1 : 0))
    #expect(abs(result.bars.reduce(0) { $0 + $1.real } - 1) < 1e-9)
    #expect(abs(result.bars.reduce(0) { $0 + $1.synthetic } - 1) < 1e-9)
    #expect(result.sparkline.count <= 10)
    #expect(abs(result.sparkline.reduce(0) { $0 + $1.real } - 1) < 1e-9)
    #expect(abs(result.sparkline.reduce(0) { $0 + $1.synthetic } - 1) < 1e-9)
    let agreement = try #require(result.agreement)
    #expect(abs(agreement - result.bars.reduce(0) { $0 + min($1.real, $1.synthetic) }) < 1e-12)
    #expect((seed % 2 == 0) == (agreement > 0.75))
    #expect(result.realMissingShare == 46.0 / 500 && result.syntheticMissingShare == 0)
    #expect(result.statistics.map(\.name).last == "missing")
  }

  private struct NoHistogram: Error {}

  @Test func equalSidesAgreeAndSayNothing() {
    let column = decimals(normals("x", seed: 1, count: 2_000))
    let result = compare(column, column)
    #expect(abs((result.agreement ?? 0) - 1) < 1e-9)
    #expect(result.warning == nil)
    #expect(result.statistics.allSatisfy { $0.real == $0.synthetic })
  }

  @Test func realSideStandsAloneAndIsReusable() {
    let column = decimals(normals("x", seed: 1, count: 2_000))
    let alone = compare(column, nil)
    #expect(alone.agreement == nil && alone.freshAgreement == nil && alone.syntheticRows == 0)
    #expect(alone.bars.allSatisfy { $0.synthetic == 0 })
    #expect(alone.statistics.allSatisfy { $0.synthetic.isEmpty && $0.change.isEmpty })
    let real = RealColumn(column, profile: Profiler.profile(column))
    #expect(Comparer.compare(real, synthetic: column) == compare(column, column))
  }

  /// A fresh sample reaches what is expected of it to within what two samples of 5,000 vary (about 0.4 points).
  @Test(arguments: 0..<8) func aFreshSampleScoresWhatIsExpected(seed: UInt64) throws {
    let result = compare(
      decimals(normals("real", seed: seed, count: 5_000)), decimals(normals("synthetic", seed: seed, count: 5_000)))
    let difference = try #require(result.agreement) - (try #require(result.freshAgreement))
    #expect(abs(difference) < 0.012)
  }

  @Test func statisticsAreAsDrawn() {
    let real = Column(name: "n", kind: .integer, storage: .integers([1, 2, 3, 4, 9_331]))
    let synthetic = Column(name: "n", kind: .integer, storage: .integers([1, 2, 3, 4, 4_103]))
    let rows = compare(real, synthetic).statistics
    #expect(rows.map(\.name) == ["mean", "sd", "min", "q25", "median", "q75", "q99", "max", "distinct", "missing"])
    #expect(rows[7] == .init(name: "max", real: "9,331", synthetic: "4,103", change: "\u{2212}56.0%"))
    #expect(rows[2].change.isEmpty)
    #expect(rows[9] == .init(name: "missing", real: "0", synthetic: "0", change: ""))
  }

  @Test func instantsAreWrittenAsDates() {
    var look = Look()
    look.datePattern = DatePattern("yyyy-MM-dd")
    let real = Column(name: "d", kind: .date, storage: .instants([0, 1, 2, 3, 10_957]), look: look)
    let later = Column(name: "d", kind: .date, storage: .instants([5, 6, 7, 8, 10_962]), look: look)
    let rows = compare(real, later).statistics
    #expect(rows.map(\.name) == ["min", "q25", "median", "q75", "q99", "max", "distinct", "missing"])
    #expect(rows[5] == .init(name: "max", real: "2000-01-01", synthetic: "2000-01-06", change: "+5 d"))
  }

  @Test func momentsAreWrittenAsDaysOrTimes() {
    var look = Look()
    look.datePattern = DatePattern("yyyy-MM-dd'T'HH:mm:ss'Z'")
    func rows(_ step: Int64) -> [ColumnComparison.Statistic] {
      let values = (0..<10).map { 3_600_000_000 + $0 * step }
      return compare(Column(name: "t", kind: .datetime, storage: .instants(values), look: look), nil).statistics
    }
    #expect(rows(86_400_000_000)[5].real == "1970-01-10")
    #expect(rows(3_600_000_000)[5].real == "01-01 10:00")
  }

  @Test func closeNumbersKeepTheDigitsThatDiffer() {
    let values = (0..<100).map { 44.9 + Double($0) / 1_000 }
    let rows = compare(decimals(values, digits: 3), nil).statistics
    #expect(rows[2].real == "44.900" && rows[4].real == "44.950")
  }

  @Test func numbersOfBothSignsShowTheirDifference() throws {
    let rows = compare(decimals(normals("x", seed: 1, count: 500)), decimals(normals("y", seed: 2, count: 500)))
      .statistics
    for row in rows where ["mean", "q25", "q75", "q99", "max"].contains(row.name) {
      #expect(!row.change.isEmpty && !row.change.contains("%"), "\(row)")
    }
    let missing = decimals([1, 2, 3, 4], missing: [true, false, false, false])
    let row = try #require(compare(missing, decimals([1, 2, 3, 4])).statistics.last)
    #expect(row == .init(name: "missing", real: "25.0%", synthetic: "0.0%", change: "\u{2212}25.0"))
  }

  @Test func wholeNumbersOfTwoValuesAreLevels() {
    func column(_ values: [Int64]) -> Column { Column(name: "n", kind: .integer, storage: .integers(values)) }
    let result = compare(column([0, 0, 0, 1]), column([0, 1, 1, 1]))
    #expect(result.shape == .levels(pooledLevels: 0) && result.bars.map(\.label) == ["0", "1"])
    #expect(result.bars.map(\.synthetic) == [0.25, 0.75] && result.agreement == 0.5)
    #expect(compare(column([0, 0, 1]), column([0, 1, 2])).bars.last?.label == "not in the real data")
    guard case .histogram = compare(column([0, 1, 2]), nil).shape else { return #expect(Bool(false)) }
  }

  @Test func binsSayThatTheyHoldWhatLiesBeyond() {
    func column(_ values: [Int64]) -> Column { Column(name: "n", kind: .integer, storage: .integers(values)) }
    let real = column([0, 1, 2, 3, 4, 5, 6])
    let within = compare(real, real)
    #expect(!within.holdsLower && !within.holdsHigher && within.bars.last?.label == "6")
    let beyond = compare(real, column([0, 3, 7]))
    #expect(beyond.holdsHigher && !beyond.holdsLower && beyond.bars.last?.label == "6 and more")
    #expect(compare(real, column([-2, 3])).bars.first?.label == "below 1")
  }

  @Test func levelsComeByShareAndThePoolIsLast() {
    let names: [ByteText] = (0..<20).map { ByteText("level \($0)") }
    let codes = (0..<20).flatMap { code in repeatElement(Int32(code), count: 100 - 4 * code) }
    let result = compare(levels(codes, names), levels(codes, names), BinningWish(maximumLevels: 8))
    #expect(result.shape == .levels(pooledLevels: 13))
    #expect(result.bars.map(\.label) == (0..<7).map { "level \($0)" } + ["13 others"])
    #expect(abs(result.bars.reduce(0) { $0 + $1.real } - 1) < 1e-12)
    #expect(zip(result.bars, result.bars.dropFirst().dropLast()).allSatisfy { $0.real >= $1.real })
    #expect(abs((result.agreement ?? 0) - 1) < 1e-12)
  }

  @Test func levelsAreMatchedByBytesNotByCode() {
    let real = levels([0, 0, 1, 1], ["a", "b"])
    let turned = levels([1, 1, 0, 0], ["b", "a"])
    #expect(compare(real, turned).agreement == 1)
    let texts = Column(name: "c", kind: .text, storage: .text(PackedText(["b", "b", "a", "a"])))
    #expect(compare(real, texts).agreement == 1)
    let spelled = levels([0, 0, 1, 1], [ByteText("caf\u{e9}"), ByteText("cafe\u{301}")])
    #expect(compare(spelled, spelled).bars.count == 2)
  }

  @Test func inventedLevelsAgreeWithNothing() {
    let result = compare(levels([0, 0, 1, 1], ["a", "b"]), levels([0, 0, 1, 2], ["a", "b", "c"]))
    #expect(result.bars.map(\.real) == [0.5, 0.5, 0])
    #expect(result.bars.map(\.synthetic) == [0.5, 0.25, 0.25])
    #expect(result.agreement == 0.75)
  }

  @Test func warningsNameWhatIsLost() {
    let codes = (0..<1_000).map { Int32($0 < 50 ? 1 : 0) }
    let gone = compare(levels(codes, ["grocery", "gambling"]), levels(codes.map { _ in 0 }, ["grocery"]))
    #expect(gone.warning == "gone: gambling")
    let body = normals("body", seed: 3, count: 2_000)
    let tailed = body.enumerated().map { $0 % 40 == 0 ? 50 + $1 : $1 }
    #expect(compare(decimals(tailed), decimals(body)).warning == "tail: 50 real outliers, synthetic 0")
    let holes = decimals(body, missing: body.indices.map { $0 % 10 == 0 })
    #expect(compare(holes, decimals(body)).warning == "missing: 10.0% real, synthetic 0")
    #expect(compare(holes, holes).warning == nil)
  }

  @Test func someColumnsAreNotCompared() {
    let texts = Column(name: "t", kind: .text, storage: .text(PackedText((0..<30).map { ByteText("v\($0)") })))
    let result = compare(texts, texts)
    #expect(result.shape == .notCompared("≈ unique") && result.agreement == nil && result.bars.isEmpty)
    #expect(result.statistics.map(\.real) == ["30", "2", "3", "0"])
    let identifier = Column(name: "id", kind: .identifier, storage: .integers([1, 2, 3]))
    #expect(compare(identifier, nil).shape == .notCompared("identifier"))
    #expect(compare(decimals([0, 0], missing: [true, true]), nil).shape == .notCompared("all missing"))
  }

  @Test func emptyAndMismatchedSidesAreDefined() {
    let empty = decimals([])
    #expect(compare(empty, empty).bars.allSatisfy { $0.real == 0 && $0.synthetic == 0 })
    let column = decimals(normals("x", seed: 1, count: 100))
    let allMissing = decimals([0, 0], missing: [true, true])
    #expect(compare(column, allMissing).agreement == 0)
    #expect(compare(column, levels([0], ["a"])).agreement == nil)
    #expect(compare(column, empty).freshAgreement == 0)
  }

  @Test(arguments: [ColumnKind.integer, .date, .time, .datetime]) func extremesAreDefined(_ kind: ColumnKind) {
    for values: [Int64] in [[.min, .max, 0], [.max], [.min, .min], [0, 1, .max]] {
      let column = Column(name: "x", kind: kind, storage: .instants(values))
      let result = compare(column, column)
      #expect(abs(result.bars.reduce(0) { $0 + $1.real } - 1) < 1e-9)
      #expect(result.agreement == 1)
    }
    let most = Double.greatestFiniteMagnitude
    let wild = decimals([most, -most, 0, .infinity, .nan])
    #expect(abs((compare(wild, wild).agreement ?? 0) - 1) < 1e-9)
  }

  @Test func tablesAreComparedByName() throws {
    let first = decimals(normals("a", seed: 1, count: 400), name: "a")
    let second = decimals(normals("b", seed: 1, count: 400), name: "b")
    let real = Table(name: "real", columns: [first, second])
    let profile = try #require(Profiler.profile(real))
    let scores = Comparer.compare(real: real, profile: profile, synthetic: Table(name: "s", columns: [second]))
    #expect(scores.scores.map(\.column) == ["b"])
    #expect(abs((scores.meanAgreement ?? 0) - 1) < 1e-9)
    #expect(TableComparison(scores: []).meanAgreement == nil)
  }
}
