import Screen
import Synthesis
import Tables

extension Commands {
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
      "rows", [], .recipe, title: "rows", help: "Draws this many rows for the preview.",
      arguments: [CommandArgument("COUNT")],
      isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in
      let text = arguments.first ?? ""
      let most = WorkbenchState.mostRows
      guard let count = RowCountText.rows(in: text.filter { $0 != "," }), count > 0 else {
        throw CommandError("\(text) is no row count; expected 1 to \(Numbers.grouped(most)), such as 500 or 10k")
      }
      guard count <= most else {
        throw CommandError(
          "the preview draws at most \(Numbers.grouped(most)) rows; save the recipe and run rowsmith generate -n \(text)"
        )
      }
      state.wantedRows = Int(count)
      return state.draw() + state.autosave()
    },
    Command(
      "undo", ["u"], .recipe, title: "undo", help: "Takes back the last change of the recipe.",
      otherwise: "nothing to undo",
      isAvailable: { !$0.history.undoSteps.isEmpty }
    ) { state, _ in state.stepBack() },
    Command(
      "redo", ["^r"], .recipe, title: "redo", help: "Does again what was taken back.",
      otherwise: "nothing to redo",
      isAvailable: { !$0.history.redoSteps.isEmpty }
    ) { state, _ in state.stepForward() },
    Command(
      "show-history", ["U", "gh"], .recipe, title: "history",
      help: "Lists the changes of the recipe; Enter goes back to one, or on to one that was taken back.",
      otherwise: "nothing was changed yet",
      isAvailable: { !$0.history.undoSteps.isEmpty || !$0.history.redoSteps.isEmpty }
    ) { state, _ in state.open(.list(ListLayer(.history).placed(in: state))) },
    Command(
      "undo-steps", [], .recipe, title: "undo", help: "Takes back several changes.",
      arguments: [CommandArgument("COUNT")],
      otherwise: "nothing to undo",
      isAvailable: { !$0.history.undoSteps.isEmpty }
    ) { (state, arguments) throws(CommandError) in
      state.stepBack(try steps(arguments))
    },
    Command(
      "redo-steps", [], .recipe, title: "redo", help: "Does again several changes that were taken back.",
      arguments: [CommandArgument("COUNT")],
      otherwise: "nothing to redo",
      isAvailable: { !$0.history.redoSteps.isEmpty }
    ) { (state, arguments) throws(CommandError) in
      state.stepForward(try steps(arguments))
    },
    Command(
      "save", ["s", "^s"], .recipe, title: "save",
      help: "Saves the recipe; the first time it asks for name and folder.", isHeldBack: true,
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

/// A number of changes.
private func steps(_ arguments: [String]) throws(CommandError) -> Int {
  guard let count = Int(arguments.first ?? ""), count > 0 else { throw CommandError("expected a number of steps") }
  return count
}
