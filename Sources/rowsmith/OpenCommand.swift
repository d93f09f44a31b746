import ArgumentParser

/// Opens the workbench on a table or a session. Stub; the owner of the workbench replaces it.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the workbench (the default).")

  @Argument(help: ArgumentHelp("A table, a session, or - for standard input.", valueName: "file"))
  var file: String?

  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() throws { throw CommandFailure(.input, "the workbench is not there yet") }
}
