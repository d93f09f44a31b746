import Files
import Tables

extension Synthesizer {
  /// Rows enough that what is done once for a block is little beside them; a row under a condition takes many times as long.
  var usualBlockSize: Int { condition == nil ? 4096 : 1024 }

  /// Draws the rows of `range` block by block and hands the blocks on in order; the same rows for any `size` and `jobs`.
  ///
  /// - Parameters:
  ///   - size: rows of a block, at least 1; nil: as many as pay.
  ///   - jobs: blocks drawn at the same time, at least 1. At most four times as many wait in memory.
  ///   - each: called on the caller's thread; returning false stops.
  /// - Returns: whether all rows were handed on.
  /// - Throws: what `each` throws, and `SynthesisError` as `rows(_:)` does.
  @discardableResult
  package func blocks(
    of range: Range<UInt64>, size: Int? = nil, jobs: Int = 1, each: (Table) throws -> Bool
  ) throws -> Bool {
    try blocks(of: range, size: size, jobs: jobs, map: { $0 }, each: each)
  }

  /// As `blocks(of:size:jobs:each:)`, with work done to every block by the threads that draw (writing it as bytes).
  @discardableResult
  package func blocks<Piece: Sendable>(
    of range: Range<UInt64>, size: Int? = nil, jobs: Int = 1, map: @escaping @Sendable (Table) -> Piece,
    each: (Piece) throws -> Bool
  ) throws -> Bool {
    let plan = BlockPlan(range: range, size: UInt64(max(1, size ?? usualBlockSize)))
    _ = FreedMemory.isKept
    guard jobs > 1, plan.count > 1 else {
      for index in 0..<plan.count {
        guard try each(map(try rows(plan.rows(of: index)))) else { return false }
      }
      return true
    }
    let work: @Sendable (UInt64) -> Result<Piece, SynthesisError> = { block in
      Result { () throws(SynthesisError) in map(try rows(plan.rows(of: block))) }
    }
    return try OrderedWork.perform(plan.count, threads: jobs, ahead: 4 * jobs, work) { try each($0.get()) }
  }
}

/// A range of rows cut into blocks.
private struct BlockPlan: Sendable {
  let range: Range<UInt64>
  let size: UInt64

  var count: UInt64 {
    let rows = range.upperBound - range.lowerBound
    return rows / size + (rows % size == 0 ? 0 : 1)
  }

  func rows(of block: UInt64) -> Range<UInt64> {
    let start = range.lowerBound + block * size
    return start..<(range.upperBound - start < size ? range.upperBound : start + size)
  }
}
