import Statistics
import StrictYAML
import Tables

/// From rows as the joint model drew them to rows that keep every rule: which steps, and in which order.
///
/// A step takes columns that are final already and settles those that it writes. What two rules want of one column, and rules
/// that need each other's result, are named before anything is fitted or drawn.
struct RowPlan: Sendable {
  let steps: [any RowStep]
  /// Rules that follow from the others, or do not: what they limit is settled by another rule. Drawn rows show it.
  let implied: [String]
  /// The parts that some step reads or writes.
  let parts: Set<Int>

  var isEmpty: Bool { steps.isEmpty }

  /// - Throws: `.formula`, `.formulaCycle`, `.rule`, `.rules`.
  init(_ recipe: Recipe, parts: [Synthesizer.Part], seed: RandomStream) throws(SynthesisError) {
    var builder = RowPlanBuilder(recipe, parts, seed)
    try builder.addFormulas()
    try builder.addRules()
    (steps, implied) = (try RowOrder.sorted(builder.steps, parts), builder.implied)
    self.parts = Set(steps.flatMap { $0.reads + $0.writes + $0.drawn })
  }

  /// The parts whose values must be drawn so that some of them come out as they will be.
  func needed(for wanted: Set<Int>) -> Set<Int> {
    var needed = wanted
    for step in steps.reversed() where !needed.isDisjoint(with: step.writes) {
      needed.formUnion(step.reads)
      needed.formUnion(step.drawn)
      needed.formUnion(step.writes)
    }
    return needed
  }

  func apply(to rows: inout PlannedRows) {
    for part in parts {
      guard var column = rows.columns[part], case .decimals = column.storage else { continue }
      // Rules hold for what is shown.
      column.storage = NumberSteps.rounded(column.storage, rows.parts[part].recipe)
      rows.columns[part] = column
    }
    rows.putBackGiven(parts)
    for step in steps {
      step.apply(to: &rows)
      rows.putBackGiven(step.writes)
    }
  }

  /// How many rows every step can serve.
  var leastCapacity: UInt64 { steps.compactMap(\.capacity).min() ?? .max }

  /// Fewer rows than the capacity of some step.
  func shortage(for rows: UInt64) -> (rule: String, capacity: UInt64)? {
    for step in steps {
      if let capacity = step.capacity, capacity < rows { return (step.names.first ?? "", capacity) }
    }
    return nil
  }
}

/// Sorts steps so that each comes behind those that it needs.
enum RowOrder {
  static func sorted(_ steps: [any RowStep], _ parts: [Synthesizer.Part]) throws(SynthesisError) -> [any RowStep] {
    // Other steps may go by the values they change; what is computed has none before.
    if let own = steps.first(where: { ($0 as? ComputedStep).map { $0.reads.contains($0.part) } ?? false }) {
      throw circle([own], parts)
    }
    var writers: [Int: [Int]] = [:]
    for (place, step) in steps.enumerated() { for part in step.writes { writers[part, default: []].append(place) } }
    var before = steps.enumerated().map { place, step -> Set<Int> in
      var own: Set<Int> = []
      for part in step.reads where !step.writes.contains(part) { own.formUnion(writers[part] ?? []) }
      for part in step.writes {
        for other in writers[part] ?? []
        where steps[other].phase < step.phase || steps[other].phase == step.phase && other < place {
          own.insert(other)
        }
      }
      own.remove(place)
      return own
    }
    for (place, step) in steps.enumerated() {
      for part in step.drawn { for other in writers[part] ?? [] where other != place { before[other].insert(place) } }
    }
    var (order, done): ([Int], Set<Int>) = ([], [])
    while order.count < steps.count {
      guard let next = steps.indices.first(where: { !done.contains($0) && before[$0].isSubset(of: done) }) else {
        throw cycle(steps, before, done, parts)
      }
      order.append(next)
      done.insert(next)
    }
    return order.map { steps[$0] }
  }

  /// What stands in a circle, by going back from step to step until one comes again.
  private static func cycle(
    _ steps: [any RowStep], _ before: [Set<Int>], _ done: Set<Int>, _ parts: [Synthesizer.Part]
  ) -> SynthesisError {
    var path: [Int] = []
    var place = steps.indices.first { !done.contains($0) } ?? 0
    while !path.contains(place) {
      path.append(place)
      place = before[place].subtracting(done).min() ?? place
    }
    return circle(path[(path.firstIndex(of: place) ?? 0)...].map { steps[$0] }, parts)
  }

  private static func circle(_ circle: [any RowStep], _ parts: [Synthesizer.Part]) -> SynthesisError {
    let formulas = circle.compactMap { $0 as? ComputedStep }
    if formulas.count == circle.count, formulas.allSatisfy({ !$0.isRule }), let first = formulas.first {
      let names = (formulas + [first]).map { parts[$0.part].recipe.name }
      return SynthesisError(.formulaCycle(names), column: names[0])
    }
    var names: [String] = []
    for name in circle.flatMap(\.names) where !names.contains(name) { names.append(name) }
    let reason = names.count == 1 ? "needs its own result" : "go round in a circle: each needs the result of another"
    return SynthesisError(.rules(names, reason: reason))
  }
}
