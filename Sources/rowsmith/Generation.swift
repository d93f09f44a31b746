import Files
import Synthesis
import Tables

/// Rows on their way into a file: drawn in blocks by several threads, written in order.
struct Generation {
  let synthesizer: Synthesizer
  let rows: Range<UInt64>
  let format: any TableFormat
  let jobs: Int
  /// Counts the rows that break a rule; nil: nobody asked.
  var proof: RuleProof?

  /// - Parameter progress: called with the rows written so far.
  /// - Throws: `.output`, or `.interrupted` after a signal; the unfinished file is removed in both cases.
  mutating func write(to target: TableTarget, progress: (UInt64) -> Void) throws(CommandFailure) {
    var names: [Column] = []
    do throws(SynthesisError) { names = try synthesizer.rows(rows.lowerBound..<rows.lowerBound).columns } catch {
      throw CommandFailure(.recipe, error.description)
    }
    var synthesizer = synthesizer
    synthesizer.isStopped = { Interruption.status != nil }
    var proof = proof
    let keepsTable = proof != nil
    let format = format
    let piece: @Sendable (Table) -> (TablePiece, Table?) = { (format.piece(of: $0), keepsTable ? $0 : nil) }
    try TableOutput(format: format, target: target).write(columns: names) { writer in
      var done: UInt64 = 0
      try synthesizer.blocks(of: rows, jobs: jobs, map: piece) { piece, table in
        try writer.append(piece)
        if let table { try proof?.add(table) }
        done += UInt64(piece.rows)
        progress(done)
        return Interruption.status == nil
      }
    }
    self.proof = proof
  }
}
