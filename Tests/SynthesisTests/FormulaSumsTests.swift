import Statistics
import Tables
import Testing

@testable import Synthesis

/// The law of what a formula and its residuals add up to.
@Suite struct FormulaSumsTests {
  /// In a small table each row is drawn about many times, and still is one row.
  @Test(arguments: [120, 300, 900]) func everyCellRestsOnKRows(_ rows: Int) throws {
    let x = SampleTables.uniforms(rows, "x").map { ($0 * 1e4).rounded() / 1e3 }
    let noise = Normal.quantiles(of: SampleTables.uniforms(rows, "noise"))
    let y = zip(x, noise).map { ((3 * $0 + 5 + 0.2 * $1) * 1e3).rounded() / 1e3 }
    let model = try Self.model(x, y)
    let laws = model.stages.compactMap { $0.formula?.sums }
    let sums = try #require(laws.first, "no formula was found")
    let least = Double(PrivacySettings().k) / Double(rows)
    // Shares are rounded to four digits.
    #expect(
      sums.function.cells.allSatisfy { $0.share >= least * 0.999 }, "\(sums.function.cells.map(\.share).min() ?? 0)")
  }

  /// Beyond the outermost k rows, too, a column that follows a formula is drawn as often as its own law says: lognormal sizes
  /// with a noise of a tenth.
  @Test func drawnUniformsAreEvenInTheTails() throws {
    let rows = 4_000
    let scores = Normal.quantiles(of: SampleTables.uniforms(rows, "x"))
    let noise = Normal.quantiles(of: SampleTables.uniforms(rows, "noise"))
    let x = scores.map { (Exponential.value(0.5 * $0) * 1e4).rounded() / 1e3 }
    let y = zip(scores, noise).map { (Exponential.value(0.8 * $0 + 0.1 * $1) * 1e4).rounded() / 1e3 }
    let model = try Self.model(x, y)
    let stage = try #require(model.stages.first { $0.formula != nil }, "no formula was found")
    let count = 400_000
    var block = UniformBlock(columns: model.columns, rowCount: count)
    model.fill(&block, for: BlockRequest(rows: 0..<UInt64(count), stream: RandomStream(seed: 3), strata: nil))
    let drawn = block.column(stage.column)
    // 1 in 500 is 8 rows of the table, fewer than k, and 2 in 10,000 not one: there the order of magnitude is all that can be asked.
    for (share, wide) in [(0.01, 1.5), (0.002, 2.5), (0.0005, 3.0), (0.0002, 4.0)] {
      let (low, high) = (drawn.count { $0 < share }, drawn.count { $0 > 1 - share })
      for found in [low, high] {
        let ratio = Double(found) / Double(count) / share
        #expect(ratio > 1 / wide && ratio < wide, "\(share): \(low) \(high)")
      }
    }
    // No heap at the very ends.
    #expect(drawn.count { $0 < 1e-9 || $0 > 1 - 1e-9 } < count / 10_000)
  }

  private static func model(_ x: [Double], _ y: [Double]) throws -> FittedTreeCascade {
    let input = ModelInput(
      columns: [
        SampleTables.column("x", .decimal, .decimals(x), decimals: 3),
        SampleTables.column("y", .decimal, .decimals(y), decimals: 3),
      ], levelOrders: [nil, nil], privacy: PrivacySettings(), seed: 1)
    return try #require(try TreeCascadeModel.fit(input) as? FittedTreeCascade)
  }
}
