import ArgumentParser
import Evaluation
import Files
import Tables

/// Any table that Rowsmith reads, written clean.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Read a table of any kind and write it clean: CSV, TSV, JSON lines, SQLite or Parquet.")

  @Argument(help: "The table, or - for standard input.")
  var file: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where the table goes; - is standard output, for CSV, TSV and JSON lines.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The output format (\(TableOutput.formatNames.joined(separator: ", "))). Default: by the ending of the file, else CSV.",
      valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "What the table is called in a database that is written. Default: the input's name without its ending.",
      valueName: "name"))
  var outputTable: String?

  @Flag(help: "Replace an existing file.")
  var force = false

  @Flag(name: [.short, .long], help: "No progress, no remarks, no closing message.")
  var quiet = false

  @Option(help: "Show progress on standard error: auto (on a terminal), always, never.")
  var progress: ProgressLine.Wish = .auto

  @OptionGroup(title: "Reading") var reading: ReadingFlags

  /// Rows written between two looks for a signal.
  private static let blockRows = 4096

  func validate() throws {
    if outputTable?.isEmpty == true { throw ValidationError("--output-table is empty; a table needs a name") }
    guard let format, TableFormats.named(format) == nil else { return }
    throw ValidationError(UnknownName.sentence("format", format, known: TableOutput.formatNames))
  }

  func run() throws {
    try OutputPath.refuseExisting(output, force: force)
    guard let format = TableOutput.format(named: format, for: output)?.init() else { return }
    let read = try reading.readTable(file)
    if !quiet { for remark in read.report.remarks { StandardError.line(ReadRemark.line(remark)) } }
    try write(read.table, as: format)
    guard !quiet, output != "-" else { return }
    StandardError.line(
      "\(output): \(NumberText.grouped(read.table.rowCount)) rows, \(read.table.columns.count) columns")
  }

  private func write(_ table: Table, as format: any TableFormat) throws(CommandFailure) {
    var line = ProgressLine(
      title: "convert \(FileFacts.stem(of: file))", total: UInt64(table.rowCount),
      isShown: progress.shows(quiet: quiet, output: output))
    do throws(CommandFailure) {
      try TableOutput(format: format, target: target).write(columns: table.columns) { writer in
        for start in stride(from: 0, to: table.rowCount, by: Self.blockRows) where Interruption.status == nil {
          let end = min(table.rowCount, start + Self.blockRows)
          try writer.append(format.piece(of: table.rows(start..<end)))
          line.update(done: UInt64(end))
        }
      }
    } catch {
      line.abandon()
      throw error
    }
    line.finish()
  }

  private var target: TableTarget {
    var target = TableTarget(path: output)
    target.replacesExisting = force
    target.tableName = outputTable ?? reading.table ?? FileFacts.stem(of: file == "-" ? "stdin" : file)
    target.duckdb = reading.duckdb
    return target
  }
}
