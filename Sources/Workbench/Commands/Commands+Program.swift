import Screen

extension Commands {
  static let programCommands: [Command] = [
    Command("help", ["?", "<f1>"], .program, title: "help", help: "Lists every key and command; Enter runs one.") {
      state, _ in state.open(.list(ListLayer(.help).placed(in: state)))
    },
    Command(
      "palette", [":", "^p"], .program, title: "commands", help: "Finds a command by a few of its letters and runs it."
    ) { state, _ in state.open(.list(ListLayer(.palette))) },
    Command(
      "quit", ["q"], .program, title: "quit",
      help:
        "Back from the editor, the start screen or the tutorial, else leaves; asks first when the recipe is not saved."
    ) {
      state, _ in
      if state.view == WorkbenchState.editorView { return state.show("columns") }
      if state.view == WorkbenchState.startView, state.isOpen { return state.show("columns") }
      if state.shownTutorial != nil { return state.leaveTutorial() }
      // Where another program holds the session there is nothing of ours to save.
      guard state.hasUnsavedRecipe, state.otherProgram == nil else { return state.leave(status: 0) }
      return state.open(.quitGuard)
    },
    Command(
      "cancel", ["^c"], .program, title: "cancel",
      help: "Stops the running job; twice in a row it leaves with status 130, the session kept."
    ) { state, _ in state.interrupt() },
    Command("show-jobs", ["gj"], .program, title: "jobs", help: "Lists the work that is going on.") { state, _ in
      state.open(.list(ListLayer(.jobs)))
    },
    Command(
      "show-messages", ["gm"], .program, title: "messages", help: "Lists what the status line has said, the last first."
    ) { state, _ in state.open(.list(ListLayer(.messages))) },
    Command("suspend", ["^z"], .program, title: "suspend", help: "Gives the terminal back to the shell; fg returns.") {
      state, _ in state.start(.suspend, in: .terminal, title: "")
    },
    Command("repaint", ["^l"], .program, title: "repaint", help: "Draws every cell of the screen again.") { state, _ in
      state.start(.repaint, in: .terminal, title: "")
    },
    Command(
      "reload", ["<f5>"], .program, title: "reload",
      help: "Reads the file again and fits the design that is there to its rows.", isUndoable: true, fits: .model,
      isAvailable: { $0.watch != nil && $0.table != nil }
    ) { state, _ in state.reload() },
    Command(
      "press", [], .program, title: "keys", help: "Presses keys, for sessions: jj<ret>.",
      arguments: [CommandArgument("KEYS")]
    ) { (state, arguments) throws(CommandError) in
      guard let keys = Key.parse(arguments.first ?? "") else { throw CommandError("not a key script") }
      return keys.prefix(1000).flatMap { state.update(.event(.key($0))) }
    },
  ]
}

extension WorkbenchState {
  mutating func leave(status: Int32) -> [Effect] {
    exitStatus = status
    return []
  }

  /// What goes on without anybody having asked for it.
  static let quietSlots: Set<Slot> = [
    .autosave, .watch, .nextKeys, .editor, .preview, .click, .startLists, .folder, .quiet, .editing,
  ]

  /// `^c`: stops work; the second time in a row leaves.
  mutating func interrupt() -> [Effect] {
    if wasInterrupted { return leave(status: 130) }
    wasInterrupted = true
    if stopReading() { return say(.note, "stopped reading, what was read is kept; ^c again leaves, q quits") }
    let quiet = Self.quietSlots
    let stopped = jobs.values.filter { !quiet.contains($0.ticket.slot) }.map(\.title).sorted()
    jobs = jobs.filter { quiet.contains($0.key) }
    isReloading = false
    (script, waitingCommands, models.queue, pendingFit) = ([], [], [], nil)
    return say(.note, (stopped.first.map { "stopped \($0); " } ?? "") + "^c again leaves, q quits")
  }
}
