import Statistics
import Tables

/// Rows that a recipe drew by itself, to learn from in which way its columns depend on each other.
struct CompletionSample {
  private let columns: [Column]
  private let levelOrders: [[Int32]?]
  private let privacy: PrivacySettings
  /// By modelled column.
  let ranks: [RankAxis]
  let missingShares: [Double]

  init(_ synthesizer: Synthesizer, rows: Int) {
    let modelled = synthesizer.parts.filter { $0.modelled != nil }
    let range = 0..<UInt64(rows)
    let stream = synthesizer.stream.stream(named: "completion")
    let uniforms = zip(synthesizer.parts, synthesizer.uniforms(range, strata: nil, in: stream))
      .filter { $0.0.modelled != nil }.map(\.1)
    columns = zip(modelled, uniforms).map { synthesizer.column($0, $1[...], range, in: stream) }
    levelOrders = columns.map { column in
      if case .levels(_, let levels) = column.storage { (0..<Int32(levels.count)).map { $0 } } else { nil }
    }
    let missingShares = modelled.map(\.recipe.missingShare)
    ranks = Parallel.map(uniforms.count) { RankAxis(uniforms[$0], missingShare: missingShares[$0]) }
    self.missingShares = missingShares
    // What the recipe draws is nobody's: the bound only keeps leaves smooth.
    privacy = PrivacySettings(k: 11)
  }

  /// A cascade whose first columns are the leading ones.
  func cascade(leading: [Int]) throws(SynthesisError) -> FittedTreeCascade {
    let input = ModelInput(
      columns: columns, levelOrders: levelOrders, privacy: privacy, seed: 0, leading: leading)
    guard let cascade = try TreeCascadeModel.fit(input) as? FittedTreeCascade else {
      throw SynthesisError(.cannotModel(model: TreeCascadeModel.name, reason: "it cannot be told what is given"))
    }
    return cascade
  }
}

/// The map between a column's uniforms and their ranks in a sample; it never decreases, so it maps values to values.
struct RankAxis: Sendable {
  private let sorted: [Double]
  private let missingShare: Double

  /// - Parameter missingShare: uniforms below are missing values.
  init(_ uniforms: [Double], missingShare: Double) {
    (sorted, self.missingShare) = (uniforms.sorted(), missingShare)
  }

  func uniform(atRank rank: Double) -> Double {
    sorted.isEmpty ? rank : sorted[min(sorted.count - 1, max(0, Int(rank * Double(sorted.count))))]
  }

  /// Where a set lies among the ranks; of some width even where no row of the sample is in it.
  func ranks(_ set: UniformSet) -> UniformSet {
    let intervals = set.intervals.map { (lower: rank(of: $0.lower), upper: rank(of: $0.upper)) }
    let found = UniformSet(intervals)
    guard found.isEmpty, let place = intervals.first?.lower, let first = set.intervals.first else { return found }
    return UniformSet([GivenColumn.around(place, above: first.lower < missingShare ? 0 : rank(of: missingShare))])
  }

  private func rank(of uniform: Double) -> Double {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < uniform { low = middle + 1 } else { high = middle }
    }
    return Double(low) / Double(max(1, sorted.count))
  }
}
