import Statistics
import Tables
import Testing

@testable import Synthesis

/// Rows under conditions that one row in a hundred or in thousands meets.
@Suite struct RareConditionTests {
  /// Sizes with a tail, and weights that follow from them: far out a weight is due to its size, to its residual, or to both.
  private static let weights = Result {
    let rows = 4_000
    let scores = Normal.quantiles(of: SampleTables.uniforms(rows, "size"))
    let noise = Normal.quantiles(of: SampleTables.uniforms(rows, "noise"))
    let size = scores.map { (Exponential.value(0.5 * $0) * 1e4).rounded() / 1e3 }
    let weight = zip(scores, noise).map { (Exponential.value(1.2 * $0 + 0.2 * $1) * 1e5).rounded() / 1e3 }
    let table = Table(
      name: "weights",
      columns: [
        SampleTables.column("size", .decimal, .decimals(size), decimals: 3),
        SampleTables.column("weight", .decimal, .decimals(weight), decimals: 3),
      ])
    let profile = try #require(Profiler.profile(table))
    var options = FitOptions()
    options.model = "tree_cascade"
    return try Synthesizer(try #require(try RecipeFitter.fit(table, profile: profile, options: options)))
  }

  /// Against the model's own rows: the announced share, and the law of both columns.
  @Test(arguments: [0.99, 0.999, 0.9997]) func rareWeightsComeAsInTheModel(_ level: Double) throws {
    let synthesizer = try Self.weights.get()
    let condition = "weight > q(\(level))"
    let (conditioned, outlook) = try synthesizer.conditioned(on: condition)
    let table = try conditioned.rows(0..<2_000)
    let plain = try synthesizer.rows(0..<400_000)
    let mask = try ConditionTests.mask(condition, over: plain, synthesizer)
    let matching = mask.indices.filter { mask[$0] }
    let share = Double(matching.count) / 400_000
    let bound = 5 * outlook.error + 5 * (share / 400_000).squareRoot()
    #expect(abs(outlook.probability - share) < bound && outlook.error < 0.2 * share, "\(outlook) \(share)")
    for (own, all) in zip(table.columns, plain.columns) {
      guard case .decimals(let drawn) = own.storage, case .decimals(let values) = all.storage else { continue }
      let distance = ConditionTests.distance(drawn.sorted(), matching.map { values[$0] }.sorted())
      // 0.1 % critical value of Kolmogorov and Smirnov, and 0.02 for what is cut off or chosen among a few particles.
      let bound: Double = 1.95 * (1 / 2_000.0 + 1 / Double(matching.count)).squareRoot() + 0.02
      #expect(distance < bound, "\(own.name) \(distance)")
    }
  }

  @Test func widerSetsKeepTheirPlaces() {
    let set = UniformSet([(0, 0.001), (0.5, 0.502), (0.9999, 1)])
    for wanted in [0.01, 0.2, 0.999] {
      let wide = set.widened(to: wanted)
      #expect(abs(wide.measure - wanted) < 1e-9)
      #expect(set.intersection(wide) == set)
    }
  }

  /// What lies below the first uniform that reaches a bound does not reach it, to the last place.
  @Test(arguments: [0.0003, 0.07, 0.3, 0.8]) func boundsAreFoundToTheLastPlace(_ place: Double) throws {
    let part = try #require(try Self.weights.get().parts.first { $0.recipe.name == "size" })
    let search = UniformSearch(generator: part.generator)
    guard case .decimals(let values) = search.storage(at: [place]) else { return }
    let start = search.starts([values[0]]) { storage, row, bound in
      if case .decimals(let numbers) = storage { numbers[row] >= bound } else { false }
    }[0]
    guard case .decimals(let around) = search.storage(at: [start.nextDown, start]) else { return }
    #expect(around[0] < values[0] && around[1] >= values[0])
  }
}
