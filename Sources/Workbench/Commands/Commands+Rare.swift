import Synthesis

extension Commands {
  static let rareCommands: [Command] = [
    Command(
      "weigh-column", ["w"], .column, title: "weigh",
      help: "Lists levels, tails and gaps of this column to set the share of.",
      isAvailable: { $0.canFitColumn }
    ) { state, _ in state.open(.list(ListLayer(.rareEvents))) },
    Command(
      "rare", [], .recipe, title: "rare event",
      help: "Sets how many rows an event is to have: rare fraud = 1 : 20%, or 500 rows, or x10.",
      arguments: [CommandArgument("EVENT")], isUndoable: true, isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in try state.setRareEvent(arguments.first ?? "") },
    Command(
      "clear-rare", [], .recipe, title: "clear rare",
      help: "Takes the target of one rare event away, or of all.",
      arguments: [CommandArgument("CONDITION", isOptional: true, choices: { $0.rareEventChoices })], isUndoable: true,
      isAvailable: { $0.recipe?.rare.isEmpty == false }
    ) { (state, arguments) throws(CommandError) in try state.clearRareEvents(arguments.first) },
  ]
}
