import Files
import Foundation
import Glibc

/// The built program, run as a user runs it.
struct Program {
  struct Result: Equatable {
    /// The exit status; 128 and the signal's number where a signal ended it.
    var status: Int32
    var output: String
    var errors: String
  }

  /// The folder it runs in; files of a test are given by their names there.
  let folder: String

  init() throws {
    var template = Array("/tmp/rowsmith-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes the folder with everything in it.
  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// The program beside the test bundle, which is where the package manager builds both.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("rowsmith").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return packageFolder + "/.build/debug/rowsmith"
  }()

  static let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
  }
  func text(of name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }

  /// Runs the program with standard input from a file of the folder, or from nothing.
  func run(_ arguments: String..., input: String? = nil) throws -> Result {
    try run(Self.path, arguments: arguments, input: input)
  }

  /// Runs the program with standard output on a terminal.
  func run(_ arguments: String..., terminal: PseudoTerminal) throws -> Result {
    try run(Self.path, arguments: arguments, terminal: terminal)
  }

  func run(_ arguments: [String], terminal: PseudoTerminal) throws -> Result {
    try run(Self.path, arguments: arguments, terminal: terminal)
  }

  /// DuckDB's program where whoever runs the tests has it, handed on as its variable.
  static let duckdb: (isThere: Bool, variables: [String]) = {
    let path = ProgramPath.find("duckdb", given: nil, variable: "ROWSMITH_DUCKDB")
    return (path != nil, path.map { ["ROWSMITH_DUCKDB=" + $0] } ?? [])
  }()

  /// Runs a line of shell in which `$R` is the program.
  func shell(_ line: String) throws -> Result { try run("/bin/bash", arguments: ["-c", line]) }

  private func run(
    _ executable: String, arguments: [String], input: String? = nil, terminal: PseudoTerminal? = nil
  ) throws -> Result {
    let streams = (folder + "/.stdout-\(UUID().uuidString)", folder + "/.stderr-\(UUID().uuidString)")
    defer {
      unlink(streams.0)
      unlink(streams.1)
    }
    let status = try Child(
      executable: executable, arguments: arguments, folder: folder,
      environment: ["R=" + Self.path, "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + folder] + Self.duckdb.variables,
      input: input.map { folder + "/" + $0 } ?? "/dev/null", output: terminal?.path ?? streams.0, errors: streams.1
    ).run()
    return try Result(status: status, output: terminal == nil ? read(streams.0) : "", errors: read(streams.1))
  }

  private func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}
