import Statistics
import Tables

/// Draws uniforms of rows whose given columns are pinned to their places.
struct CompletionModel: FittedJointModel {
  /// A cascade on a sample's ranks, with the columns of a pattern first.
  private struct Plan: Sendable {
    let cascade: FittedTreeCascade
    /// Particles per row.
    let perRow: Int
  }

  /// By modelled column, then by row; nil: to be drawn.
  private let sets: [[UniformSet?]?]
  private let ranks: [RankAxis]
  private let plans: [Plan]
  /// The plan of each row.
  private let planOfRow: [Int32]
  /// What a drawn cell is limited to, by modelled column.
  private let limits: [UniformSet?]

  private static let (mostPatterns, lateParticles) = (6, 16)
  private static let sampleRows = 20_000...60_000

  /// - Parameter requiresValues: a given column's missing cells become values.
  init(_ sets: [[UniformSet?]?], rowCount: Int, _ synthesizer: Synthesizer, requiresValues: Bool)
    throws(SynthesisError)
  {
    self.sets = sets
    let sample = CompletionSample(synthesizer, rows: Self.sampleRows.clamping(synthesizer.sourceRows))
    ranks = sample.ranks
    limits = zip(sets, sample.missingShares).map { sets, missing in
      sets != nil && requiresValues && missing > 0 ? UniformSet([(missing, 1)]) : nil
    }
    var rowsOfPattern: [[Bool]: Int] = [:]
    let patterns = (0..<rowCount).map { row in sets.map { $0.map { $0[row] != nil } ?? false } }
    for pattern in patterns { rowsOfPattern[pattern, default: 0] += 1 }
    let frequent = rowsOfPattern.sorted { ($1.value, $0.key.bits) < ($0.value, $1.key.bits) }.prefix(Self.mostPatterns)
    var (plans, planOf): ([Plan], [[Bool]: Int32]) = ([], [:])
    for (pattern, _) in frequent {
      planOf[pattern] = Int32(plans.count)
      let leading = pattern.indices.filter { pattern[$0] }
      plans.append(Plan(cascade: try sample.cascade(leading: leading), perRow: 1))
    }
    if rowsOfPattern.count > plans.count {
      let counts = sets.indices.map { column in patterns.reduce(0) { $1[column] ? $0 + 1 : $0 } }
      let leading = sets.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
      plans.append(Plan(cascade: try sample.cascade(leading: leading), perRow: Self.lateParticles))
    }
    let last = Int32(plans.count - 1)
    planOfRow = patterns.map { planOf[$0] ?? last }
    self.plans = plans
  }

  var parameters: Parameters { Parameters() }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    for place in 0..<block.rowCount {
      let row = Int(clamping: request.rows.lowerBound) + place
      guard row < planOfRow.count else { continue }
      let plan = plans[Int(planOfRow[row])]
      let cascade = ConditionedCascade(base: plan.cascade, branches: [branch(plan, row: row)])
      var own = UniformBlock(columns: block.columns, rowCount: 1)
      cascade.fill(
        &own, for: BlockRequest(rows: UInt64(row)..<UInt64(row) + 1, stream: request.stream.stream(named: "given")))
      for column in block.columns.indices.prefix(sets.count) {
        let uniform = ranks[column].uniform(atRank: own.values[column])
        let limit = limits[column].flatMap { $0.contains(uniform) ? nil : $0 }
        block.values[column * block.rowCount + place] = limit?.squeezed(uniform) ?? uniform
      }
    }
  }

  private func branch(_ plan: Plan, row: Int) -> ConditionedCascade.Branch {
    let features = CascadeFeatures(stageCount: plan.cascade.stages.count)
    let stages = plan.cascade.stages.enumerated().map { place, stage in
      let column = stage.column
      guard let set = sets[column]?[row] else {
        return ConditionedStage(
          stage, place: place, of: features, allowed: limits[column].map(ranks[column].ranks), tree: nil)
      }
      return ConditionedStage(stage, pinnedTo: ranks[column].ranks(set), isWeighted: plan.perRow > 1)
    }
    return ConditionedCascade.Branch(
      stages: stages, ofStrata: [], perRow: plan.perRow, weighted: plan.perRow > 1 ? stages.count : 0, mustGoOn: true)
  }
}

extension [Bool] {
  fileprivate var bits: String { String(map { $0 ? "1" : "0" }) }
}

extension ClosedRange<Int> {
  fileprivate func clamping(_ value: Int) -> Int { Swift.min(Swift.max(value, lowerBound), upperBound) }
}
