import Statistics
import Tables

/// Levels with their real shares; levels of fewer than k rows are pooled.
package struct CategoricalGenerator: Generator {
  package static let name = "categorical"
  package static let summary = "levels with their real shares, rare ones pooled"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .categorical,
    parameters: Parameters([
      ("levels", .texts(["red", "green", "blue"])), ("shares", .numbers([0.5, 0.3, 0.2])),
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    if case .levels = column.storage { profile.count > profile.missing } else { false }
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    guard case .levels(let codes, let levels) = column.storage else {
      throw SynthesisError(.cannotFit(generator: name, reason: "it needs levels"), column: column.name)
    }
    let counts = MidRanks.levelCounts(of: codes, levels: levels.count).ofLevels
    let order = context.levelOrder ?? LevelOrder.byShare(counts: counts, levels: levels)
    let pool = LevelPool(
      order: order, counts: counts, k: max(1, context.privacy.k), mayPool: column.kind != .boolean)
    let pooled = pool.entries
    guard !pooled.isEmpty else {
      let reason = "no level has k = \(context.privacy.k) rows"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let total = Double(pooled.reduce(0) { $0 + $1.count })
    let shares = pooled.map { QuantileFunctionFit.rounded(Double($0.count) / total, digits: 4) }
    let spare = LevelPool.spareName(levels)
    return FittedCategorical(levels: pooled.map { $0.code.map { levels[Int($0)] } ?? spare }, shares: shares)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let levels = try reader.texts("levels")
    guard !levels.isEmpty else { throw reader.bad("levels", "at least one level") }
    guard Set(levels).count == levels.count else { throw reader.bad("levels", "levels that all differ") }
    return FittedCategorical(levels: levels, shares: try reader.shares("shares", count: levels.count))
  }
}

private struct FittedCategorical: FittedGenerator {
  let levels: [ByteText]
  let shares: [Double]
  private let intervals: ShareIntervals

  init(levels: [ByteText], shares: [Double]) {
    self.levels = levels
    self.shares = shares
    intervals = ShareIntervals(shares: shares)
  }

  var isMarginal: Bool { true }
  var parameters: Parameters { Parameters([("levels", .texts(levels)), ("shares", .numbers(shares))]) }

  func values(for request: DrawRequest) -> ColumnStorage {
    .levels(codes: request.uniforms.mapped { intervals.fill($0, at: $1) }, levels: levels)
  }
}
