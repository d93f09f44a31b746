import ArgumentParser
import Files
import StrictYAML

/// From arguments to an exit status: parses, runs, and says what went wrong in one line.
enum CommandLineEntry {
  static func run(_ arguments: [String]) -> Int32 {
    do {
      try refuseMistypedCommand(arguments)
      var command = try parsed(arguments)
      try command.run()
      return ExitStatus.done.rawValue
    } catch {
      return end(with: error)
    }
  }

  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    try RowsmithCommand.parseAsRoot(arguments)
  }

  /// Reports and gives the status. Errors of the argument parser are usage errors; its other "errors" are the answers to
  /// `--help`, `--version` and the like.
  private static func end(with error: any Error) -> Int32 {
    if isEngineError(error) { return report(CommandFailure(error)) }
    if RowsmithCommand.exitCode(for: error).isSuccess { return answer(RowsmithCommand.fullMessage(for: error)) }
    return report(CommandFailure(.usage, usageSentence(for: error)))
  }

  private static func isEngineError(_ error: any Error) -> Bool {
    let module = String(reflecting: type(of: error)).prefix { $0 != "." }
    return module != "ArgumentParser"
  }

  private static func answer(_ text: String) -> Int32 {
    do {
      try StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
      return ExitStatus.done.rawValue
    } catch {
      return report(CommandFailure(error))
    }
  }

  private static func report(_ failure: CommandFailure) -> Int32 {
    if failure.isLaidOut {
      StandardError.write(failure.message.hasSuffix("\n") ? failure.message : failure.message + "\n")
    } else if !failure.message.isEmpty {
      StandardError.line("rowsmith: \(failure.message)")
    }
    return failure.status == .interrupted ? Interruption.status ?? failure.status.rawValue : failure.status.rawValue
  }

  /// The parser's sentence on one line.
  private static func usageSentence(for error: any Error) -> String {
    let lines = RowsmithCommand.message(for: error).split(whereSeparator: \.isNewline)
    return lines.map { $0.drop { $0 == " " } }.joined(separator: " ") + " (see rowsmith --help)"
  }

  /// The default command takes a file, so a mistyped command would be reported as a missing file.
  private static func refuseMistypedCommand(_ arguments: [String]) throws(CommandFailure) {
    guard let word = arguments.first, !word.hasPrefix("-"), !word.contains("/"), !word.contains(".") else { return }
    let names = RowsmithCommand.commandNames
    guard !names.contains(word), !Folder.contains(word) else { return }
    guard let nearest = NearestName.of(word, among: names) else { return }
    throw CommandFailure(.usage, "no command and no file is called \(word); did you mean \(nearest)?")
  }
}
