/// What stands around the table in a sample: lines before it, another table below it.
struct SampleLayout {
  /// Leading rows that are not of the table: a title, a date of export, pairs of names and values.
  private(set) var preamble = 0
  /// The first row of a block of another width, with its fields.
  private(set) var other: (row: Int, width: Int)?

  private static let mostPreamble = 30

  init(_ sample: DialectSample) {
    let widths = sample.rows.map(\.count)
    let width = sample.commonWidth
    guard width >= 2 else { return }
    preamble = Self.preamble(widths, width, sample)
    other = Self.other(widths, width, from: preamble, sample)
  }

  /// Leading rows are left out where nearly all rows below have one width, and they have at most half of it, or stand before a
  /// blank line.
  private static func preamble(_ widths: [Int], _ width: Int, _ sample: DialectSample) -> Int {
    guard let first = widths.firstIndex(of: width), first > 0, first <= mostPreamble else { return 0 }
    let rest = widths[first...]
    let fitting = rest.reduce(0) { $1 == width ? $0 + 1 : $0 }
    let lead = widths[..<first]
    let isApart = lead.allSatisfy { $0 < width } && sample.hasBlankLine(beforeRow: first)
    // A blank line makes up for rows that do not fit.
    guard fitting >= 3, fitting * 10 >= rest.count * (isApart ? 6 : 9) else { return 0 }
    return isApart || lead.allSatisfy { $0 == 1 || $0 * 2 <= width } ? first : 0
  }

  /// At least three rows of equal width behind a blank line, where the table above has another one.
  private static func other(_ widths: [Int], _ width: Int, from start: Int, _ sample: DialectSample) -> (
    row: Int, width: Int
  )? {
    guard widths.count >= start + 5 else { return nil }
    for row in (start + 2)..<(widths.count - 2) where widths[row] != widths[row - 1] {
      let isBlock = widths[row] >= 2 && widths[row + 1] == widths[row] && widths[row + 2] == widths[row]
      if isBlock, sample.hasBlankLine(beforeRow: row) { return (row, widths[row]) }
    }
    return nil
  }
}

extension DialectSample {
  /// Whether a line without any text stands before a row.
  func hasBlankLine(beforeRow row: Int) -> Bool {
    var (lineFeeds, position) = (0, min(grid.rowStarts[row], grid.bytes.count) - 1)
    while position >= 0 {
      let byte = grid.bytes[position]
      guard byte == 0x0A || byte == 0x0D || byte.isBlank else { break }
      if byte == 0x0A { lineFeeds += 1 }
      position -= 1
    }
    return lineFeeds >= 2
  }
}
