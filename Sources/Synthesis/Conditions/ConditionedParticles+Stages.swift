import Statistics

/// A stage while its particles are drawn, with what is known of all of them: found for the whole block at once, which is several times
/// as fast as one by one.
private struct StageWork {
  let place: Int
  let stage: FittedTreeCascade.Stage
  let conditioned: ConditionedStage
  let source: OfferSource
  /// By tree that a particle may take, then by particle: the leaf it would be drawn from; empty where none is asked for.
  let leaves: [Int32]
  private let particleCount: Int
  /// By particle: what the stage's formula gives; empty without one.
  let predicted: [Double]
  /// Of the formula.
  let law: CascadeFormula.Law?
  let exceptions: RandomStream

  init(
    _ place: Int, _ stage: FittedTreeCascade.Stage, _ conditioned: ConditionedStage, _ source: OfferSource,
    leaves: [Int32], of count: Int, predicted: [Double], exceptions: RandomStream
  ) {
    (self.place, self.stage, self.conditioned, self.source) = (place, stage, conditioned, source)
    (self.leaves, self.predicted, self.exceptions) = (leaves, predicted, exceptions)
    particleCount = count
    law = stage.formula.flatMap { formula in stage.marginal.map { formula.law($0) } }
  }

  var treeCount: Int { max(1, leaves.count / max(1, particleCount)) }

  /// - Parameter tree: below `treeCount`.
  @inline(__always)
  func leaf(of particle: Int, tree: Int = 0) -> Int {
    leaves.isEmpty ? 0 : Int(leaves[tree &* particleCount &+ particle])
  }

  @inline(__always)
  func predicted(for particle: Int) -> Double { predicted.isEmpty ? 0 : predicted[particle] }
}

extension ConditionedParticles {
  /// Draws one stage for all particles.
  /// - Parameter stream: of the stage's column.
  mutating func advance(
    _ place: Int, _ stage: FittedTreeCascade.Stage, _ conditioned: ConditionedStage, stream: RandomStream
  ) {
    if conditioned.isFree, stage.lookup == nil, stage.formula == nil {
      drawFreely(stage, stream: stream)
      return finish(place, stage)
    }
    let isUnasked = stage.lookup?.decidesAll == true || conditioned.isPinned && !conditioned.isWeighted
    // Where values are limited the trees of a forest leave very different shares of them: all are asked, not one by chance.
    let leaves =
      isUnasked ? [] : conditioned.allowed == nil ? leaves(of: stage, stream) : leavesOfAllTrees(of: stage)
    let predicted = predicted(by: stage)
    let isShared = conditioned.tree?.asksOnly(Int32(place)) == true && stage.hasOneLaw
    stage.leaves.withDrawing { drawing in
      conditioned.withOffers(drawing) { source in
        let slotCount = max(1, source.offers.count * stage.tree.roots.count)
        withUnsafeTemporaryAllocation(of: ConditionedChoice.Slot.self, capacity: slotCount) { slots in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * max(1, conditioned.leafCount)) { room in
            var choice = ConditionedChoice(slots, isShared: isShared)
            var reached = ReachedLeaves(room)
            for particle in 0..<perRow {
              let own = self.stream(of: particle, stream)
              let work = StageWork(
                place, stage, conditioned, source, leaves: leaves, of: count, predicted: predicted,
                exceptions: own.stream(named: "exception"))
              draw(work, particle, own, &choice, &reached)
            }
          }
        }
      }
    }
    thinOut(stream)
    finish(place, stage)
  }

  /// The stage's values of one particle of every row.
  private mutating func draw(
    _ work: StageWork, _ particle: Int, _ own: RandomStream, _ choice: inout ConditionedChoice,
    _ reached: inout ReachedLeaves
  ) {
    for row in 0..<rowCount {
      let index = particle &* rowCount &+ row
      guard weights[index] > 0 else { continue }
      let number = numbers[row]
      if work.conditioned.isPinned {
        pin(work, index, own.uniform(at: number), &choice)
      } else if let fixed = decided(work, index, number) {
        keep(fixed, work, index, own.uniform(at: number), &reached)
      } else {
        draw(work, index, own.uniform(at: number), &choice, &reached)
      }
    }
  }

  private func stream(of particle: Int, _ stream: RandomStream) -> RandomStream {
    perRow == 1 ? stream : stream.stream(named: "particle \(particle)")
  }

  /// The leaf of the stage's tree that each particle has come to.
  private func leaves(of stage: FittedTreeCascade.Stage, _ stream: RandomStream) -> [Int32] {
    let tree = stage.tree
    var leaves = [Int32](repeating: tree.roots[0], count: count)
    if tree.roots.count > 1 {
      for particle in 0..<perRow {
        let trees = self.stream(of: particle, stream).stream(named: "tree")
        for row in 0..<rowCount {
          leaves[particle &* rowCount &+ row] =
            tree.roots[
              Int(trees.bits(at: numbers[row]) % UInt64(tree.roots.count))]
        }
      }
    }
    leaves.withUnsafeMutableBufferPointer { walk(stage.tree, $0) }
    return leaves
  }

  /// The leaf of each of the stage's trees, by tree, then by particle.
  private func leavesOfAllTrees(of stage: FittedTreeCascade.Stage) -> [Int32] {
    var leaves = stage.tree.roots.flatMap { [Int32](repeating: $0, count: count) }
    leaves.withUnsafeMutableBufferPointer { leaves in
      for start in stride(from: 0, to: leaves.count, by: max(1, count)) {
        walk(stage.tree, UnsafeMutableBufferPointer(rebasing: leaves[start..<start + count]))
      }
    }
    return leaves
  }

  /// - Parameter leaves: by particle the root to start at; filled with leaves.
  private func walk(_ tree: CascadeTree, _ leaves: UnsafeMutableBufferPointer<Int32>) {
    rows.codes.withUnsafeBufferPointer { codes in
      guard let leaves = leaves.baseAddress, let codes = codes.baseAddress else { return }
      tree.walk(codes: codes, rowCount: count, from: leaves)
    }
  }

  /// What the formula of the stage gives for each particle; empty without one.
  private func predicted(by stage: FittedTreeCascade.Stage) -> [Double] {
    guard let formula = stage.formula?.formula else { return [] }
    return [Double](unsafeUninitializedCapacity: count) { predicted, filled in
      rows.numbers.withUnsafeBufferPointer { numbers in
        guard let target = predicted.baseAddress, let numbers = numbers.baseAddress else { return }
        formula.fill(target, columns: numbers, rowCount: count)
        filled = count
      }
    }
  }

  private mutating func thinOut(_ stream: RandomStream) {
    guard leastWeight > 0 else { return }
    for particle in 0..<perRow {
      let chances = stream.stream(named: "going on \(particle)")
      for row in 0..<rowCount {
        let index = particle &* rowCount &+ row
        let weight = weights[index]
        guard weight > 0, weight < leastWeight else { continue }
        weights[index] = chances.uniform(at: numbers[row]) * leastWeight < weight ? leastWeight : 0
      }
    }
  }

  /// As without a condition.
  private mutating func drawFreely(_ stage: FittedTreeCascade.Stage, stream: RandomStream) {
    let leaves = leaves(of: stage, stream)
    for particle in 0..<perRow {
      let own = self.stream(of: particle, stream)
      for row in 0..<rowCount {
        let index = particle &* rowCount &+ row
        let uniform = own.uniform(at: numbers[row])
        rows.uniforms[index] = law(stage, index).map { inside($0.quantile(uniform)) } ?? uniform
      }
    }
    stage.leaves.withDrawing { drawing in
      leaves.withUnsafeBufferPointer { leaves in
        rows.uniforms.withUnsafeMutableBufferPointer { uniforms in
          if let leaves = leaves.baseAddress { drawing.draw(leaves: leaves, uniforms) }
        }
      }
    }
    for index in rows.uniforms.indices { rows.uniforms[index] = inside(rows.uniforms[index]) }
  }

  /// Where in a leaf rows of the particle's stratum lie; nil where evenly.
  @inline(__always)
  private func law(_ stage: FittedTreeCascade.Stage, _ index: Int) -> UnitLaw? {
    guard !stage.laws.isEmpty else { return nil }
    let stratum = Int(rows.codes[rows.features.stratum &* count &+ index])
    return stratum < stage.laws.count && stage.laws[stratum] != .uniform ? stage.laws[stratum] : nil
  }

  /// What the lookup decides.
  @inline(__always)
  private func decided(_ work: StageWork, _ index: Int, _ number: UInt64) -> Double? {
    guard let lookup = work.stage.lookup, let uniform = entry(of: lookup, index) else { return nil }
    return lookup.exceptionShare > 0 && work.exceptions.uniform(at: number) < lookup.exceptionShare ? nil : uniform
  }

  /// What a lookup holds for a particle's cells, exceptions aside.
  @inline(__always)
  private func entry(of lookup: CascadeLookup, _ index: Int) -> Double? {
    var key = 0
    for (place, size) in zip(lookup.determinants, lookup.cellCounts) {
      key = key &* size &+ Int(rows.cells[place &* count &+ index])
    }
    let entry = lookup.table[key]
    return entry == CascadeLookup.undecided ? nil : lookup.uniforms[Int(entry)]
  }

  /// A uniform that cannot be chosen: the weight takes what is to be expected of it.
  private mutating func keep(
    _ uniform: Double, _ work: StageWork, _ index: Int, _ chance: Double, _ reached: inout ReachedLeaves
  ) {
    rows.uniforms[index] = uniform
    guard !work.conditioned.isFree else { return }
    var value = expected[index]
    if let tree = work.conditioned.tree {
      rows.codes[work.place &* count &+ index] = UInt8(truncatingIfNeeded: work.stage.bins.index(of: uniform))
      rows.codes.withUnsafeBufferPointer {
        tree.reach($0, row: index, rowCount: count, free: -2, into: &reached)
      }
      value = tree.values[reached[0]]
    }
    if let allowed = work.conditioned.allowed, !allowed.contains(uniform) {
      return lose(work, index, chance, expecting: value)
    }
    multiply(work.place, index, by: value / expected[index], expecting: value)
  }

  /// Nothing is left that the conditions allow.
  private mutating func lose(_ work: StageWork, _ index: Int, _ chance: Double, expecting value: Double) {
    guard mustGoOn else { return multiply(work.place, index, by: 0, expecting: value) }
    rows.uniforms[index] = inside(work.conditioned.allowed?.squeezed(chance) ?? chance)
    multiply(work.place, index, by: Self.leastShare, expecting: value)
  }

  /// Gives each row's weights the sum 1, so that many small factors do not end at 0.
  private mutating func balanceWeights() {
    for row in 0..<rowCount {
      let own = stride(from: row, to: count, by: rowCount)
      let total = own.reduce(0) { $0 + weights[$1] }
      for index in own { weights[index] = total > 0 ? weights[index] / total : 1 / Double(perRow) }
    }
  }

  @inline(__always)
  private mutating func multiply(_ place: Int, _ index: Int, by factor: Double, expecting value: Double) {
    weights[index] *= factor
    expected[index] = value
    guard !factors.isEmpty else { return }
    factors[place &* count &+ index] = factor
  }

  @inline(__always)
  private mutating func draw(
    _ work: StageWork, _ index: Int, _ uniform: Double, _ choice: inout ConditionedChoice,
    _ reached: inout ReachedLeaves
  ) {
    let law = law(work.stage, index)
    guard !work.conditioned.isFree else {
      let drawn = work.source.drawing.draw(
        leaf: work.leaf(of: index), uniform: law.map { inside($0.quantile(uniform)) } ?? uniform)
      rows.uniforms[index] = inside(formed(work, index, drawn))
      return
    }
    if !choice.isShared || choice.total == 0 { fill(&choice, law, work, index, &reached) }
    guard choice.total > 0 else { return lose(work, index, uniform, expecting: expected[index]) }
    let (position, slot) = choice.pick(uniform)
    let drawn = formed(work, index, work.source.drawing.draw(leaf: Int(slot.leaf), uniform: position))
    let interval = work.source.offers[Int(slot.offer)].interval
    rows.uniforms[index] = inside(min(max(drawn, interval.lower.nextUp), interval.upper.nextDown))
    let total = choice.total / Double(work.treeCount)
    multiply(work.place, index, by: total / expected[index], expecting: slot.value)
  }

  /// What the particle can choose from, each with its weight.
  @inline(__always)
  private func fill(
    _ choice: inout ConditionedChoice, _ law: UnitLaw?, _ work: StageWork, _ index: Int, _ reached: inout ReachedLeaves
  ) {
    choice.clear(law)
    let (predicted, residuals) = (work.predicted(for: index), work.law?.residuals)
    if let tree = work.conditioned.tree {
      rows.codes.withUnsafeBufferPointer {
        tree.reach(
          $0, row: index, rowCount: count, free: Int32(work.place), work.conditioned.residualFeature, into: &reached)
      }
    }
    for number in 0..<work.treeCount {
      choice.begin(leaf: work.leaf(of: index, tree: number))
      guard let tree = work.conditioned.tree else {
        work.source.offer(0, value: expected[index], predicted, residuals, to: &choice)
        continue
      }
      for place in 0..<reached.count {
        work.source.offer(reached[place], value: tree.values[reached[place]], predicted, residuals, to: &choice)
      }
    }
  }

  /// Takes the given value.
  private mutating func pin(_ work: StageWork, _ index: Int, _ uniform: Double, _ choice: inout ConditionedChoice) {
    guard let set = work.conditioned.allowed else { return }
    let drawn = inside(set.squeezed(uniform))
    rows.uniforms[index] = drawn
    let predicted = work.predicted(for: index)
    if let formula = work.stage.formula, let marginal = work.stage.marginal {
      let number = formula.sums?.smoothNumber(at: drawn) ?? marginal.number(at: drawn)
      let residual = (formula.formula.isLogarithmic ? RatioFormula.logarithm(number) : number) - predicted
      residualUniforms[index] = residual.isFinite ? inside(formula.residuals.uniform(of: residual)) : 0x1p-52
    }
    guard work.conditioned.isWeighted else { return }
    let lookup = work.stage.lookup
    let decided = lookup.flatMap { entry(of: $0, index) }
    let exceptions = decided == nil ? 1 : lookup?.exceptionShare ?? 1
    var share = decided.map { set.contains($0) ? 1 - exceptions : 0 } ?? 0
    if exceptions > 0 {
      choice.clear(law(work.stage, index))
      for tree in 0..<work.treeCount {
        choice.begin(leaf: work.leaf(of: index, tree: tree))
        work.source.offer(0, value: 1, predicted, work.law?.residuals, to: &choice)
      }
      share += exceptions * choice.total / Double(work.treeCount)
    }
    multiply(work.place, index, by: max(share, Self.leastShare), expecting: expected[index])
  }

  /// What a leaf that does not know a given value is taken to hold of it.
  private static let leastShare = 1e-9

  @inline(__always)
  private func inside(_ uniform: Double) -> Double { min(max(uniform, 0x1p-52), 1 - 0x1p-52) }

  /// The column's own uniform, where the leaf gave a residual's; that one's code is kept.
  @inline(__always)
  private mutating func formed(_ work: StageWork, _ index: Int, _ drawn: Double) -> Double {
    guard let law = work.law else { return drawn }
    residualUniforms[index] = drawn
    return law.uniform(for: inside(drawn), predicted: work.predicted(for: index))
  }

  /// Codes, cells and numbers of the stage, for the later ones.
  private mutating func finish(_ place: Int, _ stage: FittedTreeCascade.Stage) {
    let start = place * count
    for index in 0..<count { uniforms[start + index] = rows.uniforms[index] }
    rows.setCodes(of: rows.features.column(place), stage.bins, at: rows.uniforms)
    if let cells = stage.cells { rows.setCells(of: place, cells) }
    if let marginal = stage.marginal {
      for index in 0..<count { rows.numbers[start + index] = marginal.number(at: rows.uniforms[index]) }
    }
    if let moment = stage.moment { rows.setCells(moment) }
    if let bins = stage.residualBins { rows.setCodes(of: rows.features.residual(place), bins, at: residualUniforms) }
    if mustGoOn { balanceWeights() }
    guard !expectations.isEmpty else { return }
    for index in 0..<count { expectations[start + index] = expected[index] }
  }
}
