import Screen

extension Commands {
  static let exportCommands: [Command] = [
    Command(
      "choose-export", ["x"], .export, title: "export",
      help: "Lists what can be written to a file: the screen, the chart, the drawn rows."
    ) { state, _ in state.open(.list(ListLayer(.exports))) },
    Command(
      "export", [], .export, title: "export",
      help:
        "Writes the screen, the chart or the drawn rows to a file that is not there yet: export chart-svg amount.svg.",
      arguments: [
        CommandArgument("WHAT", choices: { _ in ExportForm.allCases.map { Choice($0.rawValue, $0.summary) } }),
        CommandArgument("PATH", isOptional: true),
      ]
    ) { (state, arguments) throws(CommandError) in
      try state.export(arguments.first ?? "", to: arguments.count > 1 ? arguments[1] : nil)
    },
    Command(
      "record-screen", [], .export, title: "record",
      help: "Records the screen for asciinema, real cells masked; a second time ends the recording and writes it.",
      arguments: [CommandArgument("PATH", isOptional: true)]
    ) { state, arguments in state.toggleRecording(to: arguments.first) },
    Command(
      "copy", ["y"], .export, title: "copy",
      help: "Sends the recipe line, row or value under the cursor to the clipboard of the terminal (OSC 52)."
    ) { state, _ in state.copy() },
  ]
}
