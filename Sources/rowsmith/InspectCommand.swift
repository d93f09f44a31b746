import ArgumentParser
import Tables

/// What is in a file: how it was read, and every column with its kind and counts.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show how a file is read and what its columns hold.")

  @Argument(help: "The table, or - for standard input.")
  var file: String

  @Flag(help: "One JSON object on standard output. Holds no cell value unless --with-values.")
  var json = false

  @Flag(help: "Also quantiles, outliers and the most common levels of every column.")
  var full = false

  @Flag(help: "With --json: also the smallest, largest and most common values.")
  var withValues = false

  @Option(
    help: ArgumentHelp("Why this column is of its kind: counts, and what spoke against others.", valueName: "column"))
  var explain: String?

  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func validate() throws {
    if withValues && !json { throw ValidationError("--with-values belongs to --json") }
  }

  func run() throws {
    if let explain { return try self.explain(explain) }
    let table = try reading.profiledTable(file, sampleRows: ReadingFlags.fewRows) { $0.digestsCells = json }
    let report = InspectionReport(read: table.read, profile: table.profile)
    let text = json ? report.json(withValues: withValues) : report.text(full: full)
    try StandardOutput.write(text)
  }

  private func explain(_ column: String) throws {
    let report = ExplanationReport(explanation: try explanation(of: column))
    try StandardOutput.write(json ? report.json(withValues: withValues) : report.text)
  }

  private func explanation(of column: String) throws(CommandFailure) -> ColumnExplanation {
    if let (stream, found) = try reading.largeTable(file) {
      let columns = found.read.table.columns
      guard let index = columns.firstIndex(where: { $0.name == column }) else { throw unknown(column, columns) }
      do {
        return try stream.explanation(
          of: index, planned: found.columns[index], sample: columns[index], profile: found.profile.columns[index])
      } catch { throw CommandFailure(error) }
    }
    let read = try reading.readTable(file) { $0.explainedColumn = column }
    guard let explanation = read.report.explanation else { throw unknown(column, read.table.columns) }
    return explanation
  }

  private func unknown(_ column: String, _ columns: [Column]) -> CommandFailure {
    CommandFailure(.usage, UnknownName.sentence("column", column, known: columns.map(\.name)))
  }
}
