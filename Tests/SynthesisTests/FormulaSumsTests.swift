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
    let input = ModelInput(
      columns: [
        SampleTables.column("x", .decimal, .decimals(x), decimals: 3),
        SampleTables.column("y", .decimal, .decimals(y), decimals: 3),
      ], levelOrders: [nil, nil], privacy: PrivacySettings(), seed: 1)
    let model = try #require(try TreeCascadeModel.fit(input) as? FittedTreeCascade)
    let laws = model.stages.compactMap { $0.formula?.sums }
    let sums = try #require(laws.first, "no formula was found")
    let least = Double(input.privacy.k) / Double(rows)
    // Shares are rounded to four digits.
    #expect(
      sums.function.cells.allSatisfy { $0.share >= least * 0.999 }, "\(sums.function.cells.map(\.share).min() ?? 0)")
  }
}
