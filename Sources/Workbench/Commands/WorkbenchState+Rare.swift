import Evaluation
import Screen
import Synthesis
import Tables

extension WorkbenchState {
  /// Sets the target of an event, beside those there are; the joint model is fitted anew where the real table is at hand.
  mutating func setRareEvent(_ text: String) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    let event: RareEvent
    do throws(SynthesisError) { event = try RareEvent(parsing: text).canonical } catch {
      throw CommandError(error.description)
    }
    var events = recipe.rareEvents
    if let place = recipe.placeOfRareEvent(event.when) {
      guard events[place].target != event.target else {
        return say(.note, "\(event.when) has the target \(event.target) already")
      }
      events[place].target = event.target
    } else {
      events.append(event)
    }
    return try fit(events, changing: recipe, title: "fitting \(event.when)")
  }

  /// - Parameter condition: nil: all events.
  mutating func clearRareEvents(_ condition: String?) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    guard let condition else { return try fit([], changing: recipe, title: "fitting without rare events") }
    let wanted = (try? RareEvent(when: condition, target: .rows(1)).canonical.when) ?? condition
    let kept = recipe.rareEvents.filter { $0.when != wanted }
    guard kept.count < recipe.rare.count else {
      throw CommandError(
        "no rare event is called \(condition); there are \(recipe.rare.map(\.when).joined(separator: ", "))")
    }
    return try fit(kept, changing: recipe, title: "fitting without \(wanted)")
  }

  private mutating func fit(_ events: [RareEvent], changing recipe: Recipe, title: String) throws(CommandError)
    -> [Effect]
  {
    guard let real else {
      do throws(SynthesisError) {
        var next = recipe
        next.rare = next.rare.filter { event in events.contains { $0.when == event.when } }
        next = try next.retargeted(events)
        return change(to: next, label: Self.label(from: recipe, to: next) ?? "rare events")
      } catch { throw CommandError(error.description) }
    }
    var options = FitOptions(of: recipe)
    options.rare = events
    return start(.fit(FitOrder(real: real, options: options, base: Reference(recipe))), in: .model, title: title)
  }

  /// What changed in the rare events: `fraud = 1: 1.2% → 20%`; nil where nothing did.
  static func label(from old: Recipe, to new: Recipe) -> String? {
    let targets = Dictionary(old.rare.map { ($0.when, $0.target) }, uniquingKeysWith: { first, _ in first })
    if let event = new.rare.first(where: { targets[$0.when] != $0.target }) {
      let before = targets[event.when].map(\.description) ?? RareTarget.percent(event.share)
      let isWeak = event.support < DrawnRareEvent.advisedSupport
      return "\(event.when): \(before) → \(event.target)" + (isWeak ? ", from \(event.support) real rows only" : "")
    }
    let kept = Set(new.rare.map(\.when))
    let gone = old.rare.filter { !kept.contains($0.when) }
    guard let first = gone.first else { return nil }
    return gone.count == 1 ? "\(first.when): no target" : "no rare events"
  }

  // MARK: - Choices

  var rareEventChoices: [Choice] { recipe?.rare.map { Choice($0.when, "\($0.target)") } ?? [] }

  /// Events of the selected column, the rarest first: levels, tails, gaps.
  var rareEventLines: [ListLayer.Line] {
    rareConditions.map { condition, detail in
      let target = recipe?.rare.first { $0.when == condition }?.target
      return ListLayer.Line(
        title: condition, detail: target.map { "\(detail), target \($0)" } ?? detail, command: "rare \(condition) :",
        needsArgument: true, isMarked: target != nil)
    }
  }

  private var rareConditions: [(condition: String, detail: String)] {
    let column = Expression.column(selectedName).description
    var found = rareLevels.map { level, share in
      ("\(column) = \(Expression.literal(level))", "\(RareTarget.percent(share)) of the real rows")
    }
    if found.isEmpty, columnProfile(selection)?.numbers != nil {
      found = [
        ("> q(0.99)", "the top 1%"), ("> q(0.95)", "the top 5%"), ("< q(0.01)", "the lowest 1%"),
        ("< q(0.05)", "the lowest 5%"),
      ]
      .map { ("\(column) \($0)", $1) }
    }
    if let share = missingShare(selection), share > 0 {
      found.append(("\(column) is missing", "\(RareTarget.percent(share)) of the real rows"))
    }
    return found
  }

  /// The levels of the selected column, or the values of one of few, with their real shares.
  private var rareLevels: [(level: String, share: Double)] {
    if let profile = columnProfile(selection), !profile.levels.isEmpty {
      let rows = Double(max(1, profile.count))
      return profile.levels.reversed().map { ($0.text.string, Double($0.count) / rows) }
    }
    guard let distinct = columnProfile(selection)?.distinct, distinct <= Self.mostValues,
      case .integers(let numbers)? = realColumn(selection)?.storage
    else { return [] }
    return valueShares(of: numbers)
  }

  /// Numbers of so few values are listed value by value.
  private static let mostValues = 12

  private func valueShares(of numbers: [Int64]) -> [(level: String, share: Double)] {
    let missing = realColumn(selection)?.missing ?? []
    var counts: [(value: Int64, count: Int)] = []
    for (row, number) in numbers.enumerated() where missing.isEmpty || !missing[row] {
      if let place = counts.firstIndex(where: { $0.value == number }) {
        counts[place].count += 1
      } else {
        counts.append((number, 1))
      }
    }
    let rows = Double(max(1, numbers.count))
    return counts.sorted { ($0.count, $0.value) < ($1.count, $1.value) }.map {
      ("\($0.value)", Double($0.count) / rows)
    }
  }

  /// Whether a rare event reads the column.
  func hasRareEvent(_ index: Int) -> Bool {
    let name = columnName(index)
    return recipe?.rare.contains { $0.columns.contains(name) } == true
  }
}
