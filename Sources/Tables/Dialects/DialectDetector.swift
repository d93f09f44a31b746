/// Finds how a text is delimited, from its first rows.
///
/// Every plausible syntax is tried. The best one cuts rows of equal width into fields that look like values (van den Burg, Nazábal
/// and Sutton 2019 call the two pattern and type scores; the weights here are our own, chosen on public files).
struct DialectDetector {
  struct Finding {
    var syntax: FieldSyntax
    /// Where the table begins.
    var start: Int
    var skippedLines = 0
    var hasHeader = true
    var width = 1
    /// 0...1: consistency times how much the fields look like values.
    var confidence = 1.0
  }

  private struct Trial {
    var syntax: FieldSyntax
    var sample: DialectSample
    var score: Double
  }

  let text: [UInt8]
  let start: Int
  let options: ReadOptions

  /// The part of the text that is looked at: it ends with a whole line where it can.
  private let prefix: [UInt8]
  private static let maximumRows = 400
  private static let leastBytes = 1 << 16
  private static let mostBytes = 1 << 20

  init(text: [UInt8], start: Int, options: ReadOptions) {
    self.text = text
    self.start = start
    self.options = options
    prefix = Self.prefix(of: text, from: start)
  }

  /// The first 64 KiB, or more where these hold fewer than 20 lines.
  private static func prefix(of text: [UInt8], from start: Int) -> [UInt8] {
    guard text.count - start > leastBytes else { return text }
    var (lines, end, last) = (0, start, start)
    while end < text.count, end - start < mostBytes, end - start < leastBytes || lines < 20 {
      if text[end] == 0x0A || text[end] == 0x0D {
        lines += 1
        last = end + 1
      }
      end += 1
    }
    return Array(text[..<(last > start ? last : end)])
  }

  func find() -> Finding {
    var lead = LeadingLines(text: prefix, start: start)
    let given = options.delimiter ?? lead.takeSeparatorLine()
    lead.takeComments()
    let syntaxes = syntaxes(from: lead.position, delimiter: given)
    let best = syntaxes.compactMap { trial($0, from: lead.position) }.max { $0.score < $1.score }
    guard let best else {
      return Finding(syntax: FieldSyntax(delimiter: given ?? UInt8(ascii: ",")), start: lead.position)
    }
    if best.syntax.delimiter == nil, let delimiter = tooManyColumns(from: lead.position) {
      return Finding(syntax: FieldSyntax(delimiter: delimiter), start: lead.position)
    }
    return finding(best, lead)
  }

  /// A delimiter that cuts the first line into more fields than are allowed: reading will say so.
  private func tooManyColumns(from position: Int) -> UInt8? {
    let line = text[position...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count >= RecordParser.maximumColumns else { return nil }
    return Self.delimiters.first { delimiter in
      line.reduce(0) { $1 == delimiter ? $0 + 1 : $0 } >= RecordParser.maximumColumns
    }
  }

  // MARK: - Candidates

  private static let delimiters = Array(",;\t|".utf8)
  private static let rareDelimiters = Array(" ^~\u{1}\u{1F}".utf8)

  private func syntaxes(from position: Int, delimiter: UInt8?) -> [FieldSyntax] {
    let sample = prefix[position...]
    let present = Set(sample)
    let delimiters: [UInt8?] =
      delimiter.map { [$0] } ?? ((Self.delimiters + Self.rareDelimiters).filter(present.contains) + [nil])
    var syntaxes = delimiters.map { FieldSyntax(delimiter: $0) }
    if hasEscapedQuotes(sample) {
      syntaxes += delimiters.map { FieldSyntax(delimiter: $0, escape: UInt8(ascii: "\\")) }
    }
    if let single = singleQuoteDelimiters(sample, delimiters) {
      syntaxes += single.map { FieldSyntax(delimiter: $0, quote: UInt8(ascii: "'")) }
    }
    return syntaxes
  }

  private func hasEscapedQuotes(_ sample: ArraySlice<UInt8>) -> Bool {
    zip(sample, sample.dropFirst()).contains { $0 == UInt8(ascii: "\\") && $1 == UInt8(ascii: "\"") }
  }

  /// Delimiters that stand next to single quotes.
  private func singleQuoteDelimiters(_ sample: ArraySlice<UInt8>, _ delimiters: [UInt8?]) -> [UInt8?]? {
    guard sample.contains(UInt8(ascii: "'")) else { return nil }
    let pairs = Set(zip(sample, sample.dropFirst()).filter { $1 == UInt8(ascii: "'") }.map(\.0))
    let found = delimiters.filter { $0.map(pairs.contains) ?? false }
    return found.isEmpty ? nil : found
  }

  // MARK: - Scores

  private func trial(_ syntax: FieldSyntax, from position: Int) -> Trial? {
    let sample: DialectSample
    do {
      sample = try DialectSample(
        prefix, from: position, isWhole: prefix.count == text.count, syntax: syntax, maximumRows: Self.maximumRows)
    } catch { return nil }
    guard !sample.rows.isEmpty, isPlausible(sample, syntax) else { return nil }
    let width = Double(sample.commonWidth)
    // A wider table explains more of the text; one column explains nothing.
    let score = sample.consistency * fields(sample, syntax) * (1 - 0.5 / width) * Self.prior(of: syntax)
    return Trial(syntax: syntax, sample: sample, score: score)
  }

  /// Blanks stand in every text and delimit only where many rows of some numbers agree.
  private func isPlausible(_ sample: DialectSample, _ syntax: FieldSyntax) -> Bool {
    guard let delimiter = syntax.delimiter, Self.rareDelimiters.contains(delimiter), options.delimiter == nil else {
      return true
    }
    guard sample.rows.count >= 4, sample.consistency >= 0.99 else { return false }
    guard delimiter == UInt8(ascii: " ") else { return true }
    let shapes = sample.rows.prefix(50).joined().map { FieldShape(sample.text($0), allowsComma: true) }
    let typed = shapes.reduce(0) { $1.isTyped ? $0 + 1 : $0 }
    return sample.commonWidth >= 3 && !shapes.contains(.empty) && typed * 3 >= shapes.count
  }

  /// How likely a syntax is before the text is seen.
  private static func prior(of syntax: FieldSyntax) -> Double {
    let quote = syntax.quote == UInt8(ascii: "\"") ? (syntax.escape == nil ? 1 : 0.97) : 0.95
    guard let delimiter = syntax.delimiter else { return quote }
    switch delimiter {
    case UInt8(ascii: ","): return 1.0 * quote
    case UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"): return 0.99 * quote
    case UInt8(ascii: " "): return 0.6 * quote
    default: return 0.9 * quote
    }
  }

  /// The mean weight of the fields in rows of the common width, 0...1.
  private func fields(_ sample: DialectSample, _ syntax: FieldSyntax) -> Double {
    var (sum, count) = (0.0, 0)
    for row in sample.rows where row.count == sample.commonWidth {
      for cell in row {
        sum += FieldShape(sample.text(cell), allowsComma: syntax.delimiter != UInt8(ascii: ",")).weight
        count += 1
        // Very wide tables: enough is known.
        if count >= 4000 { return sum / Double(count) }
      }
    }
    return count == 0 ? 0 : sum / Double(count)
  }

  // MARK: - The rest of the dialect

  private func finding(_ trial: Trial, _ lead: LeadingLines) -> Finding {
    let preamble = preambleRows(trial.sample)
    let body = Array(trial.sample.rows.dropFirst(preamble))
    var finding = Finding(syntax: trial.syntax, start: lead.position)
    if preamble > 0 { finding.start = trial.sample.grid.rowStarts[preamble] }
    finding.skippedLines = LineNumbers.line(of: finding.start, in: prefix) - 1
    let header = HeaderDetector(
      sample: trial.sample, rows: body, allowsComma: trial.syntax.delimiter != UInt8(ascii: ","))
    finding.hasHeader = options.hasHeader ?? header.hasHeader
    finding.width = max(trial.sample.commonWidth, finding.hasHeader ? body.first?.count ?? 1 : 1)
    finding.confidence = min(1, trial.sample.consistency)
    return finding
  }

  /// Leading rows of one field before a table of several columns: a title, a date of export.
  private func preambleRows(_ sample: DialectSample) -> Int {
    guard sample.commonWidth >= 2, let first = sample.rows.firstIndex(where: { $0.count == sample.commonWidth }),
      first > 0, first <= 20, sample.rows[..<first].allSatisfy({ $0.count == 1 })
    else { return 0 }
    let rest = sample.rows[first...]
    let fitting = rest.reduce(0) { $1.count == sample.commonWidth ? $0 + 1 : $0 }
    return fitting >= 3 && fitting * 10 >= rest.count * 9 ? first : 0
  }
}
