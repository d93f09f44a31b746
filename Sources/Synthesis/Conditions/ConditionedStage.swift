import Statistics

/// What one stage of a cascade must look at while rows are drawn under conditions.
struct ConditionedStage: Sendable {
  /// A part of the column's uniforms with what is to be expected of a row there.
  struct Piece: Sendable {
    /// Ends on the column's own uniform axis.
    var intervals: [UniformSet.Interval]
    /// The same as numbers, for stages that follow a formula; whether missing is a part of it.
    var numbers: [UniformSet.Interval] = []
    var holdsMissing = false
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
  /// By leaf of the tree, one entry without a tree; each in one or two parts.
  let pieces: [[Piece]]
  /// Whether the stage is drawn as without a condition.
  let isFree: Bool
  /// The value is given: it is taken whether the leaf knows it or not.
  let isPinned: Bool
  /// A given value weighs its particle by how likely the leaf finds it.
  let isWeighted: Bool

  init(
    _ stage: FittedTreeCascade.Stage, place: Int, allowed: UniformSet?, tree: LookAheadTree?, favour: Favour? = nil
  ) {
    (self.allowed, self.tree) = (allowed, tree)
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
    let marginal = stage.formula == nil ? nil : stage.marginal
    func piece(_ set: UniformSet, factor: Double) -> Piece {
      var piece = Piece(intervals: set.intervals, factor: factor)
      if let marginal, let formula = stage.formula { piece.setNumbers(marginal, formula) }
      return piece
    }
    pieces = sets.map { set in
      guard let favour else { return [piece(set, factor: 1)] }
      let outside = set.intersection(favour.set.complement)
      return [piece(set.intersection(favour.set), factor: 1), piece(outside, factor: favour.outside)]
    }
  }
}

extension ConditionedStage {
  /// A stage whose value is given.
  init(_ stage: FittedTreeCascade.Stage, pinnedTo set: UniformSet, isWeighted: Bool) {
    (allowed, tree, isFree, isPinned) = (set, nil, false, true)
    self.isWeighted = isWeighted
    var piece = Piece(intervals: set.intervals)
    if isWeighted, let marginal = stage.marginal, let formula = stage.formula { piece.setNumbers(marginal, formula) }
    pieces = [[piece]]
  }
}

extension ConditionedStage.Piece {
  fileprivate mutating func setNumbers(_ marginal: CascadeMarginal, _ formula: CascadeFormula) {
    let share = marginal.missingShare
    // Missing residuals stand for missing values; see `CascadeFormula`.
    holdsMissing = intervals.contains { $0.lower <= formula.residuals.missingShare / 2 && $0.upper > 0 } && share > 0
    let isLogarithmic = formula.formula.isLogarithmic
    func number(_ uniform: Double) -> Double {
      if uniform <= share { return -.infinity }
      if uniform >= 1 { return .infinity }
      let value = formula.axis(marginal).smoothNumber(at: uniform)
      return isLogarithmic ? RatioFormula.logarithm(value) : value
    }
    numbers = intervals.map { interval in
      let (low, high) = (number(interval.lower), interval.upper <= share ? -.infinity : number(interval.upper))
      return UniformSet.Interval(lower: low.isNaN ? -.infinity : low, upper: high.isNaN ? -.infinity : high)
    }
  }
}

/// The intervals that a leaf's draw may come from, each with its weight; made anew for every particle.
struct ConditionedChoice {
  struct Slot {
    /// Weight of this and all slots before.
    var sum: Double
    /// Share of the leaf's draws below the interval's ends.
    var lower: Double
    var upper: Double
    /// The interval on the column's own axis.
    var interval: UniformSet.Interval
    var value: Double
  }

  private(set) var slots: [Slot] = []
  /// Where in the leaf rows of the particle's stratum lie; nil where evenly.
  private var law: UnitLaw?
  /// The end looked at last, and the share below it: intervals often begin where another ended.
  private var lastEnd = (place: -1.0, share: 0.0)
  var total: Double { slots.last?.sum ?? 0 }

  mutating func clear(_ law: UnitLaw?) {
    self.law = law
    slots.removeAll(keepingCapacity: true)
    lastEnd.place = -1
  }

  @inline(__always)
  mutating func add(_ drawing: CascadeDrawing, leaf: Int, piece: ConditionedStage.Piece, value: Double) {
    for interval in piece.intervals {
      add(drawing, leaf: leaf, interval.lower, interval.upper, interval, value)
    }
  }

  /// - Parameters:
  ///   - predicted: what the formula gives.
  @inline(__always)
  mutating func add(
    _ drawing: CascadeDrawing, leaf: Int, piece: ConditionedStage.Piece, value: Double, predicted: Double,
    _ residuals: CascadeMarginal
  ) {
    let missing = residuals.missingShare
    if piece.holdsMissing, missing > 0 {
      add(drawing, leaf: leaf, 0, missing, UniformSet.Interval(lower: 0, upper: missing), value)
    }
    for (index, numbers) in piece.numbers.enumerated() {
      let lower = numbers.lower == -.infinity ? missing : residuals.uniform(of: numbers.lower - predicted)
      let upper = numbers.upper == .infinity ? 1 : residuals.uniform(of: numbers.upper - predicted)
      guard numbers.upper > -.infinity else { continue }
      add(drawing, leaf: leaf, lower, upper, piece.intervals[index], value)
    }
  }

  @inline(__always)
  private mutating func add(
    _ drawing: CascadeDrawing, leaf: Int, _ lower: Double, _ upper: Double, _ interval: UniformSet.Interval,
    _ value: Double
  ) {
    guard upper > lower else { return }
    let low = lower <= 0 ? 0 : lower == lastEnd.place ? lastEnd.share : share(below: lower, drawing, leaf)
    let high = upper >= 1 ? 1 : share(below: upper, drawing, leaf)
    lastEnd = (upper, high)
    guard high > low else { return }
    slots.append(
      Slot(sum: total + (high - low) * value, lower: low, upper: high, interval: interval, value: value))
  }

  @inline(__always)
  private func share(below place: Double, _ drawing: CascadeDrawing, _ leaf: Int) -> Double {
    let share = drawing.share(below: place, leaf: leaf)
    return law?.cdf(share) ?? share
  }

  /// - Parameter uniform: in (0, 1).
  /// - Returns: where in the leaf to draw, and the slot it is in.
  @inline(__always)
  func pick(_ uniform: Double) -> (position: Double, slot: Slot) {
    let place = uniform * total
    var index = 0
    while index < slots.count &- 1, slots[index].sum <= place { index &+= 1 }
    let slot = slots[index]
    let before = index == 0 ? 0 : slots[index &- 1].sum
    let part = min(max((place - before) / (slot.sum - before), 0), 1)
    let chance = slot.lower + part * (slot.upper - slot.lower)
    return (min(max(law?.quantile(chance) ?? chance, 0x1p-52), 1 - 0x1p-52), slot)
  }
}
