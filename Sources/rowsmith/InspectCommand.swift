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

  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func validate() throws {
    if withValues && !json { throw ValidationError("--with-values belongs to --json") }
  }

  func run() throws {
    let read = try reading.readTable(file) { $0.digestsCells = json }
    guard let profile = Profiler.profile(read.table) else { throw CommandFailure(.interrupted, "") }
    let report = InspectionReport(read: read, profile: profile)
    let text = json ? report.json(withValues: withValues) : report.text(full: full)
    try StandardOutput.write(text)
  }
}
