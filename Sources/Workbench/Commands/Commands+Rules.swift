import Screen
import Synthesis

extension Commands {
  static let ruleCommands: [Command] = [
    Command(
      "write-formula", ["="], .rule, in: ["columns", "editor"], title: "formula",
      help: "Writes an expression that computes the selected column, or a new one, from the others of the row.",
      isHeldBack: true,
      isAvailable: { $0.recipeColumn($0.selection) != nil }
    ) { state, _ in state.writeFormula() },
    Command(
      "formula", [], .rule, title: "formula",
      help: "Computes a column from the others of the row: formula net = quantity * price.",
      arguments: [CommandArgument("FORMULA")], isUndoable: true, isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in try state.setFormula(arguments.first ?? "") },
    Command(
      "write-rule", ["n"], .rule, in: ["columns", "editor"], title: "rule",
      help: "Writes a rule that every synthetic row keeps, with the number of real rows that break it.",
      isHeldBack: true,
      isAvailable: { $0.real != nil && $0.recipe != nil }
    ) { state, _ in state.writeRule() },
    Command(
      "rule", [], .rule, title: "rule",
      help: "Adds a rule that every synthetic row keeps: rule start <= end. Nothing is fitted again.",
      arguments: [CommandArgument("RULE")], isUndoable: true, fits: .model, isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in try state.addRule(arguments.first ?? "") },
    Command(
      "remove-rule", [], .rule, title: "remove rule", help: "Takes a rule out of the recipe.",
      arguments: [CommandArgument("RULE", choices: { $0.ruleChoices })], isUndoable: true,
      otherwise: "the recipe has no rule",
      isAvailable: { $0.recipe?.rules.isEmpty == false }
    ) { (state, arguments) throws(CommandError) in try state.removeRule(arguments.first ?? "") },
  ]
}
