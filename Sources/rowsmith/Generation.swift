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
  func write(to target: TableTarget, progress: (UInt64) -> Void) throws(CommandFailure) {
    var names: [Column] = []
    do throws(SynthesisError) { names = try synthesizer.rows(rows.lowerBound..<rows.lowerBound).columns } catch {
      throw CommandFailure(.recipe, error.description)
    }
    try TableOutput(format: format, target: target).write(columns: names) { writer in
      var done: UInt64 = 0
      try synthesizer.blocks(of: rows, jobs: jobs, map: format.piece) { piece in
        try writer.append(piece)
        done += UInt64(piece.rows)
        progress(done)
        return Interruption.status == nil
      }
    }
  }
}
