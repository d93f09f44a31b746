import StrictYAML
import Tables

/// Which rules a fit takes into the recipe.
enum RuleAdoption {
  static let mostRules = 60

  /// The recipe with the rules that were asked for. Its joint model need not be fitted yet.
  /// - Throws: where they cannot be read, or cannot be kept together.
  static func adding(_ asked: [String], to recipe: Recipe, real table: Table) throws(SynthesisError) -> Recipe {
    guard !asked.isEmpty else { return recipe }
    var own = recipe
    for text in asked { own.rules.append(try RecipeFitter.learned(text, own, table)) }
    try Synthesizer.checkPlan(of: own)
    return own
  }

  /// The recipe with the rules that it has, and with those that hold in every row of the table.
  ///
  /// A rule that was found is left out where it clashes with one before it, or where drawn rows show that it cannot be kept
  /// beside the others.
  /// - Throws: where one that was asked for cannot be kept.
  static func adopting(_ found: [FoundRule], in recipe: Recipe, real table: Table)
    throws(SynthesisError) -> Recipe
  {
    var own = recipe
    let first = own.rules.count
    for candidate in found where candidate.isExact && own.rules.count < first + mostRules && suits(candidate.rule, own)
    {
      guard !own.rules.contains(where: { ByteText($0.text) == ByteText(candidate.text) }),
        let learned = try? RecipeFitter.learned(candidate.text, own, table)
      else { continue }
      var next = own
      next.rules.append(learned)
      if (try? Synthesizer.checkPlan(of: next)) != nil { own = next }
    }
    return own.rules.isEmpty ? own : try proven(own, keeping: first)
  }

  /// Without the rules that drawn rows break, the first ones aside.
  private static func proven(_ recipe: Recipe, keeping first: Int) throws(SynthesisError) -> Recipe {
    var own = recipe
    while true {
      do throws(SynthesisError) {
        try Synthesizer(own, total: own.totalForItsEvents).checkRules(own)
        return own
      } catch {
        guard case .rules(let texts, _) = error.kind,
          let place = own.rules[first...].lastIndex(where: { texts.contains($0.text) })
        else { throw error }
        own.rules.remove(at: place)
      }
    }
  }

  /// Columns whose values must not come from the table, and such that are unlike it anyway, take no rule by themselves.
  private static func suits(_ rule: Rule, _ recipe: Recipe) -> Bool {
    let known = Set(recipe.columns.map(\.name))
    let columns = rule.columns(among: known).compactMap { recipe.column(named: $0) }
    if case .unique = rule {
      return columns.allSatisfy { $0.generator == IdentifierGenerator.name || $0.generator == SequenceGenerator.name }
    }
    if case .missingTogether = rule { return columns.allSatisfy { $0.missingShare < 1 } }
    return columns.allSatisfy { column in
      column.missingShare < 1 && column.personalData == nil && (try? Synthesizer.restore(column))?.isMarginal == true
    }
  }
}
