/// The known spelling a user probably meant.
enum NearestName {
  /// - Returns: the first of the names with the fewest edits, at most a third of its length; nil where none is near.
  static func find(_ name: String, among known: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(64))
    var best: (name: String, distance: Int)?
    for candidate in known {
      let spelling = Array(candidate.lowercased().utf8.prefix(64))
      guard abs(spelling.count - wanted.count) <= max(2, spelling.count / 3) else { continue }
      let distance = edits(wanted, spelling)
      if distance <= max(2, spelling.count / 3), distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Levenshtein's distance.
  private static func edits(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let substituted = diagonal + (byte == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, min(row[column], row[column + 1]) + 1)
      }
    }
    return row[second.count]
  }
}
