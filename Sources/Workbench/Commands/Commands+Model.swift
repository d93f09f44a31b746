import Screen
import Synthesis

extension Commands {
  private static let here = ["model"]

  private static let detailChoices = [
    Choice("auto", "by the size of the table"), Choice("11", "finest: closest to the table"), Choice("20", "fine"),
    Choice("50", "middling"), Choice("100", "coarse"), Choice("300", "coarsest: farthest from any row"),
  ]

  static let modelCommands: [Command] = [
    Command(
      "model", [], .model, title: "model", help: "Fits another joint model: how columns move together.",
      arguments: [CommandArgument("NAME", choices: { _ in JointModels.all.map { Choice($0.name, $0.summary) } })],
      isUndoable: true, fits: .model, isAvailable: { $0.recipe != nil && $0.real != nil }
    ) { (state, arguments) throws(CommandError) in try state.chooseModel(arguments.first ?? "") },
    Command(
      "detail", [], .model, title: "detail",
      help:
        "How many rows a leaf of the tree cascade holds: few follow the table closely, many keep away from its rows.",
      arguments: [CommandArgument("ROWS", choices: { _ in detailChoices })],
      isUndoable: true, fits: .model, otherwise: "this joint model has no leaves; only the tree cascade has",
      isAvailable: { $0.recipe?.model.name == TreeCascadeModel.name && $0.real != nil }
    ) { (state, arguments) throws(CommandError) in try state.chooseDetail(arguments.first ?? "") },
    Command(
      "compare-models", ["c"], .model, in: here, title: "compare all",
      help: "Fits every joint model and scores it on rows held back, in the background; fits are kept.",
      isAvailable: { $0.recipe != nil && $0.real != nil }
    ) { state, _ in state.compareModels() },
    Command(
      "take-model", ["<ret>"], .model, in: here, title: "use", help: "Takes the selected joint model into the recipe.",
      isHeldBack: true,
      isAvailable: { $0.recipe != nil && $0.real != nil }
    ) { state, _ in state.run("model \(state.selectedModel)") },
    Command(
      "mark-model", ["<space>"], .model, in: here, title: "mark A/B",
      help: "Marks the selected model for the charts, or takes the mark away; the first mark is A."
    ) { state, _ in state.markModel() },
    Command(
      "next-pair", ["J"], .model, in: here, title: "pair", help: "Draws the next pair of columns, the worst first.",
      opposite: "previous-pair"
    ) { state, _ in state.showPair(by: 1) },
    Command(
      "previous-pair", ["K"], .model, in: here, title: "pair", help: "Draws the previous pair of columns."
    ) { state, _ in state.showPair(by: -1) },
    Command(
      "show-pair", [], .model, in: here, title: "pair", help: "Draws a pair of columns: show-pair amount × channel.",
      arguments: [
        CommandArgument("PAIR", choices: { $0.pairList.map { Choice("\($0.pair.first) × \($0.pair.second)") } })
      ]
    ) { (state, arguments) throws(CommandError) in
      let wanted = arguments.first ?? ""
      let pair = state.pairList.first {
        wanted == "\($0.pair.first) × \($0.pair.second)" || wanted == "\($0.pair.second) × \($0.pair.first)"
      }
      guard let pair else { throw CommandError("\(wanted) is no pair of compared columns") }
      state.models.pair = pair.pair
      return []
    },
    Command(
      "next-pair-chart", ["v"], .model, in: here, title: "chart",
      help: "Draws pairs of numbers as shades, as dots, or as the difference."
    ) { state, _ in
      let forms = PairForm.allCases
      let place = forms.firstIndex(of: state.models.form) ?? 0
      state.models.form = forms[(place + 1) % forms.count]
      return []
    },
    Command(
      "finer-detail", ["h", "<left>"], .model, in: here, title: "detail", help: "Smaller leaves of the tree cascade.",
      isHeldBack: true,
      opposite: "coarser-detail", otherwise: "this joint model has no leaves; only the tree cascade has",
      isAvailable: { $0.recipe?.model.name == TreeCascadeModel.name && $0.real != nil }
    ) { state, _ in state.turnDetail(by: -1) },
    Command(
      "coarser-detail", ["l", "<right>"], .model, in: here, title: "detail",
      help: "Larger leaves of the tree cascade: farther from any row.", isHeldBack: true,
      otherwise: "this joint model has no leaves; only the tree cascade has",
      isAvailable: { $0.recipe?.model.name == TreeCascadeModel.name && $0.real != nil }
    ) { state, _ in state.turnDetail(by: 1) },
  ]
}
