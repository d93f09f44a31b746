import Screen
import Synthesis

extension Commands {
  static let editorCommands: [Command] = [
    Command(
      "open-editor", ["<ret>", "e"], .editor, in: ["columns"], title: "edit",
      help: "Opens the selected column: generators by fit, parameters, tails, and charts that follow every key.",
      isAvailable: { $0.canFitColumn }
    ) { state, _ in state.openEditor() },
    Command(
      "next-column", ["]"], .editor, in: ["columns", "editor"], title: "column",
      help: "To the next column, the editor still open."
    ) { state, _ in state.editNext(1) },
    Command(
      "previous-column", ["["], .editor, in: ["columns", "editor"], title: "column",
      help: "To the previous column, the editor still open.", opposite: "next-column"
    ) { state, _ in state.editNext(-1) },
    Command(
      "lower-value", ["h", "<left>"], .editor, in: ["editor"], title: "adjust", help: "Lowers the value by a step.",
      isUndoable: true, isShorthand: true, opposite: "raise-value", isAvailable: { $0.isEditing }
    ) { state, _ in state.adjust(by: -1) },
    Command(
      "raise-value", ["l", "<right>"], .editor, in: ["editor"], title: "raise", help: "Raises the value by a step.",
      isUndoable: true, isShorthand: true, isAvailable: { $0.isEditing }
    ) { state, _ in state.adjust(by: 1) },
    Command(
      "lower-value-far", ["H"], .editor, in: ["editor"], title: "ten steps", help: "Lowers the value by ten steps.",
      isUndoable: true, isShorthand: true, opposite: "raise-value-far", isAvailable: { $0.isEditing }
    ) { state, _ in state.adjust(by: -10) },
    Command(
      "raise-value-far", ["L"], .editor, in: ["editor"], title: "raise far", help: "Raises the value by ten steps.",
      isUndoable: true, isShorthand: true, isAvailable: { $0.isEditing }
    ) { state, _ in state.adjust(by: 10) },
    Command(
      "type-value", ["<ret>"], .editor, in: ["editor"], title: "type", help: "Types the value, or takes the generator.",
      isHeldBack: true,
      isAvailable: { $0.isEditing }
    ) { state, _ in state.typeValue() },
    Command(
      "auto-value", ["a"], .editor, in: ["editor"], title: "auto",
      help: "Sets the value back to the fitted one and unpins it.",
      isUndoable: true, isShorthand: true, isAvailable: { $0.isEditing }
    ) { state, _ in state.unpinField() },
    Command(
      "auto-parameters", ["A"], .editor, in: ["editor"], title: "auto all",
      help: "Sets one parameter of the column, or all of them, back to the fitted values.",
      arguments: [CommandArgument("NAME", isOptional: true, choices: { $0.parameterChoices })], isUndoable: true,
      fits: .column, isAvailable: { $0.canFitColumn }
    ) { (state, arguments) throws(CommandError) in try state.unpin(arguments.first) },
    Command(
      "set-parameter", [], .editor, title: "parameter",
      help: "Sets a parameter of the column's generator, or its missing share, and pins it: set-parameter mean 3.72.",
      arguments: [CommandArgument("NAME", choices: { $0.parameterChoices }), CommandArgument("VALUE")],
      isUndoable: true, isAvailable: { $0.recipeColumn($0.selection) != nil }
    ) { (state, arguments) throws(CommandError) in try state.setParameter(arguments[0], to: arguments[1]) },
    Command(
      "set-share", [], .editor, title: "share",
      help: "Sets the share of a level, the others in proportion: set-share 20% web.",
      arguments: [CommandArgument("SHARE"), CommandArgument("LEVEL", choices: { $0.levelChoices })], isUndoable: true,
      isAvailable: { $0.recipeColumn($0.selection) != nil }
    ) { (state, arguments) throws(CommandError) in try state.setShare(of: arguments[1], to: arguments[0]) },
    Command(
      "set-tail", [], .editor, title: "tail",
      help: "Says what numbers do beyond those seen: set-tail upper x2, or auto, none, bounded(100).",
      arguments: [
        CommandArgument("SIDE", choices: { _ in [Choice("upper"), Choice("lower")] }), CommandArgument("TAIL"),
      ], isUndoable: true, isAvailable: { $0.recipeColumn($0.selection) != nil }
    ) { (state, arguments) throws(CommandError) in try state.setTail(arguments[0], to: arguments[1]) },
    Command(
      "next-editor-chart", ["v"], .editor, in: ["editor"], title: "chart",
      help: "The next chart: density, log density, ECDF, QQ, upper tail, boxes, missing rows."
    ) { state, _ in state.showEditorChart(by: 1) },
    Command(
      "previous-editor-chart", ["V"], .editor, in: ["editor"], title: "chart", help: "The previous chart of the editor."
    ) { state, _ in state.showEditorChart(by: -1) },
  ]
}

extension WorkbenchState {
  var isEditing: Bool { view == Self.editorView && recipeColumn(selection) != nil }

  var parameterChoices: [Choice] {
    guard let column = recipeColumn(selection) else { return [] }
    return column.parameters.entries.filter(\.value.isScalar).map { Choice($0.name, EditorNumber.text($0.value)) }
      + [Choice(RecipeFitter.missingName, EditorNumber.percent(column.missingShare))]
  }

  var levelChoices: [Choice] {
    guard case .texts(let levels)? = recipeColumn(selection)?.parameters["levels"] else { return [] }
    return levels.map { Choice($0.string) }
  }
}
