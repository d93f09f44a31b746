/// What works now: ` Enter edit  f generator  t type ...  ? help`. What does not fit is left out from the right; the last
/// hint always stays.
package struct FooterHints: Equatable, Sendable {
  package struct Hint: Equatable, Sendable {
    package var key: String
    package var title: String
    package init(key: String, title: String) {
      self.key = key
      self.title = title
    }
    /// A hint without a key is a remark.
    fileprivate var columns: Int { key.isEmpty ? title.columns : key.columns + 1 + title.columns }
  }

  package var hints: [Hint]
  package var last: Hint?

  package init(hints: [Hint], last: Hint? = Hint(key: "?", title: "help")) {
    self.hints = hints
    self.last = last
  }

  package func draw(in area: Rect, on surface: inout Surface) {
    for (hint, range) in placed(width: area.size.width) {
      let used = surface.write(hint.key, in: area, line: 0, indent: range.lowerBound, role: .key)
      let gap = hint.key.isEmpty ? 0 : 1
      surface.write(hint.title, in: area, line: 0, indent: range.lowerBound + used + gap, role: .dim)
    }
  }

  /// The hint at a column counted from the left edge of the area it was drawn in.
  package func hint(at column: Int, width: Int) -> Hint? {
    placed(width: width).first { $0.1.contains(column) }?.0
  }

  private func placed(width: Int) -> [(Hint, Range<Int>)] {
    var result: [(Hint, Range<Int>)] = []
    let end = width - 1 - (last.map { $0.columns + 2 } ?? 0)
    var x = 1
    for hint in hints {
      guard x + hint.columns <= end else { break }
      result.append((hint, x..<x + hint.columns))
      x += hint.columns + 2
    }
    if let last, width > last.columns + 1 { result.append((last, width - 1 - last.columns..<width - 1)) }
    return result
  }
}
