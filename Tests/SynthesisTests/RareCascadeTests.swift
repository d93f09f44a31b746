import Statistics
import Tables
import Testing

@testable import Synthesis

/// What the tree cascade draws for the rows of a rare event.
@Suite struct RareCascadeTests {
  private static let rows = 3_000

  /// y is x and a little noise; 30 rows of large x are the event, too few for trees of their own.
  private static let columns: [Column] = {
    let x = SampleTables.uniforms(rows, "x").map { ($0 * 10_000).rounded() / 10_000 }
    let noise = SampleTables.uniforms(rows, "noise")
    let y = zip(x, noise).map { (($0 + 0.05 * $1) * 10_000).rounded() / 10_000 }
    return [("x", x), ("y", y)].map { name, values in
      SampleTables.column(name, .decimal, .decimals(values), missing: [], decimals: 4)
    }
  }()

  private static func cascade() throws -> any FittedJointModel {
    guard case .decimals(let x) = columns[0].storage else { throw Missing() }
    let codes = x.enumerated().map { $1 > 0.8 && $0 % 20 == 0 ? Int32(1) : 0 }
    let input = ModelInput(
      columns: columns, levelOrders: [nil, nil], privacy: PrivacySettings(), seed: 1,
      strata: Strata(codes: codes, targetShares: [0.5, 0.5]))
    return try TreeCascadeModel.restore(TreeCascadeModel.fit(input).parameters, columns: ["x", "y"])
  }

  private func drawn(strata: [Int32]?) throws -> UniformBlock {
    let model = try Self.cascade()
    var block = UniformBlock(columns: ["x", "y"], rowCount: 2_000)
    model.fill(&block, for: BlockRequest(rows: 0..<2_000, stream: RandomStream(seed: 2), strata: strata))
    return block
  }

  /// The law of a stratum within its leaves holds under conditions, too: against rows that meet them by chance.
  @Test func conditionsKeepTheLawOfTheStrata() throws {
    let fitted = try #require(try Self.cascade() as? FittedTreeCascade)
    #expect(fitted.stages.contains { $0.laws.contains { $0 != .uniform } })
    // Half of the rows, so that the event's law weighs.
    let cascade = FittedTreeCascade(columns: fitted.columns, stages: fitted.stages, stratumShares: [0.5, 0.5])
    for name in ["x", "y"] {
      let limits = UniformLimits(ofStratum: [[name: UniformSet([(0.6, 0.9)])]])
      let conditioned = try #require(cascade.conditioned(on: limits, stream: RandomStream(seed: 4)))
      let (own, all) = (Self.block(conditioned.model, 4_000), Self.block(cascade, 40_000))
      let limited = Array(all.column(name == "x" ? 0 : 1))
      let rows = limited.indices.filter { 0.6 < limited[$0] && limited[$0] < 0.9 }
      let share = Double(rows.count) / 40_000
      let probability = try #require(conditioned.probabilities?[0])
      #expect(abs(probability - share) < 5 * ((conditioned.errors.first ?? 0) + (share / 40_000).squareRoot()))
      for column in 0..<2 {
        let values = Array(all.column(column))
        let distance = ConditionTests.distance(own.column(column).sorted(), rows.map { values[$0] }.sorted())
        // 0.1 % critical value of Kolmogorov and Smirnov, and 0.02 for choosing among a few particles.
        #expect(distance < 1.95 * (1 / 4_000.0 + 1 / Double(rows.count)).squareRoot() + 0.02, "\(name) \(column)")
      }
    }
  }

  private static func block(_ model: any FittedJointModel, _ rows: Int) -> UniformBlock {
    var block = UniformBlock(columns: ["x", "y"], rowCount: rows)
    model.fill(&block, for: BlockRequest(rows: 0..<UInt64(rows), stream: RandomStream(seed: 2), strata: nil))
    return block
  }

  private struct Missing: Error {}

  private func mean(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test func aFewRowsShiftTheirColumnsAndKeepWhatHangsTogether() throws {
    let block = try drawn(strata: [Int32](repeating: 1, count: 2_000))
    // The event's rows lie evenly between 0.8 and 1; the prior of a few even rows pulls a little down.
    #expect(mean(block.column(0)) > 0.8)
    let apart = zip(block.column(0), block.column(1)).map { abs($0 - $1) }.sorted()
    // The noise alone moves ranks by up to 0.05; leaves of 20 rows are 0.007 wide.
    #expect(apart[1_000] < 0.05)
  }

  @Test func anEventTooSmallForTreesDoesNotFollowALargerOne() throws {
    // 400 rows of large x are an event that trees part off, 20 rows in the middle are too few for that: they stay there.
    guard case .decimals(let x) = Self.columns[0].storage else { throw Missing() }
    var small = 0
    let codes: [Int32] = x.map { value in
      if value > 1 - 0.4 / 3 { return 1 }
      guard value > 0.45, value < 0.55, small < 20 else { return 0 }
      small += 1
      return 2
    }
    let input = ModelInput(
      columns: Self.columns, levelOrders: [nil, nil], privacy: PrivacySettings(), seed: 1,
      strata: Strata(codes: codes, targetShares: [0.4, 0.3, 0.3]))
    var block = UniformBlock(columns: ["x", "y"], rowCount: 1_000)
    let strata = [Int32](repeating: 2, count: 1_000)
    try TreeCascadeModel.fit(input)
      .fill(&block, for: BlockRequest(rows: 0..<1_000, stream: RandomStream(seed: 3), strata: strata))
    // Rows of the larger event lie above 0.86; with them the mean would be 0.93.
    #expect(abs(mean(block.column(0)) - 0.5) < 0.1)
  }

  @Test func commonRowsKeepTheirLaw() throws {
    let block = try drawn(strata: [Int32](repeating: 0, count: 2_000))
    // A mean of 2,000 uniforms has a standard error of 0.0065.
    #expect(abs(mean(block.column(0)) - 0.5) < 0.03)
  }
}
