import StrictYAML
import Tables

/// How rules are spelled in a recipe: each a line of text, or a mapping of the line and what was learned for it.
enum RecipeRules {
  /// Problems go to the reader, at the character where a line is wrong.
  static func rules(from value: YAMLValue, _ parameters: ParameterReading, columns: [String]?) -> [RuleRecipe]? {
    guard let members = value.list() else { return nil }
    let found = members.compactMap { rule(from: $0, parameters, columns: columns) }
    return found.count == members.count ? found : nil
  }

  private static func rule(from value: YAMLValue, _ reading: ParameterReading, columns: [String]?) -> RuleRecipe? {
    guard case .mapping = value.node else { return line(value, Parameters(), columns) }
    guard let mapping = value.mapping() else { return nil }
    let text = mapping.required("rule")
    let list = mapping.optional("learned")
    let parameters = list.map { reading.parameters(from: $0) } ?? Parameters()
    mapping.refuseUnknownKeys()
    guard let text, let parameters else { return nil }
    return line(text, parameters, columns)
  }

  private static func line(_ value: YAMLValue, _ parameters: Parameters, _ columns: [String]?) -> RuleRecipe? {
    guard let text = value.text() else { return nil }
    guard let columns else { return RuleRecipe(text: text, parameters: parameters) }
    do throws(ExpressionProblem) {
      return RuleRecipe(text: try Rule(parsing: text, columns: columns).description, parameters: parameters)
    } catch {
      value.refuse(atCharacter: error.offset, "at character \(error.offset + 1) of the rule: \(error.reason)")
      return nil
    }
  }
}
