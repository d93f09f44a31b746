import Files

/// Tables of text in a terminal.
enum AlignedText {
  enum Alignment { case left, right }

  /// Two spaces between columns; nothing trails. Cells must be safe for a terminal.
  static func lines(of rows: [[String]], alignments: [Alignment]) -> [String] {
    var widths = Array(repeating: 0, count: alignments.count)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
    }
    return rows.map { row in
      var line = zip(row, zip(widths, alignments)).map { padded($0, to: $1.0, $1.1) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private static func padded(_ cell: String, to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - cell.count))
    return alignment == .left ? cell + blanks : blanks + cell
  }

  /// The text made safe, cut to `width` characters with an ellipsis. Only as much as is shown is looked at.
  static func cut(_ text: String, to width: Int) -> String {
    let safe = SafeText.visible(String(text.prefix(width + 1)))
    return safe.count > width ? safe.prefix(width - 1) + "…" : safe
  }
}
