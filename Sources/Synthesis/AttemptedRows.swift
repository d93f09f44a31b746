import Statistics
import Tables

/// Rows that were drawn again until they satisfied what was asked of them: a rare event or a condition.
struct AttemptedRows {
  let range: Range<UInt64>
  /// By part of the synthesizer.
  var uniforms: [[Double]]
  /// The attempt that each row is from.
  var attempts: [Int32]

  init(range: Range<UInt64>, uniforms: [[Double]]) {
    (self.range, self.uniforms) = (range, uniforms)
    attempts = Array(repeating: 0, count: range.count)
  }

  /// The values of one part.
  /// - Parameter isRead: whether what was asked reads the part. Values that do not follow u then come from the attempt that
  ///   satisfied it.
  func column(_ index: Int, of synthesizer: Synthesizer, isRead: Bool) -> Column {
    let part = synthesizer.parts[index]
    var column = synthesizer.column(part, uniforms[index][...], range, in: synthesizer.stream)
    guard !part.generator.isMarginal, isRead else { return column }
    for row in attempts.indices where attempts[row] > 0 {
      let number = range.lowerBound + UInt64(row)
      let stream = StratifiedDraw.stream(synthesizer, attempt: Int(attempts[row]))
      let one = synthesizer.column(part, [uniforms[index][row]], number..<number + 1, in: stream)
      column.storage = column.storage.replacing(row: row, by: one.storage)
    }
    return column
  }
}
