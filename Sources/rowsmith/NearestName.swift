/// The name that was probably meant.
enum NearestName {
  /// The candidate with the fewest edits (insert, delete, replace, exchange neighbours), if they are at most a third of its
  /// length, rounded up; the first of several.
  static func of(_ word: String, among candidates: [String]) -> String? {
    let typed = Array(word.utf8.prefix(64))
    let distances = candidates.map { edits(from: typed, to: Array($0.utf8.prefix(64))) }
    guard let best = distances.indices.min(by: { distances[$0] < distances[$1] }) else { return nil }
    return distances[best] <= (candidates[best].utf8.count + 2) / 3 ? candidates[best] : nil
  }

  /// Optimal string alignment distance.
  private static func edits(from left: [UInt8], to right: [UInt8]) -> Int {
    var rows = Array(repeating: Array(0...right.count), count: left.count + 1)
    for i in 0...left.count { rows[i][0] = i }
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    for i in 1...left.count {
      for j in 1...right.count {
        let replaced = rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[left.count][right.count]
  }
}
