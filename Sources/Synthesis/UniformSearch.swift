import Statistics
import Tables

/// Finds by bisection where on the uniform axis a column's values begin.
///
/// A marginal never decreases in u, so what reaches a bound is one interval up to 1; all bounds are searched at once, for any
/// generator.
struct UniformSearch {
  let generator: any FittedGenerator

  /// Halvings of (0, 1) at most: past the distance between neighbouring uniforms, but for very small ones.
  private static let rounds = 64

  /// For each bound the lowest uniform whose value reaches it; 1 where none does.
  /// - Parameter reaches: whether a row of a storage reaches a bound.
  func starts<Bound>(_ bounds: [Bound], _ reaches: (ColumnStorage, Int, Bound) -> Bool) -> [Double] {
    guard !bounds.isEmpty else { return [] }
    var low = [Double](repeating: 0, count: bounds.count)
    var high = [Double](repeating: 1, count: bounds.count)
    for _ in 0..<Self.rounds {
      let middle = low.indices.map { low[$0] + (high[$0] - low[$0]) / 2 }
      // Neighbours have nothing between them: what lies below the place found does not reach the bound.
      if middle.indices.allSatisfy({ middle[$0] <= low[$0] || middle[$0] >= high[$0] }) { break }
      let drawn = storage(at: middle.map { min(max($0, 0x1p-53), 1 - 0x1p-53) })
      for index in bounds.indices {
        if reaches(drawn, index, bounds[index]) { high[index] = middle[index] } else { low[index] = middle[index] }
      }
    }
    // A value that only the last uniform before 1 would reach is not reached.
    return high.map { $0 > 1 - 0x1p-50 ? 1 : $0 < 0x1p-50 ? 0 : $0 }
  }

  /// The values at some uniforms.
  func storage(at uniforms: [Double]) -> ColumnStorage {
    let stream = RandomStream(seed: 0)
    return generator.values(for: DrawRequest(rows: 0..<UInt64(uniforms.count), uniforms: uniforms[...], stream: stream))
  }
}
