import Files
import Synthesis
import Tables

/// A file that is being filled with the blocks of a table.
struct TableOutput {
  let format: any TableFormat
  var target: TableTarget

  init(format: any TableFormat, target: TableTarget) {
    self.format = format
    self.target = target
    if target.path == "-", StandardOutput.isTerminal { self.target.filter = { TerminalText.safe($0) } }
  }

  /// - Parameter fill: appends the rows; what it leaves out after a signal does not matter.
  /// - Throws: `.output`, what `fill` throws, or `.interrupted` after a signal; the unfinished file is removed.
  func write(columns: [Column], fill: (any TableWriter) throws -> Void) throws(CommandFailure) {
    // Standard output has nothing to clean up: there the signal's default action is right.
    if target.path != "-" { Interruption.startListening() }
    let writer: any TableWriter
    do throws(TableError) { writer = try format.writer(to: target, columns: columns) } catch {
      throw CommandFailure(error)
    }
    for remark in writer.remarks { StandardError.line(remark) }
    do {
      try fill(writer)
      if Interruption.status == nil { return try writer.finish() }
    } catch {
      writer.abandon()
      guard Interruption.status == nil else { throw CommandFailure(.interrupted, "") }
      throw Self.failure(error)
    }
    writer.abandon()
    throw CommandFailure(.interrupted, "")
  }

  private static func failure(_ error: any Error) -> CommandFailure {
    switch error {
    // Not the reading of a table here, but the writing.
    case let error as SynthesisError: CommandFailure(.recipe, error.description)
    default: CommandFailure(error)
    }
  }

  /// The format by its name, or by the ending of the file.
  static func format(named name: String?, for path: String) -> (any TableFormat.Type)? {
    name.flatMap { TableFormats.named($0) } ?? TableFormats.forPath(path)
  }

  static let formatNames = TableFormats.all.map { $0.name }
}
