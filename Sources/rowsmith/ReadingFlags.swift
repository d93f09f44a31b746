import ArgumentParser
import Files
import Synthesis
import Tables

/// The flags of every command that reads a table.
struct ReadingFlags: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: "The delimiter: any characters, or tab, space, blanks (any number of them). Found from the data if not given."
  )
  var delimiter: DelimiterArgument?

  @Option(help: ArgumentHelp("The quote: one character, double, single or none.", valueName: "quote"))
  var quote: QuoteArgument?

  @Option(
    help: ArgumentHelp(
      "What makes a quote inside quotes literal: doubled, backslash or one character.", valueName: "escape"))
  var escape: EscapeArgument?

  @Option(help: ArgumentHelp("Lines that begin with this character are comments.", valueName: "character"))
  var comment: ByteArgument?

  @Flag(help: "The first line is data, not names.")
  var noHeader = false

  @Option(help: ArgumentHelp("Lines before the table.", valueName: "lines"))
  var skip: LineCountArgument?

  @Option(
    help: ArgumentHelp("The character encoding, such as UTF-8, windows-1251, Shift-JIS.", valueName: "name"),
    transform: Self.encoding)
  var encoding: TextEncoding?

  @Option(
    name: .customLong("null"), help: ArgumentHelp("A further spelling of a missing value.", valueName: "spelling"))
  var missingSpellings: [String] = []

  @Option(help: "What is done with rows that are too long: pad (cut and pad, reported), spill (keep the rest), error.")
  var ragged: ReadOptions.Ragged = .pad

  @Option(help: ArgumentHelp("The table of a database that is read, where it holds several.", valueName: "name"))
  var table: String?

  @Option(
    help: ArgumentHelp(
      "DuckDB's program, which reads and writes Parquet. Default: ROWSMITH_DUCKDB, else duckdb on PATH.",
      valueName: "program"))
  var duckdb: String?

  @Flag(help: "Whatever would be padded, cut, guessed or replaced is an error (status 3).")
  var strict = false

  var options: ReadOptions {
    var options = ReadOptions()
    options.table = table
    options.duckdb = duckdb
    delimiter?.set(in: &options)
    options.quote = quote?.quote
    options.escape = escape?.escape
    options.comment = comment?.byte
    if noHeader { options.hasHeader = false }
    options.skippedLines = skip?.count
    options.encoding = encoding
    options.missingSpellings = missingSpellings
    options.ragged = ragged
    options.isStrict = strict
    return options
  }

  /// The table with its profile; of a table too large to be held, `sampleRows` rows.
  func profiledTable(
    _ path: String, sampleRows: Int, change: (inout ReadOptions) -> Void = { _ in }
  ) throws(CommandFailure) -> ProfiledTable {
    var options = options
    change(&options)
    var profiling = TableProfiling(options: options)
    profiling.sampleRows = sampleRows
    do throws(TableError) {
      if let table = try profiling.read(path: path) { return table }
    } catch { throw CommandFailure(error) }
    throw CommandFailure(.interrupted, "")
  }

  /// Rows drawn from a table of which kinds and looks are wanted.
  static let fewRows = 10_000

  /// A table that is too large to be held and can be read as often as is needed; nil for any other.
  func largeTable(_ path: String, sampleRows: Int = fewRows) throws(CommandFailure) -> (
    stream: TableStream, found: ProfiledTable
  )? {
    let endings = [".gz", ".zst", ".bz2"]
    guard let size = FileIdentity(of: path)?.size,
      size > TableStream.Limits().wholeBytes || endings.contains(where: path.lowercased().hasSuffix)
    else { return nil }
    var profiling = TableProfiling(options: options)
    // What can be held is held, however many rows it has.
    profiling.limits.wholeLines = .max
    profiling.sampleRows = sampleRows
    do throws(TableError) {
      guard case .stream(let stream) = try TableStream.open(path: path, options: options, limits: profiling.limits),
        stream.givesRows, let found = try profiling.read(stream)
      else { return nil }
      return (stream, found)
    } catch { throw CommandFailure(error) }
  }

  func readTable(
    _ path: String, change: (inout ReadOptions) -> Void = { _ in }
  ) throws(CommandFailure) -> ReadTable {
    var options = options
    change(&options)
    do throws(TableError) { return try TableReader.read(path: path, options: options) } catch {
      throw CommandFailure(error)
    }
  }

  private static func encoding(_ name: String) throws -> TextEncoding {
    if let encoding = TextEncoding(named: name) { return encoding }
    throw ValidationError(UnknownName.sentence("encoding", name, known: TextEncoding.names))
  }
}

extension ReadOptions.Ragged: ExpressibleByArgument {}
