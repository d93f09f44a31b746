import ArgumentParser

/// Runs a session without a terminal and compares what it shows with what it expects.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Run a session without a terminal and compare the screens it expects.",
    discussion: "Exit status 1 where a command could not be done or a screen differs; both screens are printed.")

  @Argument(help: "A session file or the name of a shipped session.") var session: String

  func run() throws {
    let verdict = try SessionSource(session).verdict()
    try StandardOutput.write(verdict.text)
    if !verdict.isAsExpected { throw CommandFailure(.no, "") }
  }
}
