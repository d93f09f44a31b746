import Screen

extension Commands {
  static let sessionCommands: [Command] = [
    Command(
      "start-screen", ["gs"], .session, title: "sessions",
      help: "Lists sessions to open again, tables, the tutorial and demos; what is open stays."
    ) { state, _ in state.showStart() },
    Command(
      "open-selected", ["<ret>"], .session, in: [WorkbenchState.startView], title: "open",
      help: "Opens the selected line."
    ) { state, _ in state.openSelected() },
    Command(
      "find-file", ["o"], .session, in: [WorkbenchState.startView], title: "file",
      help: "Asks for the path of a table, a recipe or a session and completes it."
    ) { state, _ in state.askForPath() },
    Command(
      "open-file", ["go"], .session, title: "open",
      help: "Opens another table, recipe or session, the session of this one kept; without a path it asks for one.",
      arguments: [CommandArgument("PATH", isOptional: true)]
    ) { state, arguments in
      arguments.first.map { state.open(file: $0) } ?? state.askForPath()
    },
    Command(
      "start-tutorial", ["t"], .session, in: [WorkbenchState.startView], title: "tutorial",
      help: "Eight steps in the real screens, with shipped data.",
      otherwise: "the table of the tutorial is not installed",
      isAvailable: { $0.tutorialPath != nil || $0.tutorial != nil }
    ) { state, _ in state.run("tutorial") },
    Command(
      "tutorial", [], .session, title: "tutorial",
      help: "Eight steps in the real screens, with shipped data; goes on where it was left.",
      otherwise: "the table of the tutorial is not installed",
      isAvailable: { $0.tutorialPath != nil || $0.tutorial != nil }
    ) { (state, _) throws(CommandError) in try state.enterTutorial() },
    Command(
      "leave-tutorial", [], .session, title: "leave tutorial", help: "Hides the steps of the tutorial.",
      otherwise: "no tutorial is shown",
      isAvailable: { $0.shownTutorial != nil }
    ) { state, _ in state.leaveTutorial() },
    Command(
      "demo", [], .session, title: "demo", help: "Opens a shipped session.",
      arguments: [CommandArgument("NAME", choices: { $0.demos.map { Choice($0.name, $0.title) } })],
      otherwise: "no demos are installed",
      isAvailable: { !$0.demos.isEmpty }
    ) { (state, arguments) throws(CommandError) in try state.openDemo(arguments.first ?? "") },
    Command(
      "recover-session", ["gr"], .session, title: "recover",
      help: "Takes up the session of this file that was kept and not saved.",
      otherwise: "no unsaved session of this file was kept",
      isAvailable: { $0.recovery != nil }
    ) { (state, _) throws(CommandError) in try state.recover() },
    Command(
      "save-session", [], .session, title: "save session",
      help: "Saves data file, recipe, commands and view under a name, to be opened again from the start screen.",
      arguments: [CommandArgument("NAME")], isAvailable: { $0.recipe != nil }
    ) { (state, arguments) throws(CommandError) in try state.saveSession(arguments.first ?? "") },
  ]
}
