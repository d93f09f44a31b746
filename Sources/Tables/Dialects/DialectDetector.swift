import Glibc

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
    /// How sure the delimiter is, 0...1.
    var confidence = 1.0
    var runnerUp: Dialect.RunnerUp?
    /// Lines of the header, those without names included.
    var headerLines = 1
    /// Where another table seems to begin, with the fields of its rows.
    var otherTable: (offset: Int, width: Int)?
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
    if let count = options.skippedLines { lead.skip(count) }
    let given = options.setsDelimiter ? nil : lead.takeSeparatorLine()
    lead.takeComments()
    let position = lead.position
    let syntaxes = SyntaxCandidates(sample: prefix[position...], options: options).all(named: given)
    let trials = Self.unmistaken(
      syntaxes.compactMap { trial($0, from: position, isSet: given != nil || options.setsDelimiter) })
    guard let best = trials.max(by: { $0.score < $1.score }) else {
      return Finding(syntax: syntaxes.first ?? FieldSyntax(delimiter: UInt8(ascii: ",")), start: position)
    }
    if best.syntax.delimiter == nil, let delimiter = tooManyColumns(from: position) {
      return Finding(syntax: FieldSyntax(delimiter: delimiter), start: position)
    }
    var finding = finding(best, lead)
    rank(trials, best, &finding)
    return finding
  }

  /// Without backslashes as escapes where they leave quotes at odd places and doubled quotes leave none, and without other quotes
  /// where double quotes leave none either and hold more of the text: those stand in these.
  private static func unmistaken(_ trials: [Trial]) -> [Trial] {
    let fair = trials.filter { $0.syntax.escape == nil && $0.sample.oddQuotes == 0 }
    let plain = fair.map(\.syntax)
    let usual = fair.filter { $0.syntax.quote == SyntaxCandidates.doubleQuote }
      .map { (delimiter: $0.syntax.delimiterBytes, held: $0.sample.quotedBytes) }
    return trials.filter { trial in
      if trial.syntax.quote != SyntaxCandidates.doubleQuote {
        let held = trial.sample.quotedBytes
        if usual.contains(where: { $0.delimiter == trial.syntax.delimiterBytes && $0.held > held }) { return false }
      }
      guard trial.syntax.escape != nil, trial.sample.oddQuotes > 0 || trial.sample.holdsBare(trial.syntax.quote) else {
        return true
      }
      var doubled = trial.syntax
      doubled.escape = nil
      return !plain.contains(doubled)
    }
  }

  /// How sure the best delimiter is: the share of its score, sharpened, among the best of every delimiter.
  private func rank(_ trials: [Trial], _ best: Trial, _ finding: inout Finding) {
    var byDelimiter: [[UInt8]: Double] = [:]
    for trial in trials {
      byDelimiter[trial.syntax.delimiterBytes] = max(byDelimiter[trial.syntax.delimiterBytes] ?? 0, trial.score)
    }
    let own = best.syntax.delimiterBytes
    func weight(_ score: Double) -> Double { Glibc.pow(max(0, score), Self.sharpness) }
    let others = byDelimiter.filter { $0.key != own }
    let total = byDelimiter.values.reduce(0) { $0 + weight($1) }
    guard total > 0 else { return }
    finding.confidence = weight(best.score) / total
    guard let next = others.max(by: { ($0.value, $1.key.description) < ($1.value, $0.key.description) }) else { return }
    finding.runnerUp = Dialect.RunnerUp(
      delimiterText: next.key.isEmpty ? "none" : Dialect.text(of: next.key), confidence: weight(next.value) / total)
  }

  private static let sharpness = 8.0

  /// A delimiter that cuts the first line into more fields than are allowed: reading will say so.
  private func tooManyColumns(from position: Int) -> UInt8? {
    let line = text[position...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count >= RecordParser.maximumColumns else { return nil }
    return Array(",;\t|".utf8).first { delimiter in
      line.reduce(0) { $1 == delimiter ? $0 + 1 : $0 } >= RecordParser.maximumColumns
    }
  }

  // MARK: - Scores

  private func trial(_ syntax: FieldSyntax, from position: Int, isSet: Bool) -> Trial? {
    let sample: DialectSample
    do {
      sample = try DialectSample(
        prefix, from: position, isWhole: prefix.count == text.count, syntax: syntax, maximumRows: Self.maximumRows)
    } catch { return nil }
    guard !sample.rows.isEmpty, isSet || isPlausible(sample, syntax) else { return nil }
    // Apostrophes of different lines make no pair.
    if syntax.quote == SyntaxCandidates.singleQuote, options.quote == nil, sample.quotesLineEnds { return nil }
    let width = Double(sample.commonWidth)
    // A wider table explains more of the text; one column explains nothing.
    let score =
      sample.consistency * fields(sample, syntax) * (1 - 0.5 / width) * Self.prior(of: syntax)
      * (1 - 0.3 * sample.oddQuotes)
    return Trial(syntax: syntax, sample: sample, score: score)
  }

  /// Blanks and marks stand in every text and delimit only where many rows agree.
  private func isPlausible(_ sample: DialectSample, _ syntax: FieldSyntax) -> Bool {
    guard let delimiter = syntax.delimiter else { return true }
    if syntax.loosening.skipsBlanks, sample.rows.count < 2 { return false }
    if !syntax.loosening.longDelimiter.isEmpty { return sample.rows.count >= 3 && sample.consistency >= 0.9 }
    guard SyntaxCandidates.rareDelimiters.contains(delimiter) else { return true }
    guard sample.rows.count >= 4, sample.commonWidth >= 2 else { return false }
    // Such marks stand for nothing else, so that what precedes a table does not speak against them.
    if delimiter < 0x20 || delimiter == UInt8(ascii: "^") || delimiter == UInt8(ascii: "~") {
      return sample.consistencyOfBody >= 0.99
    }
    guard sample.commonWidth >= 3, sample.consistency >= 0.99 else { return false }
    let cells = sample.rows.prefix(50).joined()
    // Addresses hold such marks in the same places.
    if delimiter != UInt8(ascii: " "), cells.contains(where: { sample.holdsAddress($0) }) { return false }
    let shapes = cells.map { FieldShape(sample.text($0), allowsComma: true) }
    let typed = shapes.reduce(0) { $1.isTyped ? $0 + 1 : $0 }
    return !shapes.contains(.empty) && typed * 3 >= shapes.count
  }

  /// How likely a syntax is before the text is seen.
  private static func prior(of syntax: FieldSyntax) -> Double {
    var quote = syntax.quote == UInt8(ascii: "\"") ? (syntax.escape == nil ? 1 : 0.97) : 0.95
    if syntax.loosening.skipsBlanks { quote *= 0.98 }
    guard let delimiter = syntax.delimiter else { return quote }
    if syntax.loosening.mergesBlanks { return 0.62 * quote }
    if !syntax.loosening.longDelimiter.isEmpty { return 0.98 * quote }
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
        let shape = FieldShape(sample.text(cell), allowsComma: syntax.delimiter != UInt8(ascii: ","))
        // Quotes are there so that a field may hold anything.
        sum += shape == .other && cell.isQuoted ? FieldShape.phrase.weight : shape.weight
        count += 1
        // Very wide tables: enough is known.
        if count >= 4000 { return sum / Double(count) }
      }
    }
    return count == 0 ? 0 : sum / Double(count)
  }

  // MARK: - The rest of the dialect

  private func finding(_ best: Trial, _ lead: LeadingLines) -> Finding {
    let trial = withComments(best, from: lead.position)
    let layout = SampleLayout(trial.sample)
    var finding = Finding(syntax: trial.syntax, start: lead.position)
    if layout.preamble > 0, options.skippedLines == nil {
      finding.start = original(trial.sample.grid.rowStarts[layout.preamble], trial)
    }
    finding.skippedLines = LineNumbers.line(of: finding.start, in: prefix) - 1
    let body = Array(trial.sample.rows.dropFirst(options.skippedLines == nil ? layout.preamble : 0))
    let header = HeaderDetector(
      sample: trial.sample, rows: body, allowsComma: trial.syntax.delimiter != UInt8(ascii: ","))
    finding.hasHeader = options.hasHeader ?? header.hasHeader
    if finding.hasHeader { finding.headerLines = header.lines }
    finding.width = max(trial.sample.commonWidth, finding.hasHeader ? body.first?.count ?? 1 : 1)
    finding.otherTable = layout.other.map { (original(trial.sample.grid.rowStarts[$0.row], trial), $0.width) }
    return finding
  }

  /// The offset in the text of one in the plain text that a loosening made: lines are the same in both.
  private func original(_ offset: Int, _ trial: Trial) -> Int {
    guard trial.syntax.loosening.isNeeded else { return offset }
    let line = LineNumbers.line(of: offset, in: trial.sample.grid.bytes)
    var lines = LeadingLines(text: prefix, start: 0)
    lines.skip(line - 1)
    return lines.position
  }

  /// Lines that begin with `#` and do not have the fields of a row are comments.
  private func withComments(_ trial: Trial, from position: Int) -> Trial {
    let mark = UInt8(ascii: "#")
    guard options.comment == nil, trial.sample.commonWidth > 1 else { return trial }
    let marked = trial.sample.rows.filter { row in
      row.first.map { !$0.isQuoted && trial.sample.text($0).first == mark } ?? false
    }
    let fitting = trial.sample.rows.reduce(0) { $1.count == trial.sample.commonWidth ? $0 + 1 : $0 }
    guard !marked.isEmpty, fitting >= 3, marked.allSatisfy({ $0.count != trial.sample.commonWidth }) else {
      return trial
    }
    var syntax = trial.syntax
    syntax.loosening.comment = mark
    return self.trial(syntax, from: position, isSet: true) ?? trial
  }
}
