import Statistics
import Tables
import Testing

@testable import Synthesis

/// Formulas over a number that takes a few values far apart: a speed limit, a term in months, a dose.
@Suite struct SpacedValuesTests {
  private static let rows = 4_000
  private static let limits: [Double] = [30, 50, 70, 80, 100, 120, 130]

  /// A limit, and a speed that is 0.86 of it with a spread of a tenth.
  private static let table: Table = {
    let chosen = SampleTables.uniforms(rows, "limit").map { limits[min(6, Int($0 * 7))] }
    let noise = Normal.quantiles(of: SampleTables.uniforms(rows, "noise"))
    let speeds = zip(chosen, noise).map { ((0.86 + 0.1 * $1) * $0 * 10).rounded() / 10 }
    return Table(
      name: "speed.csv",
      columns: [
        SampleTables.column("limit", .integer, .integers(chosen.map { Int64($0) })),
        SampleTables.column("speed", .decimal, .decimals(speeds), decimals: 1),
      ])
  }()

  @Test func theMeanAtEveryValueIsKept() throws {
    let profile = try #require(Profiler.profile(Self.table))
    let recipe = try #require(try RecipeFitter.fit(Self.table, profile: profile, options: FitOptions()))
    let synthetic = try Synthesizer(recipe).rows(0..<UInt64(Self.rows))
    for limit in Self.limits {
      let (real, drawn) = (try Self.speeds(at: limit, Self.table), try Self.speeds(at: limit, synthetic))
      let difference = real.mean - drawn.mean
      // Both means spread by 0.1 limit / √count; five standard errors of their difference, for seven comparisons, and the bins
      // of the residual, which are as wide as the leaves allow.
      let error = 0.1 * limit * (1 / Double(real.count) + 1 / Double(drawn.count)).squareRoot()
      #expect(abs(difference) < 5 * error, "at \(limit): \(real.mean) became \(drawn.mean)")
      #expect(drawn.count > Self.rows / 9, "at \(limit): \(drawn.count) rows")
    }
  }

  private static func speeds(at limit: Double, _ table: Table) throws -> (mean: Double, count: Int) {
    guard case .integers(let limits)? = table.column(named: "limit")?.storage,
      case .decimals(let speeds)? = table.column(named: "speed")?.storage
    else { throw SynthesisError(.cannotFit(generator: "", reason: "columns are missing"), column: "limit") }
    let chosen = zip(limits, speeds).filter { $0.0 == Int64(limit) }.map(\.1)
    return (chosen.reduce(0, +) / Double(max(1, chosen.count)), chosen.count)
  }
}
