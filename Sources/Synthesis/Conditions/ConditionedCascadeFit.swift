import Statistics

/// Learns from a few thousand drawn rows what is to be expected of a row on its way to the conditions.
///
/// Rows are drawn without look-ahead first, each with the weight that the conditions leave it. For every stage a regression of
/// the weight still to come on the codes so far gives the look-ahead of the next round (an iterated auxiliary particle
/// filter), until weights are even enough.
struct ConditionedCascadeFit {
  private let cascade: FittedTreeCascade
  private let allowed: [UniformSet?]
  private let favours: [ConditionedStage.Favour?]
  private let stream: RandomStream
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
    (allowed, favours) = cascade.withDeterminants(cascade.stages.map { limits[cascade.columns[$0.column]] })
    last = allowed.lastIndex { $0 != nil }
  }

  func branch() -> ConditionedCascade.Branch {
    var branch = plain()
    branch.weighted = (last ?? -1) + 1
    guard let last else {
      branch.ofStrata = branch.ofStrata.map { _ in 1 }
      return branch
    }
    var walk = CascadeWalk.recorded(cascade, branch, rows: Self.firstRows, stages: last + 1, stream, round: 0)
    while walk.effectiveRows < Self.wantedRows, walk.rowCount < Self.mostFirstRows {
      let more = CascadeWalk.recorded(
        cascade, branch, rows: walk.rowCount, firstRow: walk.rowCount, stages: last + 1, stream, round: 0)
      walk.append(more)
    }
    var sample = walk
    branch.take(walk)
    guard walk.hits > 0 else { return branch }
    var best = (branch: branch, spread: walk.spread)
    for round in 1...Self.mostRounds where best.spread > 0.05 {
      if round > 1 { sample.append(walk) }
      branch = learned(from: sample, last: last, isFirst: round == 1)
      let rows = best.spread > 2 ? 2 * Self.rows : Self.rows
      walk = CascadeWalk.recorded(cascade, branch, rows: rows, stages: last + 1, stream, round: round)
      branch.take(walk)
      guard walk.hits > 0 else { break }
      let isBetter = walk.spread < 0.8 * best.spread
      if walk.spread < best.spread { best = (branch, walk.spread) }
      guard isBetter || round == 1 else { break }
    }
    return best.branch
  }

  /// Without look-ahead; rows of rare strata are looked at as often as others, which the last stage's tree takes back from their
  /// weights.
  private func plain() -> ConditionedCascade.Branch {
    let stages = cascade.stages.indices.map {
      ConditionedStage(
        cascade.stages[$0], place: $0, allowed: allowed[$0], tree: $0 == last ? .certain : nil, favour: favours[$0])
    }
    let shares = cascade.stratumShares
    let even = shares.map { $0 > 0 ? 0.5 + 0.5 / ($0 * Double(shares.count)) : 1 }
    return ConditionedCascade.Branch(stages: stages, ofStrata: even)
  }

  private func learned(from walk: CascadeWalk, last: Int, isFirst: Bool) -> ConditionedCascade.Branch {
    let unordered = cascade.unorderedFeatures
    let trees: [LookAheadTree?] = Parallel.map(last) { place in
      tree(place, walk, unordered, isFirst: isFirst)
    }
    let stages = cascade.stages.indices.map {
      ConditionedStage(
        cascade.stages[$0], place: $0, allowed: allowed[$0], tree: $0 < last ? trees[$0] : $0 == last ? .certain : nil,
        favour: favours[$0])
    }
    return ConditionedCascade.Branch(
      stages: stages, ofStrata: walk.ofStrata(cascade.stratumShares.count), weighted: last + 1)
  }

  /// What is to be expected after a stage; nil where the stage does not matter for it.
  private func tree(_ place: Int, _ walk: CascadeWalk, _ unordered: Set<Int>, isFirst: Bool) -> LookAheadTree? {
    let (rows, values) = walk.remaining(after: place)
    let numbers = Array(0...place) + (cascade.stratumShares.isEmpty ? [] : [walk.stratumFeature])
    let features = numbers.map { (number: $0, isUnordered: unordered.contains($0) || $0 == walk.stratumFeature) }
    let sample = LookAheadTree.Sample(
      codes: { walk.codes[$0][$1] }, features: features, rows: rows, values: values, isEven: isFirst)
    guard allowed[place] != nil || favours[place] != nil || LookAheadTree.tells(features[place], sample) else {
      return nil
    }
    return LookAheadTree(sample)
  }
}

extension LookAheadTree {
  /// Nothing is left to expect: whatever comes suits.
  fileprivate static let certain = LookAheadTree(
    Sample(codes: { _, _ in 0 }, features: [], rows: [0], values: [1], isEven: true))
}

extension ConditionedCascade.Branch {
  fileprivate mutating func take(_ walk: CascadeWalk) {
    probability = min(1, walk.mean)
    error = walk.mean * (walk.spread / Double(max(1, walk.rowCount))).squareRoot()
    perRow = walk.spread < 0.02 ? 1 : Int(min(24, (8 + 4 * walk.spread).rounded(.up)))
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
