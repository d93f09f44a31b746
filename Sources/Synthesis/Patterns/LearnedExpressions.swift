import Statistics
import Tables

/// The regular expressions of the shapes that at least k texts share, with their check digits.
struct LearnedExpressions {
  private(set) var expressions: [ByteText] = []
  private(set) var shares: [Double] = []

  /// Fewer texts may end in right check digits by chance.
  private static let leastTexts = 20

  init(_ texts: [ArraySlice<UInt8>], k: Int) {
    let learned = TextPatternLearning.patterns(of: texts, k: k).prefix(RegexGenerator.mostExpressions)
    let total = Double(learned.reduce(0) { $0 + $1.count })
    guard total > 0 else { return }
    let checks = Self.checks(of: texts, learned.map { TextPattern(shapeOf: Self.first($0.pattern)[...]) }, k: k)
    for (pattern, check) in zip(learned, checks) {
      expressions.append(Self.expression(pattern.pattern, check))
      shares.append(QuantileFunctionFit.rounded(Double(pattern.count) / total, digits: 4))
    }
  }

  /// A text of the pattern.
  private static func first(_ pattern: TextPattern) -> [UInt8] {
    var bytes: [UInt8] = []
    pattern.append(textNumber: 0, to: &bytes)
    return bytes
  }

  /// The check digits in which all texts of a shape end.
  private static func checks(of texts: [ArraySlice<UInt8>], _ shapes: [TextPattern], k: Int) -> [CheckDigit?] {
    var open = [[CheckDigit]](repeating: CheckDigit.allCases, count: shapes.count)
    var counts = [Int](repeating: 0, count: shapes.count)
    let places = Dictionary(shapes.enumerated().map { ($1, $0) }) { first, _ in first }
    for text in texts where text.count <= TextPatternLearning.longestText && !text.isEmpty {
      guard let place = places[TextPattern(shapeOf: text)] else { continue }
      counts[place] += 1
      if !open[place].isEmpty { open[place].removeAll { !$0.holds(in: text) } }
    }
    return zip(open, counts).map { checks, count in count >= max(k, leastTexts) ? checks.first : nil }
  }

  private static func expression(_ pattern: TextPattern, _ check: CheckDigit?) -> ByteText {
    var text = ""
    let free = pattern.positions.dropLast(check?.width ?? 0)
    var place = free.startIndex
    while place < free.endIndex {
      let position = free[place]
      var end = place
      while end < free.endIndex, free[end] == position { end += 1 }
      text += spelling(position) + (end - place > 1 ? "{\(end - place)}" : "")
      place = end
    }
    return ByteText(text + (check.map { "{\($0.rawValue)}" } ?? ""))
  }

  private static func spelling(_ position: TextPattern.Position) -> String {
    switch position {
    case .upper: return "[A-Z]"
    case .lower: return "[a-z]"
    case .digit: return "\\d"
    case .fixed(let byte):
      let sign = String(decoding: [byte], as: UTF8.self)
      return "\\.^$|?*+()[]{}".utf8.contains(byte) ? "\\" + sign : sign
    }
  }
}
