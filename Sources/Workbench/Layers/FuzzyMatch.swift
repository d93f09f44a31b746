/// How well typed letters match a line: they must occur in this order; the starts of words count more.
struct FuzzyMatch {
  private let query: String
  private let lowercased: String
  private let wanted: [Unicode.Scalar]

  init(_ query: String) {
    self.query = query
    lowercased = query.lowercased()
    wanted = lowercased.unicodeScalars.filter { $0 != " " }
  }

  /// - Parameters:
  ///   - title: its letters may be left out in between.
  ///   - detail: must hold what was typed as it is.
  /// - Returns: higher is better; nil for no match.
  func score(in title: String, key: String = "", detail: String = "") -> Int? {
    guard !wanted.isEmpty else { return 0 }
    if query == key { return 500 }
    // Lower case may be shorter or longer by a few letters, never by half.
    let mayHold = { (text: String) in wanted.count <= 2 * text.utf8.count }
    let inTitle = mayHold(title) ? score(in: Array(title.lowercased().unicodeScalars)) : nil
    let inDetail = mayHold(detail) && detail.lowercased().contains(lowercased) ? 20 : nil
    return [inTitle, inDetail].compactMap { $0 }.max()
  }

  private func score(in text: [Unicode.Scalar]) -> Int? {
    if let start = position(in: text) {
      return 100 + (start == 0 ? 60 : Self.isWordStart(start, text) ? 40 : 0) - min(30, text.count / 4)
    }
    var place = 0
    var score = 0
    for scalar in wanted {
      guard let found = text[place...].firstIndex(of: scalar) else { return nil }
      score += Self.isWordStart(found, text) ? 8 : found == place ? 4 : 0
      place = found + 1
    }
    return score - min(30, text.count / 4)
  }

  private func position(in text: [Unicode.Scalar]) -> Int? {
    guard wanted.count <= text.count else { return nil }
    return (0...text.count - wanted.count).first { text[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }

  private static func isWordStart(_ index: Int, _ text: [Unicode.Scalar]) -> Bool {
    index == 0 || !(text[index - 1].properties.isAlphabetic)
  }
}
