import ArgumentParser

/// Runs a session without a terminal and compares what it shows with what it expects.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Run a session without a terminal and compare the screens it expects.",
    discussion: "Exit status 1 where a command could not be done or a screen differs; both screens are printed.")

  @Argument(help: "A session file or the name of a shipped session.") var session: String

  @Flag(help: "Rewrite the session with the screens found; read them before you keep them.") var record = false

  func run() throws {
    let source = try SessionSource(session)
    if record { return try source.record() }
    let verdict = source.verdict()
    try StandardOutput.write(verdict.text)
    if !verdict.isAsExpected { throw CommandFailure(.no, "") }
  }
}
