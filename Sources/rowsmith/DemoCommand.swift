import ArgumentParser

/// A shipped session: in the workbench on a terminal, as a batch job otherwise.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open a shipped session; without a terminal, run its job and print the agreement.")

  @Argument(help: "The session (see rowsmith list sessions).") var name = "penguins"
  @Flag(help: "Never open the workbench.") var headless = false

  func validate() throws {
    guard ShippedFiles.path(of: name, in: .sessions) == nil else { return }
    throw ValidationError(UnknownName.sentence("session", name, known: ShippedFiles.names(of: .sessions)))
  }

  func run() throws {
    guard let path = ShippedFiles.path(of: name, in: .sessions) else { return }
    if !headless, StandardInput.isTerminal, StandardOutput.isTerminal {
      let open = try OpenCommand.parse([path])
      return try open.run()
    }
  }
}
