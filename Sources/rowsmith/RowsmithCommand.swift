import ArgumentParser

/// The root of the command line. Each subcommand is one file.
struct RowsmithCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rowsmith",
    abstract: "A workbench for synthetic tables: open a CSV, see its synthetic twin, save the recipe, generate rows.",
    usage: """
      rowsmith [FILE | - | SESSION]
      rowsmith <subcommand> ...
      """,
    discussion: """
      Standard output carries data only; messages and progress go to standard error.

      Exit status: 0 done, 1 the answer is no, 2 usage, 3 input cannot be read, 4 recipe invalid or does not match, \
      5 output cannot be written, 70 internal error, 130 interrupted.
      """,
    version: "rowsmith 0.1.0",
    subcommands: [
      OpenCommand.self, InspectCommand.self, FitCommand.self, GenerateCommand.self, ConvertCommand.self,
      CheckCommand.self, ScoreCommand.self, ListCommand.self, DemoCommand.self, TutorialCommand.self,
      ReplayCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }
}
