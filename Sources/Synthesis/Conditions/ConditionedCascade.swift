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
    /// Share of the model's rows that satisfy the branch, and its standard error.
    var probability = 1.0
    var error = 0.0
  }

  /// Particles walked together: what they hold stays in the processor's cache.
  private static let together = 4_096

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
    let numbers = rows.map { request.rows.lowerBound &+ UInt64($0) }
    var particles = ConditionedParticles(base, numbers: numbers, perRow: branch.perRow)
    base.draw(branch, into: &particles, stages: base.stages.count, stream: request.stream)
    let choices = request.stream.stream(named: "choice")
    for (index, row) in rows.enumerated() {
      // Without a particle left the row satisfies nothing, and its drawer asks again.
      let chosen = particles.chosen(row: index, uniform: choices.uniform(at: numbers[index])) ?? index
      for (place, stage) in base.stages.enumerated() {
        block.values[stage.column * block.rowCount + row] = particles.uniforms[place * particles.count + chosen]
      }
    }
  }
}

extension FittedTreeCascade {
  /// Draws the first stages of all particles.
  func draw(
    _ branch: ConditionedCascade.Branch, into particles: inout ConditionedParticles, stages count: Int,
    stream: RandomStream
  ) {
    if !stratumShares.isEmpty {
      let shares = [max(0, 1 - stratumShares.dropFirst().reduce(0, +))] + stratumShares.dropFirst()
      particles.setStrata(shares, expected: branch.ofStrata, stream: stream.stream(named: "stratum"))
    }
    for place in 0..<count {
      let own = stream.stream(named: columns[stages[place].column])
      particles.advance(place, stages[place], branch.stages[place], stream: own)
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
  /// The leaf of a particle.
  @inline(__always)
  func leaf(at index: Int, of rows: CascadeRows, trees: RandomStream, number: UInt64) -> Int {
    let root =
      tree.roots.count == 1 ? tree.roots[0] : tree.roots[Int(trees.bits(at: number) % UInt64(tree.roots.count))]
    return tree.nodes.withUnsafeBufferPointer { nodes in
      rows.codes.withUnsafeBufferPointer { codes in
        var node = nodes[Int(root)]
        while node.feature >= 0 {
          let code = codes[Int(node.feature) &* rows.rowCount &+ index]
          let goesLeft = node.isSet ? tree.sets[Int(node.threshold)].contains(code) : UInt16(code) <= node.threshold
          node = nodes[Int(goesLeft ? node.left : node.right)]
        }
        return Int(node.left)
      }
    }
  }
}
