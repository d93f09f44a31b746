import Screen
import Tables

/// How the file was read, as lines to look through.
extension WorkbenchState {
  var dialectLines: [ListLayer.Line] {
    guard let read = shownTable?.value else { return [] }
    return dialectFacts(read.dialect) + remarkLines(read.report)
  }

  private func dialectFacts(_ dialect: Dialect) -> [ListLayer.Line] {
    func line(_ name: String, _ value: String, flag: String) -> ListLayer.Line {
      ListLayer.Line(title: name, detail: value, key: flag)
    }
    let next = dialect.runnerUp.map { "; next best \($0.delimiterText), \(percent($0.confidence))" } ?? ""
    var lines = [
      line("delimiter", "\(dialect.delimiterText), \(percent(dialect.confidence)) sure\(next)", flag: "-d"),
      line("quotes", quotes(dialect), flag: "--quote, --escape"),
      line("header", dialect.hasHeader ? headerLines(dialect) : "none", flag: "--no-header"),
      line("encoding", dialect.encoding, flag: "--encoding"), line("line ends", dialect.lineEnd.rawValue, flag: ""),
    ]
    if let comment = dialect.comment {
      lines.append(line("comments", "lines that begin with \(Character(UnicodeScalar(comment)))", flag: "--comment"))
    }
    if dialect.skippedLines > 0 { lines.append(line("lines before", "\(dialect.skippedLines)", flag: "--skip")) }
    if dialect.footerLines > 0 { lines.append(line("lines behind", "\(dialect.footerLines)", flag: "")) }
    lines.append(line("rows that fit", percent(dialect.fit), flag: "--ragged, --strict"))
    return lines
  }

  private func percent(_ share: Double) -> String {
    // Rounded down: all but one row of a million are not 100 %.
    let tenths = Int((min(1, max(0, share)) * 1000).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)%"
  }

  private func quotes(_ dialect: Dialect) -> String {
    guard let quote = dialect.quote else { return "none" }
    let escape = dialect.escape.map { ", after \(Character(UnicodeScalar($0)))" } ?? ", doubled"
    return "\(Character(UnicodeScalar(quote)))\(escape)"
  }

  private func headerLines(_ dialect: Dialect) -> String {
    dialect.headerLines == 1 ? "one line" : "\(dialect.headerLines) lines, the first names the columns"
  }

  private func remarkLines(_ report: ReadReport) -> [ListLayer.Line] {
    guard !report.remarks.isEmpty else { return [] }
    let lines = report.remarks.map { remark in
      let places = remark.firstLines.prefix(3).map(Numbers.grouped).joined(separator: ", ")
      let more = remark.count > min(3, remark.firstLines.count) ? ", …" : ""
      let place = "line\(remark.firstLines.count == 1 ? "" : "s") \(places)\(more)"
      return ListLayer.Line(title: places.isEmpty ? "the file" : place, detail: remark.sentence)
    }
    return [ListLayer.Line(title: "what did not fit", isHeading: true)] + lines
  }
}

extension ReadReport.Remark {
  /// What the noun phrases of the reader begin with.
  private static let nouns = [
    "row", "blank line", "comment line", "line", "extra field", "column", "binary column", "empty column name",
    "repeated column name", "NUL byte",
  ]

  /// `2 lines before the table left out`; what is no such phrase says behind it how often it happened.
  var sentence: String {
    guard count > 1 else { return text }
    let number = Numbers.grouped(count)
    if text.hasPrefix("values of ") { return "\(number) \(text)" }
    guard let noun = Self.nouns.first(where: { text.hasPrefix($0 + " ") }) else { return "\(text) (\(number) times)" }
    return "\(number) \(noun)s\(text.dropFirst(noun.count))"
  }
}
