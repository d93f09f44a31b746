import Evaluation
import Files
import Tables

extension InspectionReport {
  /// An aligned table under a line on how the file was read, and what the reader has to say. Safe for a terminal.
  func text(full: Bool) -> String {
    var lines = [headline, dialectLine, ""]
    lines += AlignedText.lines(of: [Self.heads] + rows, alignments: Self.alignments)
    if full { lines += zip(read.table.columns, profile.columns).flatMap(details) }
    if !read.report.remarks.isEmpty { lines += [""] + read.report.remarks.map(ReadRemark.line) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let heads = ["#", "column", "kind", "missing", "distinct", "min", "max", "mean", ""]
  private static let alignments: [AlignedText.Alignment] = [
    .right, .left, .left, .right, .right, .right, .right, .right, .left,
  ]

  private var headline: String {
    let columns = read.table.columns.count
    let rows = profile.rows
    return SafeText.visible(read.table.name) + ": \(NumberText.grouped(rows)) row\(rows == 1 ? "" : "s"), "
      + "\(NumberText.grouped(columns)) column\(columns == 1 ? "" : "s")"
  }

  private var dialectLine: String {
    let dialect = read.dialect
    if let container = dialect.container { return SafeText.visible(container) }
    var parts = [
      dialect.delimiterText, dialect.quote == nil ? "no quotes" : "quotes " + String(UnicodeScalar(dialect.quote ?? 0)),
    ]
    if let escape = dialect.escape { parts.append("escape " + String(UnicodeScalar(escape))) }
    if let comment = dialect.comment { parts.append("comments " + String(UnicodeScalar(comment))) }
    parts.append(dialect.hasHeader ? "header" : "no header")
    parts += [dialect.lineEnd.rawValue, dialect.encoding]
    if dialect.skippedLines > 0 {
      parts.append("\(dialect.skippedLines) line\(dialect.skippedLines == 1 ? "" : "s") skipped")
    }
    parts.append("sure \(percent(dialect.confidence)) %" + (dialect.runnerUp.map(runnerUp) ?? ""))
    if dialect.fit < 1 { parts.append("\(percent(dialect.fit)) % of rows fit") }
    return SafeText.visible(parts.joined(separator: " · "))
  }

  /// Rounded down: all but one row of a million are not 100 %.
  private func percent(_ share: Double) -> String {
    NumberText.fixed((share * 1000).rounded(.down) / 10, decimals: 1)
  }

  private func runnerUp(_ next: Dialect.RunnerUp) -> String {
    next.confidence < 0.0005 ? "" : ", then \(next.delimiterText) \(percent(next.confidence)) %"
  }

  private var rows: [[String]] {
    zip(read.table.columns, profile.columns).enumerated().map { index, pair in
      [String(index + 1)] + row(of: pair.0, profile: pair.1)
    }
  }

  private func row(of column: Column, profile: ColumnProfile) -> [String] {
    let numbers = profile.numbers.map {
      [
        NumberText.value($0.minimum, of: column), NumberText.value($0.maximum, of: column),
        NumberText.mean($0.mean, of: column),
      ]
    }
    return [
      AlignedText.cut(column.name, to: 32), column.kind.rawValue, count(profile.missing),
      (profile.distinctError > 0 ? "≈ " : "") + NumberText.grouped(profile.distinct),
    ] + (numbers ?? ["", "", ""]).map { SafeText.visible($0) } + [notes(of: profile)]
  }

  private func count(_ number: Int) -> String { number == 0 ? "-" : NumberText.grouped(number) }

  private func notes(of profile: ColumnProfile) -> String {
    var notes: [String] = []
    if let personal = profile.personalData { notes.append("personal data: \(personal.rawValue)") }
    if profile.isConstant { notes.append("constant") }
    if profile.isNearlyUnique { notes.append("≈ unique") }
    return notes.joined(separator: ", ")
  }

  private func details(of column: Column, profile: ColumnProfile) -> [String] {
    var lines = ["", SafeText.visible(column.name)]
    if let numbers = profile.numbers {
      let quantiles = numbers.quantiles.map {
        "q\(NumberText.fixed($0.probability * 100, decimals: 0)) \(SafeText.visible(NumberText.value($0.value, of: column)))"
      }
      lines.append("  quantiles  " + (profile.rankError > 0 ? "≈ " : "") + quantiles.joined(separator: "  "))
      lines.append(
        "  outliers   \(profile.rankError > 0 ? "≈ " : "")\(numbers.lowOutliers) low, \(numbers.highOutliers) high")
    }
    lines += profile.levels.prefix(12).map {
      "  \(NumberText.grouped($0.count))  \(AlignedText.cut($0.text.string, to: 60))"
    }
    return lines
  }
}
