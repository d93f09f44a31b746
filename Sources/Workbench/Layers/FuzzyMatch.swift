/// How well typed letters match a line: they must occur in this order; the starts of words count more.
enum FuzzyMatch {
  /// - Parameters:
  ///   - title: its letters may be left out in between.
  ///   - detail: must hold what was typed as it is.
  /// - Returns: higher is better; nil for no match.
  static func score(_ query: String, in title: String, key: String = "", detail: String = "") -> Int? {
    let wanted = Array(query.lowercased().unicodeScalars.filter { $0 != " " })
    guard !wanted.isEmpty else { return 0 }
    if query == key { return 500 }
    let inTitle = score(wanted, in: Array(title.lowercased().unicodeScalars))
    let inDetail = detail.lowercased().contains(query.lowercased()) ? 20 : nil
    return [inTitle, inDetail].compactMap { $0 }.max()
  }

  private static func score(_ wanted: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
    if let start = position(of: wanted, in: text) {
      return 100 + (start == 0 ? 60 : isWordStart(start, text) ? 40 : 0) - min(30, text.count / 4)
    }
    var place = 0
    var score = 0
    for scalar in wanted {
      guard let found = text[place...].firstIndex(of: scalar) else { return nil }
      score += isWordStart(found, text) ? 8 : found == place ? 4 : 0
      place = found + 1
    }
    return score - min(30, text.count / 4)
  }

  private static func position(of wanted: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
    guard wanted.count <= text.count else { return nil }
    return (0...text.count - wanted.count).first { text[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }

  private static func isWordStart(_ index: Int, _ text: [Unicode.Scalar]) -> Bool {
    index == 0 || !(text[index - 1].properties.isAlphabetic)
  }
}
