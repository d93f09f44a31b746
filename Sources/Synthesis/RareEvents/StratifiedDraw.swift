import Statistics
import Tables

/// Draws rows that satisfy the rare event of their stratum, exactly.
///
/// A row whose values belong to another stratum than it was drawn for is drawn again with the random numbers of the next
/// attempt, on its own, so that row i depends on nothing but its number. A model that can keep within limits rarely needs it.
/// For other models, a row that was not met in 63 attempts has the uniforms of its event's columns moved into their limits.
struct StratifiedDraw: Sendable {
  let plan: RarePlan
  let rules: StratumRules
  let limits: UniformLimits
  let events: [RareEventRecipe]
  /// Whether a part is read by an event.
  private let isAsked: [Bool]
  /// Whether what an event reads depends on a part.
  private let isRead: [Bool]
  private let isLimited: [Bool]

  static let mostAttempts = 1000
  private static let squeezedFrom = 64

  /// nil where the recipe has no rare event.
  init?(_ recipe: Recipe, parts: [Synthesizer.Part], plan rules: RowPlan, total: UInt64?) throws(SynthesisError) {
    guard let plan = try RarePlan(recipe, total: total) else { return nil }
    self.plan = plan
    events = recipe.rare
    self.rules = try StratumRules(
      recipe.rare, columns: parts.filter { !$0.isHidden }.map { Synthesizer.emptyColumn($0.recipe, $0.generator) })
    let read = self.rules.columns
    isAsked = parts.map { !$0.isHidden && read.contains($0.recipe.name) }
    let asked = isAsked
    let needed = rules.needed(for: Set(parts.indices.filter { asked[$0] }))
    isRead = parts.indices.map { needed.contains($0) }
    var ofStratum: [[String: UniformSet]] = []
    for stratum in 0..<self.rules.strataCount {
      ofStratum.append(try Self.limits(of: stratum, self.rules, parts, isDrawn: plan.targetShares[stratum] > 0))
    }
    limits = UniformLimits(ofStratum: ofStratum)
    isLimited = parts.map { part in ofStratum.contains { $0[part.recipe.name] != nil } }
  }

  private static func limits(
    of stratum: Int, _ rules: StratumRules, _ parts: [Synthesizer.Part], isDrawn: Bool
  ) throws(SynthesisError) -> [String: UniformSet] {
    var limits: [String: UniformSet] = [:]
    for part in parts where !part.isHidden {
      guard let condition = rules.allowed(part.recipe.name, stratum: stratum) else { continue }
      let own = part.limits(of: condition, among: parts)
      guard own.allSatisfy({ !$0.set.isEmpty }) else {
        guard isDrawn else { continue }
        let reason =
          "cannot be drawn: the recipe's column '\(part.recipe.name)' has no such value "
          + "(values of fewer than k rows are pooled or left out)"
        throw Self.refused(rules, stratum, reason)
      }
      for (name, set) in own { limits[name] = set }
    }
    return limits
  }

  static func refused(_ rules: StratumRules, _ stratum: Int, _ reason: String) -> SynthesisError {
    guard stratum > 0 else {
      return SynthesisError(.rareTargets(reason: "leave rows of no event, of which one \(reason)"))
    }
    return SynthesisError(.rareEvent(when: rules.conditions[stratum - 1], reason: reason))
  }

  /// The rows of a range, each with the uniforms that satisfy its stratum.
  func rows(of synthesizer: Synthesizer, _ range: Range<UInt64>) throws(SynthesisError) -> StratifiedRows {
    try rows(of: synthesizer, range, strata: plan.sequence.codes(of: range))
  }

  private func rows(of synthesizer: Synthesizer, _ range: Range<UInt64>, strata: [Int32]) throws(SynthesisError)
    -> StratifiedRows
  {
    let first = candidates(synthesizer, range, strata, attempt: 0)
    var rows = AttemptedRows(range: range, uniforms: first.uniforms)
    var pending = strata.indices.filter { first.codes[$0] != strata[$0] }
    var attempt = 1
    while !pending.isEmpty {
      guard attempt < Self.mostAttempts else { throw unmet(pending[0], range, strata) }
      pending = redraw(pending, of: &rows, strata, synthesizer, attempt: attempt)
      attempt += 1
    }
    return StratifiedRows(strata: strata, drawn: rows)
  }

  private func unmet(_ row: Int, _ range: Range<UInt64>, _ strata: [Int32]) -> SynthesisError {
    let number = range.lowerBound + UInt64(row)
    let reason = "cannot be met in row \(number): none of \(Self.mostAttempts) draws of the joint model satisfies it"
    return Self.refused(rules, Int(strata[row]), reason)
  }

  /// - Returns: the rows that still belong to another stratum.
  private func redraw(
    _ pending: [Int], of rows: inout AttemptedRows, _ strata: [Int32], _ synthesizer: Synthesizer, attempt: Int
  ) -> [Int] {
    var left: [Int] = []
    for run in Self.runs(pending) {
      let (start, end) = (pending[run.lowerBound], pending[run.upperBound - 1] + 1)
      let range = rows.range.lowerBound + UInt64(start)..<rows.range.lowerBound + UInt64(end)
      let drawn = candidates(synthesizer, range, Array(strata[start..<end]), attempt: attempt)
      for row in pending[run] {
        guard drawn.codes[row - start] == strata[row] else {
          left.append(row)
          continue
        }
        rows.attempts[row] = Int32(attempt)
        for part in rows.uniforms.indices where isRead[part] || synthesizer.parts[part].modelled != nil {
          rows.uniforms[part][row] = drawn.uniforms[part][row - start]
        }
      }
    }
    return left
  }

  /// Pending rows near each other are drawn together: a row between them costs less than a call.
  static func runs(_ pending: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for index in pending.indices.dropFirst() where pending[index] - pending[index - 1] > 16 {
      runs.append(start..<index)
      start = index
    }
    runs.append(start..<pending.count)
    return runs
  }

  /// One attempt at the rows of a range, with the strata their values belong to.
  private func candidates(
    _ synthesizer: Synthesizer, _ range: Range<UInt64>, _ strata: [Int32], attempt: Int
  ) -> (uniforms: [[Double]], codes: [Int32]) {
    let stream = Self.stream(synthesizer, attempt: attempt)
    var uniforms = synthesizer.uniforms(range, strata: strata, in: stream)
    for (index, part) in synthesizer.parts.enumerated() where isLimited[index] {
      let isSqueezed = part.modelled == nil || !synthesizer.modelKeepsLimits && attempt >= Self.squeezedFrom
      if isSqueezed { limits.squeeze(&uniforms[index], of: part.recipe.name, strata: strata) }
    }
    let drawn = uniforms
    let columns = synthesizer.planned(isAsked.places, range, uniforms: { drawn[$0][...] }) { index in
      let values = synthesizer.parts[index].generator.isMarginal ? synthesizer.stream : stream
      return synthesizer.column(index, range, in: values) { drawn[$0][...] }
    }
    return (uniforms, rules.codes(over: columns, rowCount: strata.count))
  }

  static func stream(_ synthesizer: Synthesizer, attempt: Int) -> RandomStream {
    attempt == 0 ? synthesizer.stream : synthesizer.stream.stream(named: "attempt \(attempt)")
  }
}

extension StratifiedDraw {
  /// Draws some rows of every stratum, so that what cannot be is said before anything is written.
  /// - Returns: for each stratum the share of draws that suit it; nil where none are wanted.
  func acceptance(_ synthesizer: Synthesizer) throws(SynthesisError) -> [Double?] {
    var shares: [Double?] = []
    for stratum in 0..<rules.strataCount {
      shares.append(plan.targetShares[stratum] > 0 ? try acceptance(synthesizer, stratum) : nil)
    }
    return shares
  }

  private static let (pilotRows, pilotAttempts) = (256, 16)

  private func acceptance(_ synthesizer: Synthesizer, _ stratum: Int) throws(SynthesisError) -> Double {
    let strata = [Int32](repeating: Int32(stratum), count: Self.pilotRows)
    let range = 0..<UInt64(Self.pilotRows)
    for attempt in 0..<Self.pilotAttempts {
      let codes = candidates(synthesizer, range, strata, attempt: attempt).codes
      let accepted = codes.reduce(0) { $1 == Int32(stratum) ? $0 + 1 : $0 }
      if accepted > 0 { return Double(accepted) / Double(Self.pilotRows) / Double(attempt + 1) }
    }
    // The last resort may still meet it.
    _ = try rows(of: synthesizer, 0..<1, strata: [Int32(stratum)])
    return 0
  }
}

/// Rows whose uniforms satisfy their strata.
struct StratifiedRows {
  let strata: [Int32]
  var drawn: AttemptedRows
}

extension [Bool] {
  /// Where it is true.
  var places: [Int] { indices.filter { self[$0] } }
}

extension StratifiedDraw {
  func reads(_ part: Int) -> Bool { isRead[part] }
}

extension UniformLimits {
  /// Moves a column's uniforms into the limits of their rows' strata.
  func squeeze(_ uniforms: inout [Double], of column: String, strata: [Int32]) {
    let sets = ofStratum.map { $0[column] }
    for row in uniforms.indices {
      if let set = sets[Int(strata[row])] { uniforms[row] = set.squeezed(uniforms[row]) }
    }
  }

  /// By stratum the product of what some columns are limited to.
  func measures(of columns: [String]) -> [Double] {
    ofStratum.map { sets in columns.reduce(1) { $0 * (sets[$1]?.measure ?? 1) } }
  }
}
