import ArgumentParser
import Tables

/// The flags of every command that reads a table.
struct ReadingFlags: ParsableArguments {
  @Option(
    name: [.short, .long], help: "The delimiter: one character, or tab. Found from the data where it is not given.")
  var delimiter: DelimiterArgument?

  @Flag(help: "The first line is data, not names.")
  var noHeader = false

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

  var options: ReadOptions {
    var options = ReadOptions()
    options.table = table
    options.duckdb = duckdb
    options.delimiter = delimiter?.byte
    if noHeader { options.hasHeader = false }
    options.missingSpellings = missingSpellings
    options.ragged = ragged
    return options
  }

  func readTable(_ path: String) throws(CommandFailure) -> ReadTable {
    do throws(TableError) { return try TableReader.read(path: path, options: options) } catch {
      throw CommandFailure(error)
    }
  }
}

extension ReadOptions.Ragged: ExpressibleByArgument {}

/// A delimiter as typed: one ASCII character, `tab` or `\t`.
struct DelimiterArgument: ExpressibleByArgument {
  var byte: UInt8

  init?(argument: String) {
    switch argument {
    case "tab", "\\t": byte = UInt8(ascii: "\t")
    case "space": byte = UInt8(ascii: " ")
    default:
      guard argument.utf8.count == 1, let only = argument.utf8.first else { return nil }
      guard only != UInt8(ascii: "\n"), only != UInt8(ascii: "\r"), only != UInt8(ascii: "\""), only != 0 else {
        return nil
      }
      byte = only
    }
  }
}
