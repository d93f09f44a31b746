import Statistics

/// Learns from a few thousand drawn rows what is to be expected of a row on its way to the conditions.
///
/// Rows are drawn without look-ahead first, each with the weight that the conditions leave it. For every stage a regression of
/// the weight still to come on the codes so far gives the look-ahead of the next round (an iterated auxiliary particle
/// filter), until weights are even enough.
struct ConditionedCascadeFit {
  private let cascade: FittedTreeCascade
  /// By stage.
  private let limits: [UniformSet?]
  private let narrow: Narrowing
  private let stream: RandomStream
  private let features: CascadeFeatures
  /// By stage, of its leaves.
  private let ends: [[Double]]
  /// The last stage with a condition.
  private let last: Int?

  private static let (firstRows, mostFirstRows, rows) = (4_096, 131_072, 4_096)
  private static let mostRounds = 5
  /// What the weights of the first round should be worth, in rows of equal weight.
  private static let wantedRows = 30.0

  /// - Parameter limits: by the name of a modelled column.
  init(_ cascade: FittedTreeCascade, _ limits: [String: UniformSet], stream: RandomStream) {
    self.cascade = cascade
    self.stream = stream
    features = CascadeFeatures(stageCount: cascade.stages.count)
    self.limits = cascade.stages.map { limits[cascade.columns[$0.column]] }
    narrow = Narrowing(cascade, self.limits)
    last = narrow.allowed.lastIndex { $0 != nil }
    ends = cascade.stages.map(\.leaves.ends)
  }

  func branch() -> ConditionedCascade.Branch {
    var branch = plain(narrow)
    guard let last else {
      branch.ofStrata = branch.ofStrata.map { _ in 1 }
      return branch
    }
    var walk = walked(branch, rows: Self.firstRows, last, round: 0)
    if walk.effectiveRows < Self.wantedRows, let near = approached(last) {
      (branch, walk) = near
    }
    while walk.effectiveRows < Self.wantedRows, walk.rowCount < Self.mostFirstRows {
      walk.append(walked(branch, rows: walk.rowCount, firstRow: walk.rowCount, last, round: 0))
    }
    branch.take(walk)
    guard walk.hits > 0 else { return branch }
    var sample = walk.thinned(to: Self.rows)
    var best = (branch: branch, spread: walk.spread)
    for round in 1...Self.mostRounds where best.spread > 0.05 {
      if round > 1 { sample.append(walk.thinned(to: Self.rows)) }
      branch = learned(from: sample, last: last, narrow, isFirst: round == 1)
      let rows = best.spread > 2 ? 2 * Self.rows : Self.rows
      walk = walked(branch, rows: rows, last, round: round)
      branch.take(walk)
      guard walk.hits > 0 else { break }
      let isBetter = walk.spread < 0.8 * best.spread
      if walk.spread < best.spread { best = (branch, walk.spread) }
      guard isBetter || round == 1 else { break }
    }
    return withShares(best.branch)
  }

  /// The branch with all that can be known before rows are drawn.
  private func withShares(_ branch: ConditionedCascade.Branch) -> ConditionedCascade.Branch {
    var branch = branch
    let stages = branch.stages
    branch.stages = Parallel.map(stages.count) { place in
      var stage = stages[place]
      stage.findShares(cascade.stages[place])
      return stage
    }
    return branch
  }

  private func walked(
    _ branch: ConditionedCascade.Branch, rows: Int, firstRow: Int = 0, _ last: Int, round: Int
  ) -> CascadeWalk {
    CascadeWalk.recorded(cascade, branch, rows: rows, firstRow: firstRow, stages: last + 1, stream, round: round)
  }

  // MARK: - Rare conditions

  /// Of a rare condition's first, wider form: what its limits leave.
  private static let widest = 0.05
  private static let mostSteps = 6

  /// Comes to a rare condition by steps: what is learned of rows under wider limits leads the next rows into narrower ones (the
  /// splitting of rare events, Kahn and Harris 1951; here with a look-ahead in place of copied rows).
  /// - Returns: a branch of the limits themselves, and rows drawn by it that are worth enough; nil where widening does not help.
  private func approached(_ last: Int) -> (ConditionedCascade.Branch, CascadeWalk)? {
    let unordered = cascade.unorderedFeatures
    let isWidened = limits.indices.map { limits[$0].map { $0.measure < 0.5 } == true && !unordered.contains($0) }
    let total = limits.indices.reduce(0) { sum, place in
      isWidened[place] ? sum + RatioFormula.logarithm(limits[place]?.measure ?? 1) : sum
    }
    guard total < RatioFormula.logarithm(Self.widest) else { return nil }
    var (reached, wanted) = (0.0, RatioFormula.logarithm(Self.widest) / total)
    var look: CascadeWalk?
    for step in 1...Self.mostSteps {
      let narrow = wanted < 1 ? Narrowing(cascade, widened(isWidened, exponent: wanted)) : narrow
      guard narrow.allowed.lastIndex(where: { $0 != nil }) == last else { return nil }
      let branch =
        look.map { learned(from: $0, last: last, narrow, isFirst: true) } ?? plain(narrow)
      let walk = walked(branch, rows: Self.firstRows, last, round: -step)
      if walk.effectiveRows >= Self.wantedRows {
        if wanted >= 1 { return (branch, walk) }
        look = walk
        (reached, wanted) = (wanted, min(1, 2 * wanted))
      } else {
        guard look != nil else { return nil }
        wanted = (reached + wanted) / 2
      }
    }
    return nil
  }

  /// The limits, each by so much wider that its measure is raised to a power.
  private func widened(_ isWidened: [Bool], exponent: Double) -> [UniformSet?] {
    limits.enumerated().map { place, set in
      guard let set, isWidened[place] else { return set }
      return set.widened(to: Exponential.value(exponent * RatioFormula.logarithm(set.measure)))
    }
  }

  // MARK: - Looking ahead

  /// Without look-ahead; rows of rare strata are looked at as often as others, which the last stage's tree takes back from their
  /// weights.
  private func plain(_ narrow: Narrowing) -> ConditionedCascade.Branch {
    let stages = cascade.stages.indices.map {
      ConditionedStage(
        cascade.stages[$0], place: $0, of: features, allowed: narrow.allowed[$0], tree: $0 == last ? .certain : nil,
        favour: narrow.favours[$0], ends: ends[$0])
    }
    let shares = cascade.stratumShares
    let even = shares.map { $0 > 0 ? 0.5 + 0.5 / ($0 * Double(shares.count)) : 1 }
    return ConditionedCascade.Branch(stages: stages, ofStrata: even, weighted: (last ?? -1) + 1)
  }

  private func learned(
    from walk: CascadeWalk, last: Int, _ narrow: Narrowing, isFirst: Bool
  ) -> ConditionedCascade.Branch {
    let unordered = cascade.unorderedFeatures
    let trees: [LookAheadTree?] = Parallel.map(last) { place in
      tree(place, walk, unordered, narrow, isFirst: isFirst)
    }
    let stages = cascade.stages.indices.map {
      ConditionedStage(
        cascade.stages[$0], place: $0, of: features, allowed: narrow.allowed[$0],
        tree: $0 < last ? trees[$0] : $0 == last ? .certain : nil, favour: narrow.favours[$0], ends: ends[$0])
    }
    return ConditionedCascade.Branch(
      stages: stages, ofStrata: walk.ofStrata(cascade.stratumShares.count), weighted: last + 1)
  }

  /// What is to be expected after a stage; nil where the stage does not matter for it.
  private func tree(
    _ place: Int, _ walk: CascadeWalk, _ unordered: Set<Int>, _ narrow: Narrowing, isFirst: Bool
  ) -> LookAheadTree? {
    let (rows, values) = walk.remaining(after: place)
    let residuals = (0...place).filter { cascade.stages[$0].residualBins != nil }.map(features.residual)
    // A formula's stage is steered by its residual alone, unless it is limited itself: earlier columns say the rest.
    let isSteeredByResidual = cascade.stages[place].residualBins != nil && narrow.allowed[place] == nil
    let columns = isSteeredByResidual ? Array(0..<place) : Array(0...place)
    let numbers = columns + residuals + (cascade.stratumShares.isEmpty ? [] : [walk.stratumFeature])
    let known = numbers.map { (number: $0, isUnordered: unordered.contains($0) || $0 == walk.stratumFeature) }
    let own = known.filter { $0.number == place || $0.number == features.residual(place) }
    let sample = LookAheadSample(
      codes: walk.codes, features: known, rows: rows, values: values, counts: walk.counts, isEven: isFirst)
    guard narrow.allowed[place] != nil || narrow.favours[place] != nil || own.contains(where: sample.tells) else {
      return nil
    }
    return LookAheadTree(sample)
  }
}

extension ConditionedCascade.Branch {
  /// Particles that may come one after the other, on average, until one is taken.
  private static let mostTries = 24

  fileprivate mutating func take(_ walk: CascadeWalk) {
    probability = min(1, walk.mean)
    error = walk.mean * (walk.spread / Double(max(1, walk.rowCount))).squareRoot()
    perRow = walk.spread < 0.02 ? 1 : Int(min(40, (8 + 8 * walk.spread).rounded(.up)))
    // Particles that come one after the other follow the law more closely, where that costs hardly more.
    let tries = Double(max(perRow, Self.mostTries)) * walk.mean
    ceiling = perRow > 1 ? walk.ceiling.flatMap { $0 < tries ? $0 : nil } : nil
  }
}

/// What a request leaves of each stage.
private struct Narrowing: Sendable {
  let allowed: [UniformSet?]
  let favours: [ConditionedStage.Favour?]

  init(_ cascade: FittedTreeCascade, _ limits: [UniformSet?]) {
    (allowed, favours) = cascade.withDeterminants(limits)
  }
}

extension FittedTreeCascade {
  /// What single determinants must have where a column that follows from one is limited, or should have where it almost does.
  fileprivate func withDeterminants(_ allowed: [UniformSet?]) -> (
    allowed: [UniformSet?], favours: [ConditionedStage.Favour?]
  ) {
    var allowed = allowed
    var favours = [ConditionedStage.Favour?](repeating: nil, count: allowed.count)
    for place in stages.indices.reversed() {
      guard let set = allowed[place], let lookup = stages[place].lookup, lookup.determinants.count == 1,
        stages.indices.contains(lookup.determinants[0]),
        let cells = stages[lookup.determinants[0]].cells
      else { continue }
      let determinant = lookup.determinants[0]
      let derived = UniformSet(
        cells: { cell in
          let entry = lookup.table[cell]
          return entry == CascadeLookup.undecided || set.contains(lookup.uniforms[Int(entry)])
        }, upperEdges: cells.upperEdges)
      guard !derived.isAll, !derived.isEmpty else { continue }
      if lookup.exceptionShare == 0 {
        allowed[determinant] = allowed[determinant]?.intersection(derived) ?? derived
      } else {
        let both = favours[determinant].map { $0.set.intersection(derived) } ?? derived
        let outside = max(lookup.exceptionShare, favours[determinant]?.outside ?? 0)
        if !both.isEmpty { favours[determinant] = ConditionedStage.Favour(set: both, outside: outside) }
      }
    }
    return (allowed, favours)
  }

  /// Features whose codes have no order, as some tree splits them by sets.
  fileprivate var unorderedFeatures: Set<Int> {
    Set(stages.flatMap { $0.tree.nodes.filter { $0.feature >= 0 && $0.isSet }.map { Int($0.feature) } })
  }
}
