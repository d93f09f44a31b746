import Screen

/// Every list that does not show all of its lines says which ones it shows: one rule for all of them.
enum ListWords {
  /// `1 to 8 of 13`; empty where all `count` lines fit into `height`.
  static func position(top: Int, height: Int, count: Int) -> String {
    guard count > height, height > 0 else { return "" }
    let first = min(max(0, top), count - 1)
    return
      "\(Numbers.grouped(first + 1)) to \(Numbers.grouped(min(count, first + height))) of \(Numbers.grouped(count))"
  }

  /// `the first 8 of 23`, of a list that shows no others until more is typed; empty where all are shown.
  static func first(_ most: Int, of count: Int) -> String {
    count > most ? "the first \(most) of \(Numbers.grouped(count))" : ""
  }

  /// Both of them, where there are both.
  static func joined(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: " · ") }

  /// Writes `words` on a line of frame characters: at the right end of `area`, before what stands there already, and not at all
  /// where a title leaves no room.
  /// - Returns: whether it is written.
  @discardableResult
  static func write(_ words: String, onFrame area: Rect, surface: inout Surface) -> Bool {
    guard !words.isEmpty, area.size.height > 0 else { return false }
    let text = " \(words) "
    var free = 0
    for x in stride(from: area.right - 1, through: area.left, by: -1) {
      let character = surface[x, area.top].character
      free = character == "━" || character == "─" ? free + 1 : 0
      // One piece of the line stays between this and what follows it.
      guard free > text.columns else { continue }
      surface.write(text, at: Point(x: x, y: area.top), role: .dim)
      return true
    }
    return false
  }

  /// Writes `words` where a line, such as the heads of columns, leaves blanks enough.
  static func write(_ words: String, onBlanksOf line: Rect, surface: inout Surface) {
    guard !words.isEmpty, line.size.height > 0 else { return }
    var free = 0
    for x in line.left..<line.right {
      free = surface[x, line.top].character == " " ? free + 1 : 0
      guard free == words.columns + 2 else { continue }
      surface.write(words, at: Point(x: x - words.columns, y: line.top), role: .dim)
      return
    }
  }
}
