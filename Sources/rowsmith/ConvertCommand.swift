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
    if let (stream, found) = try reading.largeTable(file) {
      say(found.read.report)
      let empty = found.columns.map(\.empty)
      try write(found.profile.rows, empty, as: format) { append in
        _ = try stream.rows(as: found.columns) { rows, _, _ in try append(rows) }
      }
    } else {
      let read = try reading.readTable(file)
      say(read.report)
      try write(read.table.rowCount, read.table.columns, as: format) { append in _ = try append(read.table) }
    }
  }

  private func say(_ report: ReadReport) {
    if !quiet { for remark in report.remarks { StandardError.line(ReadRemark.line(remark)) } }
  }

  /// - Parameter fill: appends all rows; what it appends to returns false after a signal.
  private func write(
    _ rowCount: Int, _ columns: [Column], as format: any TableFormat,
    fill: (_ append: (Table) throws -> Bool) throws -> Void
  ) throws(CommandFailure) {
    var line = ProgressLine(
      title: "convert \(FileFacts.stem(of: file))", total: UInt64(rowCount),
      isShown: progress.shows(quiet: quiet, output: output))
    var done = 0
    do throws(CommandFailure) {
      try TableOutput(format: format, target: target).write(columns: columns) { writer in
        try fill { rows in
          for start in stride(from: 0, to: rows.rowCount, by: Self.blockRows) where Interruption.status == nil {
            let end = min(rows.rowCount, start + Self.blockRows)
            try writer.append(format.piece(of: rows.rows(start..<end)))
            line.update(done: UInt64(done + end))
          }
          done += rows.rowCount
          return Interruption.status == nil
        }
      }
    } catch {
      line.abandon()
      throw error
    }
    line.finish()
    guard !quiet, output != "-" else { return }
    StandardError.line("\(output): \(NumberText.grouped(done)) rows, \(columns.count) columns")
  }

  private var target: TableTarget {
    var target = TableTarget(path: output)
    target.replacesExisting = force
    target.tableName = outputTable ?? reading.table ?? FileFacts.stem(of: file == "-" ? "stdin" : file)
    target.duckdb = reading.duckdb
    return target
  }
}
