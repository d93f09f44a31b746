/// A rule as a recipe keeps it: its line, and what was learned for the parts that it leaves free. No fact rests on fewer than k
/// rows.
package struct RuleRecipe: Equatable, Sendable {
  /// Canonical text.
  package var text: String
  /// The law of a gap, the values that belong together, the ranges of groups.
  package var parameters: Parameters

  package init(text: String, parameters: Parameters = Parameters()) {
    self.text = text
    self.parameters = parameters
  }
}

extension Recipe {
  var columnNames: [String] { columns.map(\.name) }

  /// - Throws: `.rule` for one that cannot be read.
  package func rule(_ own: RuleRecipe) throws(SynthesisError) -> Rule {
    do throws(ExpressionProblem) { return try Rule(parsing: own.text, columns: columnNames) } catch {
      throw SynthesisError(.rule(error))
    }
  }

  /// The rules that are about a column.
  package func rules(about column: String) -> [RuleRecipe] {
    let known = Set(columnNames)
    return rules.filter { own in
      (try? Rule(parsing: own.text, columns: columnNames))?.columns(among: known).contains(column) == true
    }
  }
}
