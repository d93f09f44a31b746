import Screen

extension Commands {
  static let recipeViewCommands: [Command] = [
    Command(
      "compare-recipe", ["d"], .recipeView, in: ["recipe"], title: "difference",
      help: "Shows setting by setting what differs from an earlier version or another recipe file.",
      arguments: [CommandArgument("VERSION", isOptional: true, choices: { $0.versionChoices })],
      isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in
      if let version = arguments.first { return try state.compareRecipe(with: version) }
      return state.open(.list(ListLayer(.versions)))
    },
    Command(
      "edit-recipe", ["E"], .recipeView, in: ["recipe"], title: "edit text",
      help: "Opens the recipe in your own editor (VISUAL, EDITOR); what you save there is one step of undo.",
      isHeldBack: true,
      isAvailable: { $0.recipe != nil }
    ) { state, _ in state.editRecipe() },
    Command(
      "search-recipe", ["/"], .recipeView, in: ["recipe"], title: "search",
      help: "Finds a line of the recipe; n and N go on to the next and the one before.",
      arguments: [CommandArgument("WORDS", isOptional: true)], isAvailable: { $0.recipeView.pages != nil }
    ) { state, arguments in
      if let words = arguments.first { return state.searchRecipe(words) }
      return state.open(.filter(FilterLayer(before: state.recipeView.search)))
    },
  ]
}
