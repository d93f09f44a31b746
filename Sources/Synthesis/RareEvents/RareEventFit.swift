import Tables

/// From the rare events a user asks for to what a recipe keeps of them and what a joint model learns from.
enum RareEventFit {
  static func fit(_ events: [RareEvent], to table: Table, privacy: PrivacySettings) throws(SynthesisError) -> (
    events: [RareEventRecipe], strata: Strata?
  ) {
    guard !events.isEmpty else { return ([], nil) }
    throw SynthesisError(.rareTargets(reason: "cannot be fitted yet"))
  }
}
