import Tables

/// A rare event as a draw of a known size has it, for messages.
package struct DrawnRareEvent: Equatable, Sendable {
  package var event: RareEventRecipe
  /// The share of drawn rows it gets.
  package var targetShare: Double
  /// Its rows among the rows asked for.
  package var rows: UInt64
  /// The share of draws of the joint model that suit it; 1 where none had to be drawn again. nil: not looked at.
  package var acceptance: Double?

  /// Fewer real rows than this tell little of what else is typical of the event.
  package static let advisedSupport = 20
  /// Below it, drawing is noticeably slower than without the event.
  package static let advisedAcceptance = 0.02
}

extension Synthesizer {
  /// The rare events with what they get in the rows of `range`; empty where the recipe has none.
  package func rareEvents(in range: Range<UInt64>) -> [DrawnRareEvent] {
    guard let strata else { return [] }
    let (before, after) = (
      strata.plan.sequence.counts(ofFirst: range.lowerBound), strata.plan.sequence.counts(ofFirst: range.upperBound)
    )
    return strata.events.enumerated().map { index, event in
      DrawnRareEvent(
        event: event, targetShare: strata.plan.targetShares[index + 1], rows: after[index + 1] - before[index + 1])
    }
  }

  /// As `rareEvents(in:)`, after drawing a few rows of every event to see whether they can be drawn at all.
  /// - Throws: `.rareEvent` for one that no draw of the joint model satisfies, `.rareTargets` where no row of no event is found.
  package func checkedRareEvents(in range: Range<UInt64>) throws(SynthesisError) -> [DrawnRareEvent] {
    var events = rareEvents(in: range)
    guard let shares = try strata?.acceptance(self) else { return events }
    for index in events.indices { events[index].acceptance = shares[index + 1] }
    return events
  }
}

extension Recipe {
  /// The recipe with other targets for events it has; conditions are compared by their canonical text.
  /// - Throws: `.rareEvent` for an event that the recipe does not have: what is not fitted cannot be drawn.
  package func retargeted(_ events: [RareEvent]) throws(SynthesisError) -> Recipe {
    var recipe = self
    for event in events {
      let when = try event.canonical.when
      guard let place = recipe.placeOfRareEvent(when) else {
        let known =
          rare.isEmpty ? "the recipe has none" : "the recipe has " + rare.map { "'\($0.when)'" }.joined(separator: ", ")
        let reason =
          "is not in the recipe (\(known)); a new event needs a fit: rowsmith fit TABLE --rare '\(event.when) : \(event.target)'"
        throw SynthesisError(.rareEvent(when: when, reason: reason))
      }
      recipe.rare[place].target = event.target
    }
    return recipe
  }
}

extension Recipe {
  /// A draw as large as the source, or as its numbers of rare rows need.
  package var totalForItsEvents: UInt64 {
    let counted = rare.reduce(UInt64(0)) { sum, event in
      guard case .rows(let rows) = event.target else { return sum }
      return sum.addingReportingOverflow(rows).overflow ? .max : sum + rows
    }
    let source = UInt64(max(1, source.rows))
    let shares = rare.reduce(0.0) { sum, event in
      if case .rows = event.target { sum } else { sum + event.targetShare(ofTotal: source) }
    }
    let needed = (Double(counted) / max(1e-9, 1 - shares)).rounded(.up)
    return needed < 1e15 ? max(source, UInt64(max(0, needed)) + (counted > 0 ? 1 : 0)) : source
  }
}
