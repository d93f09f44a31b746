import Statistics
import Tables

/// From the rare events a user asks for to what a recipe keeps of them and what a joint model learns from.
package enum RareEventFit {
  /// Strata are one bin each of a joint model, with one for no event.
  static let mostEvents = 200

  /// - Parameter whole: where `table` holds only some rows of a larger one, and those of events more often than others.
  /// - Throws: `.expression` for a condition that does not suit the table; `.rareEvent` for an event without support or with
  ///   fewer rows than k; `.rareTargets` where shares exceed 1.
  static func fit(_ events: [RareEvent], to table: Table, privacy: PrivacySettings, whole: RareRows? = nil)
    throws(SynthesisError) -> (
      events: [RareEventRecipe], strata: Strata?
    )
  {
    guard !events.isEmpty else { return ([], nil) }
    guard events.count <= mostEvents else {
      throw SynthesisError(.rareTargets(reason: "are \(events.count); expected at most \(mostEvents)"))
    }
    let k = max(1, privacy.k)
    var compiled: [(expression: Expression, predicate: Predicate)] = []
    for event in events { compiled.append(try compile(event, whole?.even ?? table, k: k)) }
    try refuseTwins(compiled.map(\.expression.description))
    let codes = codes(of: compiled.map(\.predicate), over: table)
    let counts = whole?.counts ?? Strata.rowCounts(codes, count: events.count + 1)
    let rowCount = counts.reduce(0, +)
    var recipes: [RareEventRecipe] = []
    for (index, event) in events.enumerated() {
      let (expression, predicate) = compiled[index]
      let support = counts[index + 1]
      let matches = support > 0 ? support : predicate.mask(over: table).reduce(0) { $1 ? $0 + 1 : $0 }
      try check(expression.description, support: support, matches: matches, k: k)
      let share = QuantileFunctionFit.rounded(Double(support) / Double(max(1, rowCount)), digits: 4)
      recipes.append(
        RareEventRecipe(
          when: expression.description, target: event.target, support: toldSupport(support, k: k), share: share,
          thresholds: predicate.thresholds))
    }
    let targets = RarePlan.sharesForFitting(recipes, rows: rowCount)
    try checkTargets(recipes, rows: rowCount)
    try checkRest(counts[0], leftShare: targets[0], k: k)
    var strata = Strata(codes: codes, targetShares: targets)
    strata.wholeCounts = whole?.counts
    return (recipes, strata)
  }

  /// The stratum of each row: the first of the predicates that it satisfies, from 1; 0 for none.
  static func codes(of predicates: [Predicate], over table: Table) -> [Int32] {
    codes(of: predicates, over: table.columns, rowCount: table.rowCount)
  }

  static func codes(of predicates: [Predicate], over columns: [Column], rowCount: Int) -> [Int32] {
    var codes = [Int32](repeating: 0, count: rowCount)
    for (index, predicate) in predicates.enumerated().reversed() {
      let mask = predicate.mask(over: columns, rowCount: rowCount)
      for row in mask.indices where mask[row] { codes[row] = Int32(index + 1) }
    }
    return codes
  }

  /// - Parameter table: what quantiles are taken from.
  static func compile(_ event: RareEvent, _ table: Table, k: Int) throws(SynthesisError) -> (
    expression: Expression, predicate: Predicate
  ) {
    do throws(ExpressionProblem) {
      let expression = try Expression(parsing: event.when)
      let predicate = try Predicate(expression, text: event.when, real: table, k: k)
      let explicit = expression.explicit(in: table)
      // Quotes make it longer, and what is stored must be read again.
      _ = try Expression(parsing: explicit.description)
      return (explicit, predicate)
    } catch { throw SynthesisError(.expression(error)) }
  }

  private static func refuseTwins(_ conditions: [String]) throws(SynthesisError) {
    var seen: Set<[UInt8]> = []
    for when in conditions where !seen.insert(Array(when.utf8)).inserted {
      throw SynthesisError(.rareEvent(when: when, reason: "is given twice"))
    }
  }

  /// The number of rows that a recipe tells: with 3 significant digits, as a count to the row would tell of single rows, and
  /// none below k.
  static func toldSupport(_ rows: Int, k: Int) -> Int {
    max(k, Int(QuantileFunctionFit.rounded(Double(rows), digits: 3)))
  }

  private static func check(_ when: String, support: Int, matches: Int, k: Int) throws(SynthesisError) {
    let reason: String
    switch support {
    case 0 where matches > 0: reason = "has no row of its own: every real row of it satisfies an earlier event"
    case 0: reason = "has no support: no real row satisfies it, so there is nothing to draw it from"
    case ..<k:
      reason = "rests on \(support) real rows; nothing in a recipe may rest on fewer than k = \(k)"
    default: return
    }
    throw SynthesisError(.rareEvent(when: when, reason: reason))
  }

  /// Numbers of rows are checked when the size of the draw is known.
  private static func checkTargets(_ events: [RareEventRecipe], rows: Int) throws(SynthesisError) {
    var recipe = Recipe(
      source: SourceFacts(name: "", rows: rows, columns: 0), seed: 0, privacy: PrivacySettings(),
      model: ModelRecipe(name: ""), columns: [])
    recipe.rare = events.filter { if case .rows(let wanted) = $0.target { wanted == 0 } else { true } }
    _ = try RarePlan(recipe, total: nil)
  }

  /// The rows of no event must be drawn from something too.
  private static func checkRest(_ rest: Int, leftShare: Double, k: Int) throws(SynthesisError) {
    guard rest < k, rest > 0 || leftShare > 1e-9 else { return }
    let left = RareTarget.percent(leftShare)
    throw SynthesisError(
      .rareTargets(
        reason: rest == 0
          ? "leave \(left) of the rows to no event, but every real row satisfies one; expected targets that add up to 100%"
          : "leave \(rest) real rows to no event; nothing in a recipe may rest on fewer than k = \(k)"))
  }
}
