import Files
import Glibc

/// DuckDB's command-line program, which reads and writes Parquet files for us where the user has it.
struct DuckDBProgram {
  let path: String

  static let variable = "ROWSMITH_DUCKDB"

  /// - Parameter given: the path or name that the user gave.
  /// - Returns: nil where there is none; see `missing`.
  init?(given: String?) {
    guard let found = ProgramPath.find("duckdb", given: given, variable: Self.variable) else { return nil }
    path = found
  }

  /// What to do where there is no program.
  static func missing(given: String?) -> String {
    let named = given.map { "no program \($0) can be run; " } ?? ""
    return named + "Parquet needs DuckDB's program: install it (pip install duckdb-cli), "
      + "or name it with --duckdb PATH or \(variable)=PATH"
  }

  /// Starts the program with statements; files are `/dev/stdin` or `/dev/stdout` to it, so that no name can be misread as a pattern.
  func start(
    _ statements: String, direction: ChildProcess.Direction, options: [String] = []
  ) throws(FileError) -> ChildProcess {
    // One argument of the system is at most 128 KiB: what is said of thousands of columns comes in a file.
    let script = statements.utf8.count < Self.longestArgument ? nil : try TemporaryText(statements)
    return try ChildProcess(
      path,
      arguments: ["-init", "/dev/null", "-batch", "-bail"] + options
        + ["-c", script.map { ".read " + Self.literal($0.path) } ?? statements],
      direction: direction, holding: script)
  }

  private static let longestArgument = 120_000

  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
  static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// The first sentence of what the program said, on one line and without terminal sequences.
  static func sentence(_ messages: [UInt8], status: Int32) -> String {
    var plain: [UInt8] = []
    var rest = messages[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        plain.append(byte)
        continue
      }
      if rest.first == UInt8(ascii: "[") {
        rest = rest.drop { !(0x40...0x7E).contains($0) || $0 == UInt8(ascii: "[") }.dropFirst()
      }
    }
    let lines = String(decoding: plain, as: UTF8.self).split(whereSeparator: \.isNewline)
    let said = lines.prefix { !$0.hasPrefix("LINE ") }.map { $0.drop { $0 == " " } }.joined(separator: " ").prefix(400)
    if !said.isEmpty { return "DuckDB says: \(said)" }
    guard status > 128, let name = strsignal(status - 128) else { return "DuckDB ended with status \(status)" }
    return "a signal ended DuckDB: \(String(cString: name))"
  }
}
