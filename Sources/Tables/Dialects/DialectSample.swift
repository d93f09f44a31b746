/// The first rows of a text, split by one syntax, with their own widths.
struct DialectSample {
  let grid: CellGrid
  /// Fields per row.
  let rows: [[Cell]]

  /// The width most rows have; the larger of equally common ones.
  let commonWidth: Int
  /// Share of the rows that have it.
  let consistency: Double

  /// - Parameter isWhole: whether `text` is all there is, or the beginning of more.
  init(
    _ text: [UInt8], from start: Int, isWhole: Bool, syntax: FieldSyntax, maximumRows: Int
  ) throws(RecordParser.Failure) {
    let plain =
      syntax.loosening.isNeeded ? LooseningSource.loosened(text, from: start, syntax: syntax).bytes : text
    grid = try RecordParser.parse(
      plain, from: start, syntax: syntax, width: 1, maximumRows: maximumRows, sampling: isWhole ? .whole : .beginning)
    var rows = grid.cells.map { [$0] }
    for extra in grid.extras { rows[extra.row].append(extra.cell) }
    self.rows = rows
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.count, default: 0] += 1 }
    let common = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
    let share = rows.isEmpty ? 0 : Double(common?.value ?? 0) / Double(rows.count)
    // Short rows below a complete first one: the first row tells the width.
    let first = rows.first?.count ?? 1
    let full = rows.isEmpty ? 0 : (1 + Double(counts[first] ?? 0) / Double(rows.count)) / 2
    if first > 1, first == counts.keys.max(), full > share {
      (commonWidth, consistency) = (first, full)
    } else {
      (commonWidth, consistency) = (common?.key ?? 1, share)
    }
  }

  /// The same of the rows from the first that has it, without comments.
  var consistencyOfBody: Double {
    let body = rows.drop { $0.count != commonWidth }.filter { row in
      row.count == commonWidth || row.first.map { text($0).first != UInt8(ascii: "#") } ?? true
    }
    let fitting = body.reduce(0) { $1.count == commonWidth ? $0 + 1 : $0 }
    return fitting >= 4 ? Double(fitting) / Double(body.count) : 0
  }

  func text(_ cell: Cell) -> ArraySlice<UInt8> { grid.text(cell) }

  /// Share of rows with quotes where none should stand, at most 1.
  var oddQuotes: Double {
    min(1, Double(grid.strayQuotes.count + grid.unclosedQuotes.count) / Double(max(1, rows.count)))
  }

  /// How much of the text stands in quotes.
  var quotedBytes: Int { rows.joined().reduce(0) { $0 + ($1.isQuoted ? text($1).count : 0) } }

  /// Whether a field in quotes goes on in the next line.
  var quotesLineEnds: Bool {
    rows.joined().contains { cell in cell.isQuoted && text(cell).contains { $0 == 0x0A || $0 == 0x0D } }
  }

  /// Whether a quote stands in a field without quotes.
  func holdsBare(_ quote: UInt8?) -> Bool {
    guard let quote else { return false }
    return rows.joined().contains { !$0.isQuoted && text($0).contains(quote) }
  }

  /// Whether a field is an address such as `http://…`, or its end.
  func holdsAddress(_ cell: Cell) -> Bool {
    let text = text(cell)
    return text.starts(with: "//".utf8) || zip(text, text.dropFirst()).contains { $0 == 0x3A && $1 == 0x2F }
  }
}
