import Files
import Synthesis
import Tables

/// Rows on their way into a file: drawn in blocks by several threads, written in order.
struct Generation {
  let synthesizer: Synthesizer
  let rows: Range<UInt64>
  let format: any TableFormat
  let jobs: Int

  /// - Parameter progress: called with the rows written so far.
  /// - Throws: `.output`, or `.interrupted` after a signal; the unfinished file is removed in both cases.
  func write(to path: String, force: Bool, progress: (UInt64) -> Void) throws(CommandFailure) {
    let output: OutputFile
    do throws(FileError) { output = try OutputFile(path: path, replacesExisting: force) } catch { throw .output(error) }
    // Standard output has nothing to clean up: there the signal's default action is right.
    if path != "-" { Interruption.startListening() }
    let isTerminal = path == "-" && StandardOutput.isTerminal
    do {
      try append(to: output, isTerminal: isTerminal, progress: progress)
      if Interruption.status == nil { return try output.finish() }
    } catch {
      output.abandon()
      throw Self.failure(error)
    }
    output.abandon()
    throw CommandFailure(.interrupted, "")
  }

  private func append(to output: OutputFile, isTerminal: Bool, progress: (UInt64) -> Void) throws {
    var header: [UInt8] = []
    format.appendHeader(of: try synthesizer.rows(rows.lowerBound..<rows.lowerBound).columns, to: &header)
    try output.append(isTerminal ? TerminalText.safe(header) : header)
    var done: UInt64 = 0
    try synthesizer.blocks(of: rows, jobs: jobs, map: bytes) { piece in
      try output.append(isTerminal ? TerminalText.safe(piece.bytes) : piece.bytes)
      done += UInt64(piece.rows)
      progress(done)
      return Interruption.status == nil
    }
  }

  private static func failure(_ error: any Error) -> CommandFailure {
    switch error {
    case let error as FileError: .output(error)
    case let error as SynthesisError: CommandFailure(.recipe, error.description)
    default: CommandFailure(error)
    }
  }

  private func bytes(of block: Table) -> (bytes: [UInt8], rows: Int) {
    var bytes: [UInt8] = []
    format.appendRows(of: block, to: &bytes)
    return (bytes, block.rowCount)
  }
}
