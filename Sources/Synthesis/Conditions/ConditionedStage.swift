import Statistics

/// What one stage of a cascade must look at while rows are drawn under conditions.
struct ConditionedStage: Sendable {
  /// An interval that a leaf's draw may come from, with what is to be expected of a row there.
  struct Offer: Sendable {
    enum Kind: Sendable {
      /// The leaf holds the column's own uniforms.
      case own
      /// It holds residuals: numbers in a range, the missing ones, or any.
      case numbers, missing, anything
    }

    var kind = Kind.own
    /// The interval on the column's own axis.
    var interval: UniformSet.Interval
    /// The same as numbers, before the formula's value is taken off.
    var numbers = UniformSet.Interval(lower: -.infinity, upper: .infinity)
    /// A part of the residuals' uniforms.
    var residuals = UniformSet.Interval(lower: 0, upper: 1)
    /// What is expected here, as a factor of what the tree says.
    var factor = 1.0
  }

  /// A part of the uniforms that a later column almost follows from.
  struct Favour: Sendable {
    var set: UniformSet
    /// What is to be expected outside, relative to inside.
    var outside: Double
  }

  /// The column's own uniforms that the condition allows; nil: all.
  let allowed: UniformSet?
  /// What is to be expected after this stage; nil: as before it.
  let tree: LookAheadTree?
  /// Of all leaves of the tree, one behind the other; those of leaf l are `starts[l] ..< starts[l + 1]`. One leaf without a tree.
  private let offers: [Offer]
  private let starts: [Int]
  /// Of the stage's leaves, see `CascadeLeaves.ends`; empty where they are not worth it.
  private let ends: [Double]
  /// By leaf of the stage, then by offer: the shares of the leaf's draws below the offer's ends, before any law; empty where they
  /// are not known ahead.
  private var shares: [SIMD2<Double>] = []
  /// Whether the stage is drawn as without a condition.
  let isFree: Bool
  /// The value is given: it is taken whether the leaf knows it or not.
  let isPinned: Bool
  /// A given value weighs its particle by how likely the leaf finds it.
  let isWeighted: Bool

  /// The feature that holds how far the stage's formula was off.
  let residualFeature: Int32

  init(
    _ stage: FittedTreeCascade.Stage, place: Int, of features: CascadeFeatures, allowed: UniformSet?,
    tree: LookAheadTree?, favour: Favour? = nil, ends: [Double] = []
  ) {
    (self.allowed, self.tree, self.ends) = (allowed, tree, ends)
    let ownResidual = Int32(features.residual(place))
    residualFeature = ownResidual
    isFree = allowed == nil && tree == nil && favour == nil
    (isPinned, isWeighted) = (false, true)
    let own = allowed ?? .all
    let edges = stage.bins.upperEdges
    let sets: [UniformSet] =
      tree.map { tree in
        tree.codes(of: Int32(place)).map { codes in
          codes.map { codes in own.intersection(UniformSet(cells: { codes[$0] }, upperEdges: edges)) } ?? own
        }
      } ?? [own]
    let residualSets = tree.flatMap { Self.residuals(stage, $0, feature: ownResidual) }
    var (offers, starts) = ([Offer](), [0])
    for (leaf, set) in sets.enumerated() {
      let residuals = residualSets?[leaf]
      if let favour {
        offers += Self.offers(stage, set.intersection(favour.set), residuals, factor: 1)
        offers += Self.offers(stage, set.intersection(favour.set.complement), residuals, factor: favour.outside)
      } else {
        offers += Self.offers(stage, set, residuals, factor: 1)
      }
      starts.append(offers.count)
    }
    (self.offers, self.starts) = (offers, starts)
  }

  private static func offers(
    _ stage: FittedTreeCascade.Stage, _ set: UniformSet, _ residuals: UniformSet?, factor: Double
  ) -> [Offer] {
    guard let marginal = stage.marginal, let formula = stage.formula else {
      return set.intervals.map { Offer(interval: $0, factor: factor) }
    }
    let parts = residuals?.intervals ?? [UniformSet.Interval(lower: 0, upper: 1)]
    if set.isAll {
      return parts.map { Offer(kind: .anything, interval: set.intervals[0], residuals: $0, factor: factor) }
    }
    return Offer.offers(set, marginal, formula).flatMap { offer in
      parts.map { part in
        var offer = offer
        offer.factor = factor
        if offer.kind == .numbers { offer.residuals = part }
        return offer
      }
    }
  }

  /// Of the look-ahead tree.
  var leafCount: Int { tree?.values.count ?? 1 }

  /// Calls `body` with the offers of all leaves.
  @inline(__always)
  func withOffers(_ drawing: CascadeDrawing, _ body: (OfferSource) -> Void) {
    offers.withUnsafeBufferPointer { offers in
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          shares.withUnsafeBufferPointer { shares in
            body(
              OfferSource(
                drawing: drawing, offers: offers, starts: starts, ends: ends.isEmpty ? nil : ends.baseAddress,
                shares: shares.isEmpty ? nil : shares.baseAddress))
          }
        }
      }
    }
  }

  /// Shares known ahead at most: more take longer to find than rows usually ask for.
  private static let mostShares = 65_536

  /// Finds the shares of all leaves ahead, which pays where many rows are drawn.
  mutating func findShares(_ stage: FittedTreeCascade.Stage) {
    let leafCount = stage.leaves.leafCount
    guard !isFree, offers.count * leafCount <= Self.mostShares,
      offers.contains(where: { $0.kind != .numbers })
    else { return }
    var found = [SIMD2<Double>](repeating: .zero, count: leafCount * offers.count)
    stage.leaves.withDrawing { drawing in
      withOffers(drawing) { source in
        for leaf in 0..<leafCount {
          for (place, offer) in offers.enumerated() {
            guard let ends = offer.ends else { continue }
            found[leaf * offers.count + place] = SIMD2(
              source.share(below: ends.lower, leaf: leaf), source.share(below: ends.upper, leaf: leaf))
          }
        }
      }
    }
    shares = found
  }

  /// By leaf of the tree what it leaves of the residuals' uniforms; nil where it does not ask for them.
  private static func residuals(
    _ stage: FittedTreeCascade.Stage, _ tree: LookAheadTree, feature: Int32
  ) -> [UniformSet?]? {
    guard let edges = stage.residualBins?.upperEdges else { return nil }
    let codes = tree.codes(of: feature)
    guard codes.contains(where: { $0 != nil }) else { return nil }
    return codes.map { codes in codes.map { codes in UniformSet(cells: { codes[$0] }, upperEdges: edges) } }
  }
}

extension ConditionedStage {
  /// A stage whose value is given.
  init(_ stage: FittedTreeCascade.Stage, pinnedTo set: UniformSet, isWeighted: Bool) {
    (allowed, tree, isFree, isPinned, residualFeature) = (set, nil, false, true, -2)
    self.isWeighted = isWeighted
    ends = []
    offers = isWeighted ? Self.offers(stage, set, nil, factor: 1) : []
    starts = [0, offers.count]
  }
}

extension ConditionedStage.Offer {
  /// The part of a leaf's axis that it stands for; nil where that depends on what the formula gives.
  @inline(__always)
  var ends: UniformSet.Interval? {
    switch kind {
    case .own: interval
    case .missing, .anything: residuals
    case .numbers: nil
    }
  }

  /// A part of a column that follows a formula.
  fileprivate static func offers(
    _ set: UniformSet, _ marginal: CascadeMarginal, _ formula: CascadeFormula
  ) -> [ConditionedStage.Offer] {
    let share = marginal.missingShare
    var offers: [ConditionedStage.Offer] = []
    // Missing residuals stand for missing values; see `CascadeFormula`.
    let holdsMissing = set.intervals.contains {
      $0.lower <= formula.residuals.missingShare / 2 && $0.upper > 0
    }
    if holdsMissing, share > 0, formula.residuals.missingShare > 0 {
      let missing = UniformSet.Interval(lower: 0, upper: formula.residuals.missingShare)
      offers.append(ConditionedStage.Offer(kind: .missing, interval: missing, residuals: missing))
    }
    func number(_ uniform: Double) -> Double {
      if uniform <= share { return -.infinity }
      if uniform >= 1 { return .infinity }
      let value = formula.axis(marginal).smoothNumber(at: uniform)
      let number = formula.formula.isLogarithmic ? RatioFormula.logarithm(value) : value
      return number.isNaN ? -.infinity : number
    }
    for interval in set.intervals where interval.upper > share {
      let numbers = UniformSet.Interval(lower: number(interval.lower), upper: number(interval.upper))
      guard numbers.upper > -.infinity else { continue }
      offers.append(ConditionedStage.Offer(kind: .numbers, interval: interval, numbers: numbers))
    }
    return offers
  }
}
