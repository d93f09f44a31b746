import Screen
import Synthesis

extension Commands {
  private static let detailChoices = [
    Choice("auto", "by the size of the table"), Choice("11", "finest: closest to the table"), Choice("20", "fine"),
    Choice("50", "middling"), Choice("100", "coarse"), Choice("300", "coarsest: farthest from any row"),
  ]

  static let recipeCommands: [Command] = [
    Command(
      "redraw", ["R"], .recipe, title: "redraw", help: "Draws other rows, with the next seed.", isUndoable: true,
      isAvailable: { $0.recipe != nil }
    ) { state, _ in state.setSeed((state.recipe?.seed ?? 0) &+ 1) },
    Command(
      "seed", [], .recipe, title: "seed", help: "Draws with this seed: the same seed gives the same rows.",
      arguments: [CommandArgument("NUMBER")], isUndoable: true, isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in
      guard let seed = UInt64(arguments.first ?? "") else {
        throw CommandError("\(arguments.first ?? "") is no seed; expected a whole number from 0")
      }
      return state.setSeed(seed)
    },
    Command(
      "rows", [], .recipe, title: "rows", help: "Draws so many rows for the preview.",
      arguments: [CommandArgument("COUNT")],
      isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in
      let text = arguments.first ?? ""
      guard let count = Int(text.filter { $0 != "," }), (1...WorkbenchState.mostRows).contains(count) else {
        throw CommandError("\(text) is no row count; expected 1 to \(Numbers.grouped(WorkbenchState.mostRows))")
      }
      state.wantedRows = count
      return state.draw()
    },
    Command(
      "model", [], .recipe, title: "model", help: "Fits another joint model: how columns move together.",
      arguments: [CommandArgument("NAME", choices: { _ in JointModels.all.map { Choice($0.name, $0.summary) } })],
      isUndoable: true, fits: .model, isAvailable: { $0.recipe != nil && $0.real != nil }
    ) { (state, arguments) throws(CommandError) in try state.chooseModel(arguments.first ?? "") },
    Command(
      "detail", [], .recipe, title: "detail",
      help:
        "How many rows a leaf of the tree cascade holds: few follow the table closely, many keep away from its rows.",
      arguments: [CommandArgument("ROWS", choices: { _ in detailChoices })],
      isUndoable: true, fits: .model, isAvailable: { $0.recipe?.model.name == TreeCascadeModel.name && $0.real != nil }
    ) { (state, arguments) throws(CommandError) in try state.chooseDetail(arguments.first ?? "") },
    Command(
      "undo", ["u"], .recipe, title: "undo", help: "Takes back the last change of the recipe.",
      isAvailable: { !$0.history.undoSteps.isEmpty }
    ) { state, _ in state.stepBack() },
    Command(
      "redo", ["^r"], .recipe, title: "redo", help: "Does again what was taken back.",
      isAvailable: { !$0.history.redoSteps.isEmpty }
    ) { state, _ in state.stepForward() },
    Command(
      "show-history", ["U"], .recipe, title: "history",
      help: "Lists the changes of the recipe; Enter goes back to one.",
      isAvailable: { !$0.history.undoSteps.isEmpty }
    ) { state, _ in state.open(.list(ListLayer(.history))) },
    Command(
      "undo-steps", [], .recipe, title: "undo", help: "Takes back several changes.",
      arguments: [CommandArgument("COUNT")],
      isAvailable: { !$0.history.undoSteps.isEmpty }
    ) { (state, arguments) throws(CommandError) in
      guard let count = Int(arguments.first ?? ""), count > 0 else { throw CommandError("expected a number of steps") }
      return state.stepBack(count)
    },
    Command(
      "save", ["s", "^s"], .recipe, title: "save",
      help: "Saves the recipe; the first time it asks for name and folder.",
      isAvailable: { $0.recipe != nil }
    ) { state, _ in state.save() },
    Command(
      "save-as", ["S"], .recipe, title: "save as", help: "Saves the recipe under another name.",
      isAvailable: { $0.recipe != nil }
    ) { state, _ in state.askForName() },
    Command(
      "save-recipe", [], .recipe, title: "save", help: "Saves the recipe to this path if it is free.",
      arguments: [CommandArgument("PATH")], isAvailable: { $0.recipe != nil }
    ) { state, arguments in state.save(to: arguments.first ?? "", replacesExisting: false) },
  ]
}
