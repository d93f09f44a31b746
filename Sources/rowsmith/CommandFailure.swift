import Evaluation
import Files
import Glibc
import StrictYAML
import Synthesis
import Tables

/// Why a command ends early, with the status and the words for the user.
struct CommandFailure: Error, Equatable {
  var status: ExitStatus
  /// One line without the program's name, or several where they are already laid out; not yet safe for a terminal.
  /// Empty: nothing is said.
  var message: String
  /// The message is laid out in lines and already safe.
  var isLaidOut = false

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Finds the status for an error of the engine that no command has translated.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as TableError: self.init(error)
    case let problems as RecipeProblems: self.init(problems)
    case let error as EvaluationError: self.init(error)
    case let error as SynthesisError: self.init(.input, error.description)
    case let error as FileError: self.init(.input, error.description)
    default: self.init(.internalError, String(describing: error))
    }
  }

  /// - Parameters:
  ///   - source: what was being worked on, as the user named it.
  ///   - status: for all errors but those of rare events and conditions, which are the recipe's.
  init(_ error: SynthesisError, about source: String, otherwise status: ExitStatus) {
    switch error.kind {
    case .expression(let problem):
      let head = "rowsmith: \(source): character \(problem.offset + 1) of the condition: \(problem.reason)"
      let lines = [head] + problem.excerpt.map { "  " + $0 }
      self = .laidOut(.recipe, safe: lines.map(SafeText.visible).joined(separator: "\n"))
    case .rareEvent, .rareTargets, .condition, .parity, .given: self.init(.recipe, "\(source): \(error.description)")
    default: self.init(status, "\(source): \(error.description)")
    }
  }

  init(_ error: TableError) {
    switch error.kind {
    case .notWritten(let failure): self = .output(failure)
    case .cannotWrite: self.init(.output, error.description)
    default: self.init(.input, error.description)
    }
  }

  /// Tables that do not match are as a recipe that does not; a target that no column has is wrong usage.
  init(_ error: EvaluationError) {
    switch error.kind {
    case .tooFewRows: self.init(.input, error.description)
    case .missingColumns, .otherKind: self.init(.recipe, error.description)
    case .unknownTarget: self.init(.usage, error.description)
    case .boosting: self.init(.internalError, error.description)
    }
  }

  init(_ problems: RecipeProblems) { self = .laidOut(.recipe, safe: problems.description) }

  /// Several lines that are safe and complete already.
  static func laidOut(_ status: ExitStatus, safe text: String) -> CommandFailure {
    var failure = CommandFailure(status, text)
    failure.isLaidOut = true
    return failure
  }

  /// Several lines, each made safe here.
  static func laidOut(_ status: ExitStatus, lines: [String]) -> CommandFailure {
    laidOut(status, safe: lines.map { "rowsmith: " + SafeText.visible($0) }.joined(separator: "\n"))
  }

  /// A file could not be written. A reader that went away is no failure worth a word.
  static func output(_ error: FileError) -> CommandFailure {
    error.code == EPIPE ? CommandFailure(.closedPipe, "") : CommandFailure(.output, error.description)
  }
}
