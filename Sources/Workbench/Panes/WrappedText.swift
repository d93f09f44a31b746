import Screen

/// A sentence in lines.
enum WrappedText {
  /// The text in lines of at most `width` columns, broken between words; later lines are `indent` columns shorter.
  static func lines(_ text: String, width: Int, indent: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.columns + 1 + String(word).columns <= width - (lines.count > 1 ? indent : 0) {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// Parts with three blanks between them, such as keys with what they do; none is broken.
  static func lines(ofParts parts: [String], width: Int) -> [String] {
    parts.reduce(into: []) { lines, part in
      if let last = lines.last, last.columns + 3 + part.columns <= width {
        lines[lines.count - 1] = last + "   " + part
      } else {
        lines.append(part)
      }
    }
  }
}
