import Testing

@testable import Statistics

@Suite struct QuantileFunctionTests {
  private func cell(_ lower: Double, _ upper: Double, _ share: Double) -> QuantileFunction.Cell {
    .init(lower: lower, upper: upper, share: share)
  }

  @Test func valuesFollowTheCells() {
    let function = QuantileFunction(cells: [cell(0, 10, 1), cell(12, 12, 2), cell(20, 40, 1)])
    #expect(function.value(at: 0.125) == 5)
    #expect(function.value(at: 0.25) == 12)
    #expect(function.value(at: 0.74) == 12)
    #expect(function.value(at: 0.875) == 30)
    #expect(function.value(at: -1) == 0)
    #expect(function.value(at: 2) == 40)
    #expect(function.value(at: .nan) == 0)
  }

  @Test(arguments: 0..<50) func neverDecreases(seed: Int) {
    let stream = RandomStream(seed: UInt64(seed))
    var edge = -5.0
    let cells = (0..<(1 + seed * 3)).map { index in
      let lower = edge + stream.uniform(at: UInt64(index * 3))
      edge = lower + (index % 3 == 0 ? 0 : stream.uniform(at: UInt64(index * 3 + 1)))
      return cell(lower, edge, stream.uniform(at: UInt64(index * 3 + 2)) + 1e-9)
    }
    let function = QuantileFunction(cells: cells)
    let values = (0...4000).map { function.value(at: Double($0) / 4000) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(values.allSatisfy { $0 >= function.lowest && $0 <= function.highest })
  }

  @Test func namesTheFirstProblem() {
    #expect(QuantileFunction.problem(in: [])?.expected == "at least one cell")
    #expect(QuantileFunction.problem(in: [cell(0, 1, 1), cell(0.5, 2, 1)])?.cell == 1)
    #expect(QuantileFunction.problem(in: [cell(0, 1, 0)])?.expected == "a share above 0")
    #expect(QuantileFunction.problem(in: [cell(0, .infinity, 1)])?.expected == "finite edges")
    #expect(QuantileFunction.problem(in: [cell(0, 0, 1), cell(0, 2, 1)]) == nil)
  }

  /// The moments of the uniform distribution on 0...12 are 6 and sqrt(12).
  @Test func momentsComeFromTheCells() {
    let function = QuantileFunction(cells: [cell(0, 6, 1), cell(6, 12, 1)])
    #expect(function.moments.mean == 6)
    #expect((function.moments.standardDeviation - 12.squareRoot()).magnitude < 1e-12)
  }
}

@Suite struct QuantileFunctionGridTests {
  private func grid(_ values: [Double], decimals: Int, counts: [Int]? = nil) -> QuantileFunctionGrid? {
    .fitting(values: values, counts: counts ?? values.map { _ in 5 }, decimals: decimals, k: 11)
  }

  @Test func findsTheStep() {
    #expect(grid((100...300).map { Double($0 * 25) }, decimals: 0)?.step == 25)
    #expect(grid((1...200).map { Double($0) }, decimals: 0)?.step == 1)
    #expect(grid((1...200).map { Double($0) / 100 }, decimals: 2)?.step == 0.01)
    #expect(grid((1...200).map { Double($0) / 10 }, decimals: 2)?.step == 0.1)
    #expect(grid([1e17], decimals: 2) == nil)
  }

  @Test func oneRecordDoesNotDecideTheStep() {
    let values = (100...300).map { Double($0 * 25) }
    let off = values + [7501]
    #expect(grid(off, decimals: 0, counts: values.map { _ in 5 } + [1])?.step == 25)
    #expect(grid(off, decimals: 0, counts: values.map { _ in 5 } + [11])?.step == 1)
  }

  @Test func pointsAreExactDecimals() {
    let grid = QuantileFunctionGrid(step: 0.01, decimals: 2)
    for index in -1000...1000 { #expect(grid.point(at: Double(index)) == Double(index) / 100) }
    #expect(grid.rounded(0.234999) == 0.23)
    #expect(grid.edge(aboveIndex: 23) == 0.235)
    #expect(grid.rounded(-0.005) == 0)
  }
}

@Suite struct QuantileFunctionFitTests {
  private func fit(_ rows: [Double], k: Int = 11, grid: QuantileFunctionGrid? = nil) -> QuantileFunction? {
    var fit = QuantileFunctionFit()
    fit.k = k
    fit.grid = grid
    return fit.fit(QuantileFunctionSample(rows: rows))
  }

  private func normals(_ count: Int, seed: UInt64) -> [Double] {
    let stream = RandomStream(seed: seed)
    return (0..<count).map { Normal.quantile(stream.uniform(at: UInt64($0))) }
  }

  @Test func fewerThanKRowsGiveNothing() {
    #expect(fit([1, 2, 3]) == nil)
    #expect(fit([], k: 1) == nil)
    #expect(fit([4], k: 1)?.value(at: 0.5) == 4)
    #expect(fit(Array(repeating: 7, count: 11))?.cells == [.init(lower: 7, upper: 7, share: 1)])
  }

  /// Every cell holds at least k of the rows, edges are no record's value off the grid, and no edge reaches a wild record.
  @Test(arguments: 0..<40) func everyCellRestsOnKRows(seed: Int) throws {
    let rows = normals(11 + seed * 37, seed: UInt64(seed)).map { seed % 2 == 0 ? $0 : ($0 * 8).rounded() }
    let grid = seed % 2 == 0 ? nil : QuantileFunctionGrid(step: 1, decimals: 0)
    let function = try #require(fit(rows, grid: grid))
    #expect(function.cells.allSatisfy { $0.share * Double(rows.count) > 10.9 })
    let total = function.cells.reduce(0) { $0 + $1.share }
    #expect((total - 1).magnitude < 0.01)
    let records = Set(rows)
    for cell in function.cells where !cell.isAtom {
      #expect(!records.contains(cell.lower) && !records.contains(cell.upper))
    }
  }

  @Test func aWildRecordMovesNoEdge() throws {
    let rows = normals(3000, seed: 4).map { $0 * 1000 + 30_000 }
    let calm = try #require(fit(rows))
    for wild in [98_765_432.19, 1e300, -7_654_321.03, -1e300] {
      let function = try #require(fit(rows + [wild]))
      #expect((function.highest - calm.highest).magnitude < 1000)
      #expect((function.lowest - calm.lowest).magnitude < 1000)
      #expect(function.highest != wild && function.lowest != wild)
    }
  }

  @Test func amountsStayOnTheirSideOfZero() throws {
    let rows = normals(2000, seed: 5).map(\.magnitude)
    #expect(try #require(fit(rows)).lowest >= 0)
    #expect(try #require(fit(rows.map { -$0 })).highest <= 0)
    #expect(try #require(fit(rows + [-5000])).lowest >= 0)
  }

  @Test func repeatedValuesAreAtoms() throws {
    let rows = normals(1000, seed: 6) + Array(repeating: 0.5, count: 200)
    let function = try #require(fit(rows))
    let atom = try #require(function.cells.first { $0.isAtom })
    #expect(atom.lower == 0.5)
    #expect((atom.share - 200.0 / 1200).magnitude < 1e-4)
  }

  @Test(arguments: [1e-300, 1e300, 1e-9, 1e15]) func anyScaleIsFitted(_ scale: Double) throws {
    let function = try #require(fit(normals(500, seed: 7).map { $0 * scale }))
    #expect(function.lowest < 0 && function.highest > 0)
    #expect(function.highest < 10 * scale)
  }

  @Test func sharesHaveFourDigits() {
    #expect(QuantileFunctionFit.rounded(1.0 / 3, digits: 4) == 0.3333)
    #expect(QuantileFunctionFit.rounded(0.000123456, digits: 4) == 0.0001235)
    #expect(QuantileFunctionFit.rounded(123_456, digits: 4) == 123_500)
    #expect(QuantileFunctionFit.rounded(1, digits: 4) == 1)
    #expect(QuantileFunctionFit.rounded(0, digits: 4) == 0)
  }
}
