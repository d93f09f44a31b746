import ArgumentParser
import Files

/// A shipped session: in the workbench on a terminal, as a batch job otherwise.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open a shipped session; without a terminal, run its job and print the agreement.")

  @Argument(help: "The session (see rowsmith list sessions).") var name = "penguins"
  @Flag(help: "Never open the workbench.") var headless = false

  func run() throws {
    let source = try SessionSource(name)
    guard headless || !StandardInput.isTerminal || !StandardOutput.isTerminal else {
      return try OpenCommand.parse([source.path]).run()
    }
    let result = source.replay()
    guard let read = result.table, let profile = result.profile, let recipe = result.recipe else {
      throw CommandFailure(.input, result.problems.first ?? "\(source.path): names no data")
    }
    for problem in result.problems { StandardError.line("note: " + problem) }
    try StandardOutput.write(HeadlessJob(table: read.table, profile: profile, recipe: recipe).report())
  }
}
