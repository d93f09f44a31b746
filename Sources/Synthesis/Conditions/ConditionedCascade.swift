import Statistics

/// A tree cascade that draws rows under conditions on its columns' uniforms, from its own conditional law.
///
/// Several alternatives ("branches") can be told apart; the stratum of a request says which one a row is to satisfy.
struct ConditionedCascade: FittedJointModel {
  struct Branch: Sendable {
    /// By place.
    var stages: [ConditionedStage]
    /// What is to be expected of the rows of a rare event's stratum; empty where the cascade knows none.
    var ofStrata: [Double]
    /// Particles per row.
    var perRow = 1
    /// Stages up to and with the last that has a condition; the others are drawn for the chosen particle only.
    var weighted = 0
    /// Share of the model's rows that satisfy the branch, and its standard error.
    var probability = 1.0
    var error = 0.0
    /// Where particles come one after the other: one is taken with a probability of its weight over this one. nil: all at once.
    var ceiling: Double?
    /// Whether every row is drawn, be it with values that the model does not know together.
    var mustGoOn = false
  }

  /// Particles walked together: what they hold stays in the processor's cache.
  private static let together = 4_096
  /// A row that no particle of so many was taken for has the last that meets the conditions, if one does.
  private static let mostTries = 256
  /// Of the mean weight, below which a particle may be given up.
  private static let least = 0.25

  let base: FittedTreeCascade
  let branches: [Branch]

  var parameters: Parameters { base.parameters }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    for (index, branch) in branches.enumerated() {
      let rows = (0..<block.rowCount).filter { Int(request.strata?[$0] ?? 0) == index }
      let step = max(16, Self.together / branch.perRow)
      for start in stride(from: 0, to: rows.count, by: step) {
        fill(&block, rows: rows[start..<min(rows.count, start + step)], branch, request)
      }
    }
  }

  private func fill(_ block: inout UniformBlock, rows: ArraySlice<Int>, _ branch: Branch, _ request: BlockRequest) {
    if let ceiling = branch.ceiling { return fill(&block, rows: Array(rows), branch, request, ceiling: ceiling) }
    let numbers = rows.map { request.rows.lowerBound &+ UInt64($0) }
    var particles = ConditionedParticles(
      base, numbers: numbers, perRow: branch.perRow, mustGoOn: branch.mustGoOn)
    if branch.perRow > 1 && !branch.mustGoOn { particles.leastWeight = Self.least * branch.probability }
    base.start(branch, &particles, stream: request.stream)
    base.draw(branch, into: &particles, stages: 0..<branch.weighted, stream: request.stream)
    if branch.perRow > 1 {
      let choices = request.stream.stream(named: "choice")
      // Without a particle left the row satisfies nothing, and its drawer asks again.
      let chosen = numbers.indices.map { particles.chosen(row: $0, uniform: choices.uniform(at: numbers[$0])) ?? $0 }
      particles = particles.only(chosen)
    }
    finish(&particles, of: Array(rows), branch, request, into: &block)
  }

  /// One particle of each row after the other until one is taken: with the right ceiling the law of the rows is that of the
  /// weights, and even weights need hardly more than one.
  private func fill(
    _ block: inout UniformBlock, rows: [Int], _ branch: Branch, _ request: BlockRequest, ceiling: Double
  ) {
    var pending = rows
    for attempt in 0..<Self.mostTries where !pending.isEmpty {
      let numbers = pending.map { request.rows.lowerBound &+ UInt64($0) }
      let stream = attempt == 0 ? request.stream : request.stream.stream(named: "try \(attempt)")
      var particles = ConditionedParticles(base, numbers: numbers, perRow: 1)
      particles.leastWeight = Self.least * branch.probability
      base.start(branch, &particles, stream: stream)
      base.draw(branch, into: &particles, stages: 0..<branch.weighted, stream: stream)
      let chances = stream.stream(named: "choice")
      let isLast = attempt == Self.mostTries - 1
      let isTaken = numbers.indices.map { place in
        isLast || chances.uniform(at: numbers[place]) * ceiling < particles.weights[place]
      }
      let taken = isTaken.indices.filter { isTaken[$0] }
      guard !taken.isEmpty else { continue }
      if taken.count < pending.count { particles = particles.only(taken) }
      finish(&particles, of: taken.map { pending[$0] }, branch, request, into: &block)
      pending = pending.indices.filter { !isTaken[$0] }.map { pending[$0] }
    }
  }

  /// Draws the stages after the last condition, one particle for each of the rows.
  private func finish(
    _ particles: inout ConditionedParticles, of rows: [Int], _ branch: Branch, _ request: BlockRequest,
    into block: inout UniformBlock
  ) {
    particles.leastWeight = 0
    base.draw(branch, into: &particles, stages: branch.weighted..<base.stages.count, stream: request.stream)
    for (index, row) in rows.enumerated() {
      for (place, stage) in base.stages.enumerated() {
        block.values[stage.column * block.rowCount + row] = particles.uniforms[place * particles.count + index]
      }
    }
  }
}

extension FittedTreeCascade {
  /// Gives the particles their strata.
  func start(_ branch: ConditionedCascade.Branch, _ particles: inout ConditionedParticles, stream: RandomStream) {
    guard !stratumShares.isEmpty else { return }
    let shares = [max(0, 1 - stratumShares.dropFirst().reduce(0, +))] + stratumShares.dropFirst()
    particles.setStrata(shares, expected: branch.ofStrata, stream: stream.stream(named: "stratum"))
  }

  /// Draws some stages of all particles.
  func draw(
    _ branch: ConditionedCascade.Branch, into particles: inout ConditionedParticles, stages: Range<Int>,
    stream: RandomStream
  ) {
    for place in stages {
      let stage = self.stages[place]
      let own = stream.stream(named: columns[stage.column])
      particles.advance(place, stage, branch.stages[place], stream: own)
    }
  }

  func conditioned(on limits: UniformLimits, stream: RandomStream) -> ConditionedModel? {
    let branches = limits.ofStratum.enumerated().map { index, sets in
      ConditionedCascadeFit(self, sets, stream: stream.stream(named: "branch \(index)")).branch()
    }
    return ConditionedModel(
      model: ConditionedCascade(base: self, branches: branches), probabilities: branches.map(\.probability),
      errors: branches.map(\.error))
  }
}

extension FittedTreeCascade.Stage {
  /// Whether every row is drawn from one and the same leaf.
  var hasOneLaw: Bool { leaves.leafCount == 1 && formula == nil && lookup == nil && laws.isEmpty }
}
