import Screen
import Synthesis
import Tables

extension Commands {
  static let columnCommands: [Command] = [
    Command(
      "choose-generator", ["f"], .column, in: ["columns", "editor"], title: "generator",
      help: "Lists the generators for this column.", isHeldBack: true,
      isAvailable: { $0.canFitColumn }
    ) { state, _ in state.open(.list(ListLayer(.generators).placed(in: state))) },
    Command(
      "generator", [], .column, title: "generator", help: "Fits another generator to the selected column.",
      arguments: [CommandArgument("NAME", choices: { $0.generatorChoices + $0.fakeChoices })], isUndoable: true,
      fits: .column,
      isAvailable: { $0.canFitColumn }
    ) { (state, arguments) throws(CommandError) in try state.chooseGenerator(arguments.first ?? "") },
    Command(
      "choose-kind", ["t"], .column, in: ["columns", "editor"], title: "kind",
      help: "Lists the kinds that this column may be read as.", isHeldBack: true,
      isAvailable: { $0.canFitColumn }
    ) { state, _ in state.open(.list(ListLayer(.kinds).placed(in: state))) },
    Command(
      "kind", [], .column, title: "kind", help: "Reads the selected column as another kind.",
      arguments: [CommandArgument("KIND", choices: { _ in kindChoices })], isUndoable: true, fits: .model,
      isAvailable: { $0.canFitColumn }
    ) { (state, arguments) throws(CommandError) in try state.chooseKind(arguments.first ?? "") },
    Command(
      "drop-column", ["-"], .column, in: ["columns", "editor"], title: "drop",
      help: "Leaves the selected column out of the output, or takes it in.",
      isUndoable: true, isAvailable: { $0.recipeColumn($0.selection) != nil }
    ) { state, _ in state.toggleDrop() },
    Command(
      "weigh-column", ["w"], .column, in: ["columns", "editor"], title: "weigh",
      help: "Asks for the share of the range selected with the mouse, or lists levels, tails and gaps of this column.",
      isHeldBack: true,
      isAvailable: { $0.canFitColumn }
    ) { state, _ in
      state.weighRange() ?? state.openRareEvents()
    },
    Command(
      "filter-columns", ["/"], .column, in: ["columns", "rows"], title: "filter",
      help: "Shows only columns whose name holds the words; !word hides, kind:decimal asks for a kind.",
      arguments: [CommandArgument("WORDS", isOptional: true)], isAvailable: { $0.columnCount > 0 }
    ) { state, arguments in
      if let words = arguments.first { return state.setFilter(words) }
      return state.open(.filter(FilterLayer(before: state.filter)))
    },
    Command(
      "clear-filter", [], .column, title: "all columns", help: "Shows all columns again.",
      otherwise: "no filter is set",
      isAvailable: { !$0.filter.isEmpty }
    ) { state, _ in state.setFilter("") },
    Command(
      "sort-worst-first", ["W"], .column, in: ["columns"], title: "worst first",
      help: "Lists the columns by fit, the worst first, or in their own order again."
    ) { state, _ in
      state.isWorstFirst.toggle()
      state.showSelection()
      return state.say(.note, state.isWorstFirst ? "worst fit first" : "columns in their own order")
    },
  ]

  static let kindChoices: [Choice] = ColumnKind.allCases.map { Choice($0.rawValue, $0.explanation) }
}

extension ColumnKind {
  var explanation: String {
    switch self {
    case .integer: "whole numbers"
    case .decimal: "numbers with decimals"
    case .boolean: "yes and no, true and false, 0 and 1"
    case .categorical: "a few values that keep coming back"
    case .date: "days"
    case .time: "times of the day"
    case .datetime: "days with times"
    case .text: "texts that hardly ever repeat"
    case .identifier: "a key: every value once"
    }
  }
}
