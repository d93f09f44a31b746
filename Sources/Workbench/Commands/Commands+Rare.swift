import Screen
import Synthesis

extension Commands {
  private static let here = ["rare"]

  static let rareCommands: [Command] = [
    Command(
      "rare", [], .rare, title: "rare event",
      help: "Sets how many rows an event is to have: rare fraud = 1 : 20%, or 500 rows, or x10.",
      arguments: [CommandArgument("EVENT")], isUndoable: true, fits: .model, isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in try state.setRareEvent(arguments.first ?? "") },
    Command(
      "retarget", [], .rare, title: "retarget",
      help: "Sets another target of an event that the recipe has, without fitting the joint model again.",
      arguments: [CommandArgument("EVENT")], isUndoable: true, fits: .model,
      otherwise: "the recipe has no rare event",
      isAvailable: { $0.recipe?.rare.isEmpty == false }
    ) { (state, arguments) throws(CommandError) in try state.retarget(arguments.first ?? "") },
    Command(
      "set-target", ["<ret>"], .rare, in: here, title: "target",
      help: "Asks for the target of the selected event; on a side effect it shows that column.", isHeldBack: true,
      isAvailable: { $0.recipe != nil }
    ) { state, _ in state.chooseInDesigner() },
    Command(
      "ask-target", [], .rare, title: "target", help: "Asks for the target of an event, offering this many percent.",
      arguments: [CommandArgument("PERCENT"), CommandArgument("CONDITION", choices: { $0.rareLineChoices })],
      isHeldBack: true,
      isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in
      guard arguments.count == 2, let percent = Double(arguments[0]), (0...100).contains(percent) else {
        throw CommandError("write it so: ask-target 20 CONDITION")
      }
      return state.askTarget(arguments[1], offering: percent / 100)
    },
    shiftTarget,
    adjusting("lower-target", ["h", "<left>"], by: -1, opposite: "raise-target"),
    adjusting("raise-target", ["l", "<right>"], by: 1, opposite: nil),
    adjusting("lower-target-far", ["H"], by: -5, opposite: "raise-target-far"),
    adjusting("raise-target-far", ["L"], by: 5, opposite: nil),
    Command(
      "balance-event", ["="], .rare, in: here, title: "balance",
      help: "Gives the selected event as many rows as there are rows of no event.", isHeldBack: true,
      isAvailable: { $0.canSetTargets }
    ) { state, _ in state.balanceSelectedEvent() },
    Command(
      "new-event", ["+"], .rare, in: here, title: "new",
      help: "Writes a condition over any columns, with the number of real rows that satisfy it.", isHeldBack: true,
      isAvailable: { $0.real != nil && $0.recipe != nil }
    ) { state, _ in state.writeEvent() },
    Command(
      "clear-event", ["d"], .rare, in: here, title: "clear", help: "Takes the target of the selected event away.",
      isHeldBack: true,
      otherwise: "this event has no target to clear",
      isAvailable: { $0.selectedRareLine.map { $0.event != nil || $0.candidate.form == .condition } ?? false }
    ) { state, _ in state.clearSelectedEvent() },
    Command(
      "clear-events", ["D"], .rare, in: here, title: "clear all", help: "Takes the targets of all events away.",
      isHeldBack: true,
      otherwise: "no event has a target",
      isAvailable: { $0.recipe?.rare.isEmpty == false }
    ) { state, _ in state.run("clear-rare") },
    Command(
      "clear-rare", [], .rare, title: "clear rare",
      help: "Takes the target of one rare event away, or of all.",
      arguments: [CommandArgument("CONDITION", isOptional: true, choices: { $0.rareEventChoices })], isUndoable: true,
      fits: .model, otherwise: "no event has a target",
      isAvailable: { $0.recipe?.rare.isEmpty == false }
    ) { (state, arguments) throws(CommandError) in try state.clearRareEvents(arguments.first) },
    Command(
      "weight-column", ["w"], .rare, in: here, title: "_weight",
      help: "Adds the column _weight to the rows, which undoes rare events in weighted means, or takes it away.",
      isUndoable: true, isAvailable: { $0.recipe != nil }
    ) { (state, _) throws(CommandError) in try state.toggleWeightColumn() },
    Command(
      "next-effect", ["J"], .rare, in: here, title: "column", help: "Draws the rows of the event in the next column.",
      opposite: "previous-effect", otherwise: "no side effect is listed",
      isAvailable: { !$0.sideEffects.isEmpty }
    ) { state, _ in state.showEffect(by: 1) },
    Command(
      "previous-effect", ["K"], .rare, in: here, title: "column",
      help: "Draws the rows of the event in the previous column.",
      otherwise: "no side effect is listed",
      isAvailable: { !$0.sideEffects.isEmpty }
    ) { state, _ in state.showEffect(by: -1) },
  ]

  private static func adjusting(_ name: String, _ keys: [Chord], by points: Int, opposite: String?) -> Command {
    let size = points.magnitude == 1 ? "one point" : "\(points.magnitude) points"
    let direction = points > 0 ? "more" : "less"
    return Command(
      name, keys, .rare, in: here, title: "±\(points.magnitude)%",
      help: "Gives the selected event \(size) \(direction) of the rows.", isHeldBack: true, opposite: opposite,
      isAvailable: { $0.canSetTargets }
    ) { state, _ in
      guard let when = state.selectedRareLine?.when else { return [] }
      return state.run("shift-target \(points) \(when)")
    }
  }

  static let shiftTarget = Command(
    "shift-target", [], .rare, title: "shift target",
    help: "Raises or lowers the share of an event by this many points: shift-target -5 fraud = 1.",
    arguments: [CommandArgument("POINTS"), CommandArgument("CONDITION", choices: { $0.rareLineChoices })],
    isHeldBack: true, fits: .model,
    isAvailable: { $0.recipe != nil }
  ) { (state, arguments) throws(CommandError) in
    guard let points = Int(arguments.first ?? ""), (-100...100).contains(points) else {
      throw CommandError("\(arguments.first ?? "") is no number of points; expected −100 to 100")
    }
    return state.shiftTarget(arguments.count > 1 ? arguments[1] : "", by: points)
  }
}
