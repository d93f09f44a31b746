import Testing

@testable import Statistics

@Suite struct RatioFormulaTests {
  private func fit(_ target: [Double], _ variables: [[Double]], isLogarithmic: Bool = false) -> (
    formula: RatioFormula, score: Double
  )? {
    RatioFormula.fit(
      target: FormulaVariable(target), variables: variables.map { FormulaVariable($0) }, isLogarithmic: isLogarithmic)
  }

  private func uniforms(_ name: String, _ range: ClosedRange<Double>, count: Int = 4_000) -> [Double] {
    let stream = RandomStream(seed: 11).stream(named: name)
    return (0..<UInt64(count)).map { range.lowerBound + (range.upperBound - range.lowerBound) * stream.uniform(at: $0) }
  }

  @Test func aVolumeIsFoundAsALogarithm() throws {
    let (x, y, z) = (uniforms("x", 1...9), uniforms("y", 1...9), uniforms("z", 1...9))
    let volume = x.indices.map { x[$0] * y[$0] * z[$0] }
    let found = try #require(fit(volume, [x, y, z], isLogarithmic: true))
    #expect(found.score > 0.999999)
    let logarithm = found.formula.value { [2.0, 3.0, 4.0][$0] }
    #expect(abs(Exponential.value(logarithm) - 24) < 1e-6)
  }

  @Test func aProportionIsFoundAsProducts() throws {
    // depth = 100 z / x is exact as a ratio; z = depth x / 100 as a product.
    let (x, depth) = (uniforms("x", 4...9), uniforms("depth", 55...70))
    let z = x.indices.map { x[$0] * depth[$0] / 100 }
    let product = try #require(fit(z, [x, depth]))
    let ratio = try #require(fit(depth, [x, z]))
    #expect(product.formula.terms.map(\.term) == [.product(0, 1)])
    #expect(ratio.formula.terms.map(\.term) == [.ratio(1, 0)])
    #expect(min(product.score, ratio.score) > 0.999999)
  }

  @Test func aFewWildRowsDecideNothing() throws {
    let x = uniforms("x", 1...5)
    var y = x.map { 3 * $0 + 2 }
    for row in stride(from: 0, to: y.count, by: 400) { y[row] = 1e6 }
    let found = try #require(fit(y, [x]))
    #expect(abs(found.formula.value { _ in 2 } - 8) < 1e-3)
  }

  @Test func noiseHasNoFormula() {
    let found = fit(uniforms("y", 0...1), [uniforms("a", 0...1), uniforms("b", 0...1)])
    // R² of unrelated columns on 2,000 rows is within a few times 1 / 2,000 of 0.
    #expect(found?.score ?? 0 < 0.01)
  }

  @Test func aBlockHasTheValuesOfItsRows() {
    let formula = RatioFormula(
      isLogarithmic: false, intercept: 0.5,
      terms: [
        .init(term: .value(0), weight: 2), .init(term: .logarithm(1), weight: -1),
        .init(term: .product(0, 2), weight: 3),
        .init(term: .ratio(2, 1), weight: 0.25),
      ], fallback: -7)
    var columns = [
      uniforms("x", 0...5, count: 200), uniforms("y", 0...1, count: 200), uniforms("z", 1...2, count: 200),
    ]
    columns[0][3] = .nan
    columns[1][5] = 0
    var block = [Double](repeating: 0, count: 200)
    formula.fill(&block, columns: columns.flatMap { $0 }, rowCount: 200)
    for row in 0..<200 { #expect(abs(block[row] - formula.value { columns[$0][row] }) < 1e-12) }
    #expect(block[3] == -7 && block[5] == -7)
  }

  @Test func missingVariablesGiveTheFallback() {
    let formula = RatioFormula(
      isLogarithmic: false, intercept: 1, terms: [.init(term: .ratio(0, 1), weight: 2)], fallback: 7)
    #expect(formula.value { [3, 2][$0] } == 4)
    #expect(formula.value { [3, 0][$0] } == 7)
    #expect(formula.value { [Double.nan, 2][$0] } == 7)
  }

  /// A variable that is 0, or all but 0, sends the formula no farther than the rows of a table go; what is missing stays so.
  @Test func explodingTermsAreHeldWhereTheRowsHaveThem() {
    let formula = RatioFormula(
      isLogarithmic: false, intercept: 0,
      terms: [
        .init(term: .logarithm(0), weight: 1), .init(term: .ratio(1, 0), weight: 1),
        .init(term: .product(1, 1), weight: 1),
      ], fallback: -7)
    let (x, y) = (uniforms("x", 1...2), uniforms("y", 0...1))
    let held = formula.held(to: { [x, y][$0] }, outermost: 11)
    let logarithms = x.map(RatioFormula.logarithm)
    let ratios = zip(y, x).map { $0 / $1 }
    for (range, values) in [(held.terms[0].range, logarithms), (held.terms[1].range, ratios)] {
      let sorted = values.sorted()
      // The tenth from each end, and half of what lies between.
      let (low, high) = (sorted[10], sorted[sorted.count - 11])
      #expect(abs(range.lowerBound - (low - (high - low) / 2)) < 1e-12)
      #expect(abs(range.upperBound - (high + (high - low) / 2)) < 1e-12)
    }
    #expect(held.terms[2].range == -.infinity...Double.infinity)
    let inside = zip(x, y).map { pair in held.value { [pair.0, pair.1][$0] } }
    #expect(inside == zip(x, y).map { pair in formula.value { [pair.0, pair.1][$0] } })
    let rows = [[0, 0.5], [1e-9, 0.5], [1.5, 1e6], [Double.nan, 0.5]]
    var block = [Double](repeating: 0, count: rows.count)
    held.fill(&block, columns: rows.map { $0[0] } + rows.map { $0[1] }, rowCount: rows.count)
    for (row, value) in zip(rows, block) { #expect(value == held.value { row[$0] }) }
    #expect(block[0] == held.terms[0].range.lowerBound + held.terms[1].range.upperBound + 0.25 && block[3] == -7)
    #expect(formula.value { [0, 0.5][$0] } == -7)
  }
}
