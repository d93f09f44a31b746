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
    guard let place = recipe.placeOfRareEvent(condition) else {
      throw CommandError(
        "no rare event is called \(condition); there are \(recipe.rare.map(\.when).joined(separator: ", "))")
    }
    var kept = recipe.rareEvents
    let gone = kept.remove(at: place)
    return try fit(kept, changing: recipe, title: "fitting without \(gone.when)")
  }

  private mutating func fit(_ events: [RareEvent], changing recipe: Recipe, title: String) throws(CommandError)
    -> [Effect]
  {
    guard real != nil else {
      guard events.isEmpty || events.count >= recipe.rare.count else { throw Self.oneOfSeveral }
      do throws(SynthesisError) {
        var next = try recipe.retargeted(events)
        if events.isEmpty { next.rare = [] }
        return change(to: next, label: Self.label(from: recipe, to: next) ?? "rare events")
      } catch { throw CommandError(error.description) }
    }
    var options = FitOptions(of: recipe)
    options.rare = events
    return fit(options, title: title)
  }

  private static let oneOfSeveral = CommandError(
    "one of several rare events can be cleared only where the table is open, as the joint model is fitted anew; "
      + "clear-rare alone clears all of them")

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
}
