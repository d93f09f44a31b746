import ArgumentParser

/// Runs a session without a terminal and compares what it shows with what it expects.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Run a session without a terminal and compare the screens it expects.")

  @Argument(help: "A session file or the name of a shipped session.") var session: String

  func run() throws { throw CommandFailure(.input, "sessions are not there yet") }
}
