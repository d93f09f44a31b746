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
    var column = synthesizer.column(index, range, in: synthesizer.stream) { uniforms[$0][...] }
    guard !part.generator.isMarginal, part.components.isEmpty, isRead else { return column }
    var redrawn: [Int: ColumnStorage] = [:]
    for row in attempts.indices where attempts[row] > 0 {
      let number = range.lowerBound + UInt64(row)
      let stream = StratifiedDraw.stream(synthesizer, attempt: Int(attempts[row]))
      redrawn[row] = synthesizer.column(part, [uniforms[index][row]], number..<number + 1, in: stream).storage
    }
    if !redrawn.isEmpty { column.storage = column.storage.replacing(redrawn) }
    return column
  }
}

extension ColumnStorage {
  /// The storage with some rows exchanged, each for the only row of another.
  /// - Complexity: O(rows).
  fileprivate func replacing(_ rows: [Int: ColumnStorage]) -> ColumnStorage {
    switch self {
    case .integers(let values):
      return .integers(Self.replaced(values, rows) { if case .integers(let new) = $0 { new[0] } else { nil } })
    case .instants(let values):
      return .instants(Self.replaced(values, rows) { if case .instants(let new) = $0 { new[0] } else { nil } })
    case .decimals(let values):
      return .decimals(Self.replaced(values, rows) { if case .decimals(let new) = $0 { new[0] } else { nil } })
    case .levels: return self
    case .text(let texts):
      var result = PackedText()
      result.reserve(texts: texts.count, bytes: texts.bytes.count)
      for row in 0..<texts.count {
        if case .text(let new)? = rows[row] {
          result.append(new.slice(at: 0))
        } else {
          result.append(texts.slice(at: row))
        }
      }
      return .text(result)
    }
  }

  private static func replaced<Value>(
    _ values: [Value], _ rows: [Int: ColumnStorage], _ value: (ColumnStorage) -> Value?
  ) -> [Value] {
    var values = values
    for (row, storage) in rows {
      if let new = value(storage) { values[row] = new }
    }
    return values
  }
}
