import StrictYAML
import Tables

extension RecipeFitter {
  /// The recipe with one rule more, which learns of the real table what it leaves free. Nothing else is fitted again.
  /// - Throws: `.rule`; `.rules` where it clashes with others, or the recipe cannot keep it.
  package static func adding(rule text: String, to recipe: Recipe, real table: Table) throws(SynthesisError) -> Recipe {
    var changed = recipe
    let own = try learned(text, recipe, table)
    guard !recipe.rules.contains(where: { ByteText($0.text) == ByteText(own.text) }) else {
      throw SynthesisError(.rules([own.text], reason: "stands in the recipe already"))
    }
    changed.rules.append(own)
    try Synthesizer(changed, total: changed.totalForItsEvents).checkRules(changed)
    return changed
  }

  /// A rule with what it learns of a table.
  static func learned(_ text: String, _ recipe: Recipe, _ table: Table) throws(SynthesisError) -> RuleRecipe {
    let rule = try recipe.rule(RuleRecipe(text: text))
    let canonical = rule.description
    let parameters = try RuleLaws.learned(rule, table, text: canonical, k: recipe.privacy.k)
    return RuleRecipe(text: canonical, parameters: parameters)
  }

  /// The recipe without a rule.
  /// - Throws: `.rules` where it has no such rule.
  package static func removing(rule text: String, from recipe: Recipe) throws(SynthesisError) -> Recipe {
    guard let place = recipe.rules.firstIndex(where: { ByteText($0.text) == ByteText(text) }) else {
      let hint = NearestName.of(text, among: recipe.rules.map(\.text)).map { "; did you mean '\($0)'?" } ?? ""
      throw SynthesisError(.rules([text], reason: "is none of the recipe's\(hint)"))
    }
    var changed = recipe
    changed.rules.remove(at: place)
    return changed
  }

  /// How often a rule that may be added is broken in the real table.
  /// - Throws: `.rule` where it cannot be read.
  package static func count(rule text: String, in recipe: Recipe, real table: Table) throws(SynthesisError) -> RuleCount
  {
    let own = try learned(text, recipe, table)
    return try RuleCheck.count(
      try recipe.rule(own), own, over: table, figures: try RuleCheck.figures(of: recipe))
  }
}

extension Synthesizer {
  private static let pilotRows: UInt64 = 2_048

  /// Draws some rows and counts what breaks a rule: what follows from other rules must hold by itself, and only rows show it.
  /// - Throws: `.rules` with the first rule that does not hold.
  package func checkRules(_ recipe: Recipe) throws(SynthesisError) {
    guard !recipe.rules.isEmpty else { return }
    let rows = min(Self.pilotRows, plan.leastCapacity)
    let drawn = try everything.rows(0..<rows)
    for count in try RuleCheck.counts(recipe, over: drawn) where count.violations > 0 {
      let reason =
        plan.implied.contains(count.rule)
        ? "clashes with other rules that settle its columns: \(count.violations) of \(rows) drawn rows break it"
        : "cannot be kept together with the others: \(count.violations) of \(rows) drawn rows break it"
      throw SynthesisError(.rules([count.rule], reason: reason))
    }
  }
}
