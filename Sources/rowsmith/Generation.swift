import Dispatch
import Files
import Synthesis
import Tables

/// Rows on their way into a file: drawn in blocks by several threads, written in order.
struct Generation {
  let synthesizer: Synthesizer
  let rows: Range<UInt64>
  let format: any TableFormat
  let jobs: Int

  /// Rows of one block: large enough to keep threads busy, small enough that a closed pipe is noticed at once.
  private static let blockRows: UInt64 = 8_192

  /// - Parameter progress: called with the rows written so far.
  /// - Throws: `.output`, or `.interrupted` after a signal; the unfinished file is removed in both cases.
  func write(to path: String, force: Bool, progress: (UInt64) -> Void) throws(CommandFailure) {
    let output: OutputFile
    do throws(FileError) { output = try OutputFile(path: path, replacesExisting: force) } catch { throw .output(error) }
    // Standard output has nothing to clean up: there the signal's default action is right.
    if path != "-" { Interruption.startListening() }
    do throws(FileError) {
      try appendAll(to: output, isTerminal: path == "-" && StandardOutput.isTerminal, progress: progress)
      if Interruption.signal == nil { return try output.finish() }
    } catch {
      output.abandon()
      throw .output(error)
    }
    output.abandon()
    throw CommandFailure(.interrupted, "")
  }

  private func appendAll(to output: OutputFile, isTerminal: Bool, progress: (UInt64) -> Void) throws(FileError) {
    var header: [UInt8] = []
    format.appendHeader(of: synthesizer.rows(rows.lowerBound..<rows.lowerBound).columns, to: &header)
    try output.append(isTerminal ? TerminalText.safe(header) : header)
    var next = rows.lowerBound
    while next < rows.upperBound, Interruption.signal == nil {
      let blocks = self.blocks(from: next)
      for bytes in texts(of: blocks) { try output.append(isTerminal ? TerminalText.safe(bytes) : bytes) }
      next = blocks.last?.upperBound ?? rows.upperBound
      progress(next - rows.lowerBound)
    }
  }

  /// The next blocks, one for each thread.
  private func blocks(from first: UInt64) -> [Range<UInt64>] {
    var blocks: [Range<UInt64>] = []
    var next = first
    while blocks.count < jobs, next < rows.upperBound {
      let end = next + min(Self.blockRows, rows.upperBound - next)
      blocks.append(next..<end)
      next = end
    }
    return blocks
  }

  private func texts(of blocks: [Range<UInt64>]) -> [[UInt8]] {
    guard blocks.count > 1 else { return blocks.map(text) }
    var texts = Array(repeating: [UInt8](), count: blocks.count)
    texts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      DispatchQueue.concurrentPerform(iterations: blocks.count) { slots[$0] = text(of: blocks[$0]) }
    }
    return texts
  }

  private func text(of block: Range<UInt64>) -> [UInt8] {
    var bytes: [UInt8] = []
    format.appendRows(of: synthesizer.rows(block), to: &bytes)
    return bytes
  }
}
