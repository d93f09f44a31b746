import Statistics
import Tables

/// Draws rows that satisfy a predicate, exactly, from the model's conditional law.
///
/// The predicate is taken apart into branches, each one condition per column. A row's branch is drawn by its probability, the
/// joint model draws the row within the branch's limits, and a row that satisfies c branches is kept with probability 1/c (the
/// union by sampling of Karp and Luby 1983), so that the union's law is exact. A row that is not kept, or that fails what limits
/// cannot say (a comparison of two columns), is drawn again with the random numbers of the next attempt, on its own: row i
/// depends on nothing but its number.
struct ConditionedDraw: Sendable {
  let text: String
  private let predicate: Predicate
  private let branches: [Predicate]
  private let limits: UniformLimits
  private let model: any FittedJointModel
  /// By branch: the share of the model's rows.
  private let probabilities: [Double]
  private let errors: [Double]
  /// The share of some of the model's own rows that satisfy the predicate, where the model knows no branch's; else nil.
  private let blindShare: Double?
  /// Whether a part is read by the predicate.
  private let isAsked: [Bool]
  /// Whether what the predicate reads depends on a part.
  private let isRead: [Bool]

  static let mostAttempts = 1_000

  /// - Throws: `.expression` for a condition that does not suit the columns, `.condition` for one that no row can satisfy.
  init(_ text: String, _ synthesizer: Synthesizer) throws(SynthesisError) {
    let parts = synthesizer.parts
    let shown = parts.filter { !$0.isHidden }
    do throws(ExpressionProblem) {
      let expression = try Expression(parsing: text)
      self.text = expression.description
      predicate = try Predicate(
        expression, text: text, drawn: shown.map { Synthesizer.emptyColumn($0.recipe, $0.generator) }
      ) { name, figure in
        shown.first { ByteText($0.recipe.name) == ByteText(name) }.flatMap { $0.figure(figure) }
      }
    } catch { throw SynthesisError(.expression(error)) }
    let found = Self.possible(predicate.branches, parts)
    let read = Set(predicate.columns.map { Array($0.utf8) })
    isAsked = parts.map { !$0.isHidden && read.contains(Array($0.recipe.name.utf8)) }
    let needed = synthesizer.plan.needed(for: Set(isAsked.places))
    isRead = parts.indices.map { needed.contains($0) }
    guard !found.isEmpty else {
      let reason =
        "cannot be satisfied: the recipe has no such values (values of fewer than k rows are pooled or left out)"
      throw SynthesisError(.condition(text: self.text, reason: reason))
    }
    let limits = UniformLimits(ofStratum: found.map(\.limits))
    let stream = synthesizer.stream.stream(named: "condition")
    let modelled = UniformLimits(
      ofStratum: found.map { $0.limits.filter { synthesizer.modelledNames.contains($0.key) } })
    let conditioned = synthesizer.model.conditioned(on: modelled, stream: stream)
    if let known = conditioned?.probabilities {
      // The model knows nothing of columns that take their own stream.
      let others = limits.measures(of: parts.filter { $0.modelled == nil }.map(\.recipe.name))
      probabilities = zip(known, others).map(*)
      errors = zip(conditioned?.errors ?? [], others).map(*)
      blindShare = nil
    } else {
      let rows = try synthesizer.unconditioned.rows(0..<UInt64(Self.blindRows))
      probabilities = Self.blindProbabilities(found.map(\.predicate), limits, parts, rows)
      errors = []
      blindShare = Self.share(predicate, of: rows)
    }
    guard probabilities.contains(where: { $0 > 0 }) else {
      let reason = "cannot be satisfied: no row of the joint model comes near it"
      throw SynthesisError(.condition(text: self.text, reason: reason))
    }
    branches = found.map(\.predicate)
    self.limits = limits
    model = conditioned?.model ?? synthesizer.model
  }

  /// By branch its share of a model's own rows. One that none of them is in has the product of what its columns are limited to,
  /// and no more than one row would be.
  private static func blindProbabilities(
    _ branches: [Predicate], _ limits: UniformLimits, _ parts: [Synthesizer.Part], _ rows: Table
  ) -> [Double] {
    zip(branches, limits.measures(of: parts.map(\.recipe.name))).map { branch, product in
      let share = share(branch, of: rows)
      return share > 0 ? share : min(product, 1 / Double(blindRows))
    }
  }

  private static func share(_ predicate: Predicate, of rows: Table) -> Double {
    Double(predicate.mask(over: rows).reduce(0) { $1 ? $0 + 1 : $0 }) / Double(max(1, rows.rowCount))
  }

  private static func possible(_ branches: [Predicate], _ parts: [Synthesizer.Part]) -> [(
    predicate: Predicate, limits: [String: UniformSet]
  )] {
    branches.compactMap { branch in
      var limits: [String: UniformSet] = [:]
      for part in parts {
        guard !part.isHidden, let condition = branch.allowed(part.recipe.name) else { continue }
        for (name, set) in part.limits(of: condition, among: parts) {
          if set.isEmpty { return nil }
          limits[name] = set
        }
      }
      return (branch, limits)
    }
  }

  // MARK: - Drawing

  /// The rows of a range; each satisfies the predicate.
  /// - Throws: `.condition` where a row cannot be drawn within the bound of attempts; `.stopped`.
  func rows(of synthesizer: Synthesizer, _ range: Range<UInt64>) throws(SynthesisError) -> AttemptedRows {
    let first = candidates(synthesizer, range, attempt: 0)
    var rows = AttemptedRows(range: range, uniforms: first.uniforms)
    var pending = first.isKept.indices.filter { !first.isKept[$0] }
    var attempt = 1
    while !pending.isEmpty {
      guard attempt < Self.mostAttempts else { throw unmet(range.lowerBound + UInt64(pending[0])) }
      if synthesizer.isStopped?() == true { throw SynthesisError(.stopped) }
      pending = redraw(pending, of: &rows, synthesizer, attempt: attempt)
      attempt += 1
    }
    return rows
  }

  private func unmet(_ number: UInt64) -> SynthesisError {
    let reason = "is too rare: none of \(Self.mostAttempts) attempts at row \(number) satisfies it"
    return SynthesisError(.condition(text: text, reason: reason))
  }

  /// - Returns: the rows that are still to be drawn.
  private func redraw(
    _ pending: [Int], of rows: inout AttemptedRows, _ synthesizer: Synthesizer, attempt: Int
  ) -> [Int] {
    var left: [Int] = []
    for run in StratifiedDraw.runs(pending) {
      let (start, end) = (pending[run.lowerBound], pending[run.upperBound - 1] + 1)
      let range = rows.range.lowerBound + UInt64(start)..<rows.range.lowerBound + UInt64(end)
      let drawn = candidates(synthesizer, range, attempt: attempt)
      for row in pending[run] {
        guard drawn.isKept[row - start] else {
          left.append(row)
          continue
        }
        rows.attempts[row] = Int32(attempt)
        for part in rows.uniforms.indices { rows.uniforms[part][row] = drawn.uniforms[part][row - start] }
      }
    }
    return left
  }

  private func candidates(_ synthesizer: Synthesizer, _ range: Range<UInt64>, attempt: Int) -> (
    uniforms: [[Double]], isKept: [Bool]
  ) {
    let stream = StratifiedDraw.stream(synthesizer, attempt: attempt)
    let codes = branchCodes(range, stream)
    var uniforms = synthesizer.uniforms(range, strata: codes, in: stream, model: model)
    for (index, part) in synthesizer.parts.enumerated() where isRead[index] && part.modelled == nil {
      limits.squeeze(&uniforms[index], of: part.recipe.name, strata: codes)
    }
    let drawn = uniforms
    let columns = synthesizer.planned(isAsked.places, range, uniforms: { drawn[$0][...] }) { index in
      let values = synthesizer.parts[index].generator.isMarginal ? synthesizer.stream : stream
      return synthesizer.column(index, range, in: values) { drawn[$0][...] }
    }
    return (uniforms, kept(columns, codes, range, stream))
  }

  /// The branch of each row, by the branches' probabilities.
  private func branchCodes(_ range: Range<UInt64>, _ stream: RandomStream) -> [Int32] {
    guard branches.count > 1 else { return Array(repeating: 0, count: range.count) }
    let total = probabilities.reduce(0, +)
    return stream.stream(named: "branch").uniforms(rows: range).map { uniform in
      var left = uniform * total
      for (branch, share) in probabilities.enumerated() {
        left -= share
        if left < 0 { return Int32(branch) }
      }
      return Int32(probabilities.lastIndex { $0 > 0 } ?? 0)
    }
  }

  private func kept(_ columns: [Column], _ codes: [Int32], _ range: Range<UInt64>, _ stream: RandomStream) -> [Bool] {
    var kept = predicate.mask(over: columns, rowCount: codes.count)
    guard branches.count > 1 else { return kept }
    let masks = branches.map { $0.mask(over: columns, rowCount: codes.count) }
    let chances = stream.stream(named: "union").uniforms(rows: range)
    for row in kept.indices where kept[row] {
      let satisfied = masks.reduce(0) { $1[row] ? $0 + 1 : $0 }
      kept[row] = masks[Int(codes[row])][row] && chances[row] * Double(satisfied) < 1
    }
    return kept
  }
}

extension ConditionedDraw {
  private static let (pilotRows, pilotAttempts, blindRows) = (256, 64, 16_384)

  /// What is to be expected of a draw, after drawing a few rows.
  /// - Throws: `.condition` where none of them satisfies the predicate.
  func outlook(_ synthesizer: Synthesizer) throws(SynthesisError) -> ConditionOutlook {
    var (accepted, drawn) = (0, 0)
    while accepted == 0, drawn < Self.pilotRows * Self.pilotAttempts {
      let attempt = drawn / Self.pilotRows
      let kept = candidates(synthesizer, 0..<UInt64(Self.pilotRows), attempt: attempt).isKept
      accepted += kept.reduce(0) { $1 ? $0 + 1 : $0 }
      drawn += Self.pilotRows
    }
    guard accepted > 0 else {
      let reason = "is too rare: none of \(drawn) rows drawn for it satisfies it"
      throw SynthesisError(.condition(text: text, reason: reason))
    }
    let acceptance = Double(accepted) / Double(drawn)
    if let share = blindShare {
      return ConditionOutlook(
        text: text, probability: share,
        error: (max(share, 1 / Double(Self.blindRows)) / Double(Self.blindRows))
          .squareRoot(), acceptance: acceptance)
    }
    let error = errors.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return ConditionOutlook(
      text: text, probability: min(1, probabilities.reduce(0, +) * acceptance), error: error * acceptance,
      acceptance: acceptance)
  }
}

/// What is known of a condition before rows are drawn.
package struct ConditionOutlook: Equatable, Sendable {
  /// The condition as canonical text.
  package var text: String
  /// The share of the model's rows that satisfy it, estimated, with its standard error.
  package var probability: Double
  package var error: Double
  /// The share of the rows drawn for it that need no further attempt.
  package var acceptance: Double
}

extension ConditionedDraw {
  func reads(_ part: Int) -> Bool { isRead[part] }
}

extension Synthesizer.Part {
  private static let midpoints = 4_096

  /// A figure of the values that the column is drawn with, in storage units; nil as `quantile(at:)`.
  func figure(_ figure: ColumnFigure) -> Double? {
    if case .quantile(let share) = figure { return quantile(at: share) }
    guard generator.isMarginal, recipe.missingShare < 1 else { return nil }
    let uniforms = (0..<Self.midpoints).map { (Double($0) + 0.5) / Double(Self.midpoints) }
    let numbers: [Double]
    switch UniformSearch(generator: generator).storage(at: uniforms) {
    case .integers(let values), .instants(let values): numbers = values.map(Double.init)
    case .decimals(let values): numbers = values
    case .levels, .text: return nil
    }
    let moments = ColumnQuantile.moments(of: numbers)
    return QuantileFunctionFit.rounded(figure == .mean ? moments.mean : moments.deviation, digits: 6)
  }

  /// The value below which a share of the values lies, in storage units; nil where values do not follow u or have no order.
  fileprivate func quantile(at share: Double) -> Double? {
    guard generator.isMarginal, recipe.missingShare < 1 else { return nil }
    let request = DrawRequest(rows: 0..<1, uniforms: [share], stream: RandomStream(seed: 0))
    switch generator.values(for: request) {
    case .integers(let values), .instants(let values): return values.first.map(Double.init)
    case .decimals(let values): return values.first
    case .levels, .text: return nil
    }
  }
}

extension Synthesizer {
  /// The same synthesizer, whose every row satisfies a condition: from the joint model's conditional law, in its real
  /// proportions whatever rare events the recipe has.
  /// - Throws: `.expression` for a condition that does not suit the columns, `.condition` for one that no row satisfies.
  package func conditioned(on text: String) throws(SynthesisError) -> (Synthesizer, ConditionOutlook) {
    var own = unconditioned
    let draw = try ConditionedDraw(text, own)
    let outlook = try draw.outlook(own)
    own.condition = draw
    return (own, outlook)
  }

  var unconditioned: Synthesizer {
    var own = self
    own.condition = nil
    return own
  }
}
