import Statistics

/// A few candidates for each row of a block on their way through the stages of a cascade under conditions.
///
/// Each candidate ("particle") carries a weight: by how much it is more or less likely under the conditions than under the way
/// it is drawn. At a stage with a condition the leaf is cut to what is allowed and the weight takes the leaf's share of it; where
/// a later condition depends on the stage, a place in the leaf is chosen in proportion to what is to be expected of the row
/// there (a twisted particle filter: Guarniero, Johansen and Lee 2017; here exact within a leaf, without candidates, and
/// without resampling between stages).
///
/// Particle m of row r stands at `m * rowCount + r`.
struct ConditionedParticles {
  /// The numbers of the rows.
  private(set) var numbers: [UInt64]
  private(set) var perRow: Int
  var rows: CascadeRows
  /// By stage, then by particle.
  var uniforms: [Double]
  /// By particle; 0 once no value is left that the conditions allow.
  var weights: [Double]
  /// Of the stage drawn last, where it follows a formula.
  private var residualUniforms: [Double]
  /// What is to be expected of the particle; its weight holds it already.
  var expected: [Double]
  /// By stage, then by particle: the factor of the weight; recorded for learning only.
  var factors: [Double] = []
  var expectations: [Double] = []
  /// Whether a row goes on where nothing is left that the conditions allow: with any allowed value, and hardly a weight.
  let mustGoOn: Bool
  /// A particle of less weight goes on with a chance of its weight over this one, and then has this one: few are walked to the
  /// end for nothing, and weights stay right on average.
  var leastWeight = 0.0
  /// By particle, what was expected before the first stage.
  private(set) var firstExpectations: [Double]

  var rowCount: Int { numbers.count }
  var count: Int { numbers.count * perRow }

  init(_ cascade: FittedTreeCascade, numbers: [UInt64], perRow: Int, records: Bool = false, mustGoOn: Bool = false) {
    (self.numbers, self.perRow, self.mustGoOn) = (numbers, perRow, mustGoOn)
    let count = numbers.count * perRow
    rows = CascadeRows(
      stageCount: cascade.stages.count, rowCount: count, firstRow: numbers.first ?? 0,
      cellSlots: FittedTreeCascade.cellSlots(cascade.stages))
    uniforms = [Double](repeating: 0.5, count: cascade.stages.count * count)
    weights = [Double](repeating: 1, count: count)
    expected = weights
    firstExpectations = weights
    residualUniforms = [Double](repeating: 0.5, count: count)
    guard records else { return }
    factors = [Double](repeating: 1, count: cascade.stages.count * count)
    expectations = factors
  }

  /// Strata by their share and by what is to be expected of their rows.
  mutating func setStrata(_ shares: [Double], expected byStratum: [Double], stream: RandomStream) {
    let start = rows.features.stratum * count
    let total = zip(shares, byStratum).reduce(0) { $0 + $1.0 * $1.1 }
    for particle in 0..<perRow {
      let own = stream.stream(named: "particle \(particle)")
      for row in 0..<rowCount {
        var left = own.uniform(at: numbers[row]) * total
        var chosen = 0
        while chosen < shares.count - 1, left >= shares[chosen] * byStratum[chosen] {
          left -= shares[chosen] * byStratum[chosen]
          chosen += 1
        }
        let index = particle * rowCount + row
        rows.codes[start + index] = UInt8(chosen)
        weights[index] = total
        expected[index] = byStratum[chosen]
      }
    }
    firstExpectations = expected
  }

  /// The particle of a row, chosen by weight; nil where none is left.
  func chosen(row: Int, uniform: Double) -> Int? {
    var total = 0.0
    for particle in 0..<perRow { total += weights[particle * rowCount + row] }
    guard total > 0 else { return nil }
    var left = uniform * total
    var last: Int?
    for particle in 0..<perRow where weights[particle * rowCount + row] > 0 {
      last = particle * rowCount + row
      left -= weights[particle * rowCount + row]
      if left < 0 { break }
    }
    return last
  }
}

extension ConditionedParticles {
  /// One particle of each row.
  func only(_ chosen: [Int]) -> ConditionedParticles {
    var result = self
    result.perRow = 1
    result.numbers = chosen.map { numbers[$0 % rowCount] }
    func kept<Value>(_ values: [Value]) -> [Value] {
      stride(from: 0, to: values.count, by: count).flatMap { start in chosen.map { values[start + $0] } }
    }
    result.rows = rows.only(chosen)
    result.uniforms = kept(uniforms)
    (result.weights, result.expected) = (kept(weights), kept(expected))
    result.residualUniforms = kept(residualUniforms)
    return result
  }

  /// Draws one stage for all particles.
  /// - Parameter stream: of the stage's column.
  mutating func advance(
    _ place: Int, _ stage: FittedTreeCascade.Stage, _ conditioned: ConditionedStage, stream: RandomStream
  ) {
    if conditioned.isFree, stage.lookup == nil, stage.formula == nil {
      drawFreely(stage, stream: stream)
      return finish(place, stage)
    }
    var choice = ConditionedChoice()
    choice.isShared = conditioned.tree?.asksOnly(Int32(place)) == true && stage.hasOneLaw
    var reached: [Int32] = []
    stage.leaves.withDrawing { drawing in
      conditioned.withOffers(drawing) { source in
        for particle in 0..<perRow {
          let own = perRow == 1 ? stream : stream.stream(named: "particle \(particle)")
          let (trees, exceptions) = (own.stream(named: "tree"), own.stream(named: "exception"))
          for row in 0..<rowCount {
            let index = particle &* rowCount &+ row
            guard weights[index] > 0 else { continue }
            let number = numbers[row]
            if conditioned.isPinned {
              let leaf = conditioned.isWeighted ? stage.leaf(at: index, of: rows, trees: trees, number: number) : nil
              pin(place, stage, conditioned, source, leaf: leaf, index, own.uniform(at: number), &choice)
              continue
            }
            if let fixed = decided(stage, index, number, exceptions) {
              let code = stage.bins.index(of: fixed)
              keep(fixed, place, index, conditioned, code: code, own.uniform(at: number), &reached)
              continue
            }
            let leaf = stage.leaf(at: index, of: rows, trees: trees, number: number)
            draw(
              place, stage, conditioned, source, leaf: leaf, index, own.uniform(at: number), &choice, &reached)
          }
        }
      }
    }
    thinOut(stream)
    finish(place, stage)
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
    stage.leaves.withDrawing { drawing in
      for particle in 0..<perRow {
        let own = perRow == 1 ? stream : stream.stream(named: "particle \(particle)")
        let trees = own.stream(named: "tree")
        for row in 0..<rowCount {
          let index = particle &* rowCount &+ row
          guard weights[index] > 0 else { continue }
          let leaf = stage.leaf(at: index, of: rows, trees: trees, number: numbers[row])
          let uniform = own.uniform(at: numbers[row])
          let position = law(stage, index).map { inside($0.quantile(uniform)) } ?? uniform
          rows.uniforms[index] = inside(drawing.draw(leaf: leaf, uniform: position))
        }
      }
    }
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
  private func decided(
    _ stage: FittedTreeCascade.Stage, _ index: Int, _ number: UInt64, _ exceptions: RandomStream
  ) -> Double? {
    guard let lookup = stage.lookup, let uniform = entry(of: lookup, index) else { return nil }
    return lookup.exceptionShare > 0 && exceptions.uniform(at: number) < lookup.exceptionShare ? nil : uniform
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
    _ uniform: Double, _ place: Int, _ index: Int, _ conditioned: ConditionedStage, code: Int, _ chance: Double,
    _ reached: inout [Int32]
  ) {
    rows.uniforms[index] = uniform
    guard !conditioned.isFree else { return }
    var value = expected[index]
    if let tree = conditioned.tree {
      rows.codes[place &* count &+ index] = UInt8(truncatingIfNeeded: code)
      rows.codes.withUnsafeBufferPointer {
        tree.reach($0, row: index, rowCount: count, free: -2, into: &reached)
      }
      value = tree.values[Int(reached[0])]
    }
    if let allowed = conditioned.allowed, !allowed.contains(uniform) {
      return lose(place, index, allowed, chance, expecting: value)
    }
    multiply(place, index, by: value / expected[index], expecting: value)
  }

  /// Nothing is left that the conditions allow.
  private mutating func lose(
    _ place: Int, _ index: Int, _ allowed: UniformSet?, _ chance: Double, expecting value: Double
  ) {
    guard mustGoOn else { return multiply(place, index, by: 0, expecting: value) }
    rows.uniforms[index] = inside(allowed?.squeezed(chance) ?? chance)
    multiply(place, index, by: Self.leastShare, expecting: value)
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
    _ place: Int, _ stage: FittedTreeCascade.Stage, _ conditioned: ConditionedStage, _ source: OfferSource,
    leaf: Int, _ index: Int, _ uniform: Double, _ choice: inout ConditionedChoice, _ reached: inout [Int32]
  ) {
    let law = law(stage, index)
    let predicted = predicted(stage, index)
    guard !conditioned.isFree else {
      let drawn = source.drawing.draw(leaf: leaf, uniform: law.map { inside($0.quantile(uniform)) } ?? uniform)
      rows.uniforms[index] = inside(formed(stage, index, drawn, predicted))
      return
    }
    if !choice.isShared || choice.total == 0 {
      fill(&choice, law, place, stage, conditioned, source, leaf: leaf, index, predicted, &reached)
    }
    guard choice.total > 0 else {
      return lose(place, index, conditioned.allowed, uniform, expecting: expected[index])
    }
    let (position, slot) = choice.pick(uniform)
    let drawn = formed(stage, index, source.drawing.draw(leaf: leaf, uniform: position), predicted)
    rows.uniforms[index] = inside(min(max(drawn, slot.interval.lower.nextUp), slot.interval.upper.nextDown))
    multiply(place, index, by: choice.total / expected[index], expecting: slot.value)
  }

  /// What the particle can choose from, each with its weight.
  @inline(__always)
  private func fill(
    _ choice: inout ConditionedChoice, _ law: UnitLaw?, _ place: Int, _ stage: FittedTreeCascade.Stage,
    _ conditioned: ConditionedStage, _ source: OfferSource, leaf: Int, _ index: Int, _ predicted: Double,
    _ reached: inout [Int32]
  ) {
    choice.clear(law)
    let residuals = stage.formula?.residuals
    if let tree = conditioned.tree {
      rows.codes.withUnsafeBufferPointer {
        tree.reach(
          $0, row: index, rowCount: count, free: Int32(place), conditioned.residualFeature, into: &reached)
      }
      for reached in reached {
        source.offer(Int(reached), value: tree.values[Int(reached)], leaf: leaf, predicted, residuals, to: &choice)
      }
    } else {
      source.offer(0, value: expected[index], leaf: leaf, predicted, residuals, to: &choice)
    }
  }

  /// Takes the given value.
  /// - Parameter leaf: nil where the particle is not weighed.
  private mutating func pin(
    _ place: Int, _ stage: FittedTreeCascade.Stage, _ conditioned: ConditionedStage, _ source: OfferSource,
    leaf: Int?, _ index: Int, _ uniform: Double, _ choice: inout ConditionedChoice
  ) {
    guard let set = conditioned.allowed else { return }
    let drawn = inside(set.squeezed(uniform))
    rows.uniforms[index] = drawn
    let predicted = predicted(stage, index)
    if let formula = stage.formula, let marginal = stage.marginal {
      let number = formula.sums?.smoothNumber(at: drawn) ?? marginal.number(at: drawn)
      let residual = (formula.formula.isLogarithmic ? RatioFormula.logarithm(number) : number) - predicted
      residualUniforms[index] = residual.isFinite ? inside(formula.residuals.uniform(of: residual)) : 0x1p-52
    }
    guard let leaf else { return }
    let decided = stage.lookup.flatMap { entry(of: $0, index) }
    let exceptions = decided == nil ? 1 : stage.lookup?.exceptionShare ?? 1
    var share = decided.map { set.contains($0) ? 1 - exceptions : 0 } ?? 0
    if exceptions > 0 {
      choice.clear(law(stage, index))
      source.offer(0, value: 1, leaf: leaf, predicted, stage.formula?.residuals, to: &choice)
      share += exceptions * choice.total
    }
    multiply(place, index, by: max(share, Self.leastShare), expecting: expected[index])
  }

  /// What a leaf that does not know a given value is taken to hold of it.
  private static let leastShare = 1e-9

  @inline(__always)
  private func inside(_ uniform: Double) -> Double { min(max(uniform, 0x1p-52), 1 - 0x1p-52) }

  /// What the formula of the stage gives; 0 without one.
  @inline(__always)
  private func predicted(_ stage: FittedTreeCascade.Stage, _ index: Int) -> Double {
    guard let formula = stage.formula?.formula else { return 0 }
    return rows.numbers.withUnsafeBufferPointer { numbers in formula.value { numbers[$0 &* count &+ index] } }
  }

  /// The column's own uniform, where the leaf gave a residual's; that one's code is kept.
  @inline(__always)
  private mutating func formed(
    _ stage: FittedTreeCascade.Stage, _ index: Int, _ drawn: Double, _ predicted: Double
  ) -> Double {
    guard let formula = stage.formula, let marginal = stage.marginal else { return drawn }
    residualUniforms[index] = drawn
    return formula.law(marginal).uniform(for: inside(drawn), predicted: predicted)
  }

  /// Codes, cells and numbers of the stage, for the later ones.
  private mutating func finish(_ place: Int, _ stage: FittedTreeCascade.Stage) {
    let start = place * count
    for index in 0..<count {
      let uniform = rows.uniforms[index]
      uniforms[start + index] = uniform
      rows.codes[start + index] = UInt8(truncatingIfNeeded: stage.bins.index(of: uniform))
      if let cells = stage.cells { rows.cells[start + index] = Int32(cells.index(of: uniform)) }
      if let marginal = stage.marginal { rows.numbers[start + index] = marginal.number(at: uniform) }
    }
    if let moment = stage.moment { rows.setCells(moment) }
    if let bins = stage.residualBins {
      let codes = rows.features.residual(place) * count
      for index in 0..<count {
        rows.codes[codes + index] = UInt8(truncatingIfNeeded: bins.index(of: residualUniforms[index]))
      }
    }
    if mustGoOn { balanceWeights() }
    guard !expectations.isEmpty else { return }
    for index in 0..<count { expectations[start + index] = expected[index] }
  }
}

extension CascadeRows {
  /// Some of the rows.
  func only(_ chosen: [Int]) -> CascadeRows {
    var result = CascadeRows(
      stageCount: features.stageCount, rowCount: chosen.count, firstRow: firstRow,
      cellSlots: cells.count / max(1, rowCount))
    func kept<Value>(_ values: [Value]) -> [Value] {
      stride(from: 0, to: values.count, by: rowCount).flatMap { start in chosen.map { values[start + $0] } }
    }
    (result.codes, result.numbers, result.cells) = (kept(codes), kept(numbers), kept(cells))
    result.uniforms = kept(uniforms)
    return result
  }
}
