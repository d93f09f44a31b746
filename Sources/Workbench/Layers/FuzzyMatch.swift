/// How well typed letters match a line: they must occur in this order; the starts of words count more.
enum FuzzyMatch {
  /// - Returns: higher is better; nil when the letters do not occur in order in any of `texts`. Earlier texts count more.
  static func score(_ query: String, in texts: [String]) -> Int? {
    let wanted = Array(query.lowercased().unicodeScalars.filter { $0 != " " })
    guard !wanted.isEmpty else { return 0 }
    var best: Int?
    for (rank, text) in texts.enumerated() {
      guard let score = score(wanted, in: Array(text.lowercased().unicodeScalars)) else { continue }
      best = max(best ?? .min, score - 40 * rank)
    }
    return best
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
