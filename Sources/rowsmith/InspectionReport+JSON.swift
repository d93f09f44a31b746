import Evaluation
import Tables

extension InspectionReport {
  /// One object and a line end. Cell values only if asked.
  func json(withValues: Bool) -> String {
    let columns = zip(read.table.columns, profile.columns)
    let types = columns.map { JSONText.text(Self.type(of: $0, profile: $1)) }
    let members: [(String, JSONText)] =
      [("schema", .integer(Self.schema)), ("file", .text(read.table.name))] + dialectMembers + [
        ("rows", .integer(profile.rows)),
        ("cols", .integer(read.table.columns.count)),
        ("names", .list(read.table.columns.map { .text($0.name) })),
        ("types", .list(types)),
        ("columns", .list(columns.map { column($0, profile: $1, withValues: withValues) })),
        ("remarks", .list(read.report.remarks.map(remark))),
        ("cells_sha256", read.report.cellsDigest.map { .text($0) } ?? .null),
      ]
    return JSONText.object(members).text + "\n"
  }

  private var dialectMembers: [(String, JSONText)] {
    let dialect = read.dialect
    return [
      ("delimiter", .text(delimiter)),
      ("quote", character(dialect.quote)),
      ("escape", character(dialect.escape)),
      ("comment", character(dialect.comment)),
      ("header", .flag(dialect.hasHeader)),
      ("header_lines", .integer(dialect.headerLines)),
      ("encoding", .text(dialect.encoding)),
      ("line_end", .text(dialect.lineEnd.rawValue)),
      ("skipped_lines", .integer(dialect.skippedLines)),
      ("footer_lines", .integer(dialect.footerLines)),
      ("confidence", .number(dialect.confidence)),
      ("runner_up", dialect.runnerUp.map(runnerUp) ?? .null),
      ("fit", .number(dialect.fit)),
    ] + (dialect.container.map { [("container", .text($0))] } ?? [])
  }

  private var delimiter: String {
    let dialect = read.dialect
    return String(decoding: dialect.longDelimiter.isEmpty ? [dialect.delimiter] : dialect.longDelimiter, as: UTF8.self)
  }

  private func character(_ byte: UInt8?) -> JSONText { byte.map { .text(String(UnicodeScalar($0))) } ?? .null }

  private func runnerUp(_ next: Dialect.RunnerUp) -> JSONText {
    .object([("delimiter", .text(next.delimiterText)), ("confidence", .number(next.confidence))])
  }

  private func column(_ column: Column, profile: ColumnProfile, withValues: Bool) -> JSONText {
    var members: [(String, JSONText)] = [
      ("name", .text(column.name)),
      ("kind", .text(column.kind.rawValue)),
      ("missing", .integer(profile.missing)),
      ("distinct", .integer(profile.distinct)),
      ("constant", .flag(profile.isConstant)),
      ("nearly_unique", .flag(profile.isNearlyUnique)),
      ("personal_data", profile.personalData.map { .text($0.rawValue) } ?? .null),
    ]
    if profile.distinctError > 0 { members.append(("distinct_error", .number(profile.distinctError))) }
    if profile.rankError > 0 { members.append(("rank_error", .number(profile.rankError))) }
    if withValues { members += values(of: column, profile: profile) }
    return .object(members)
  }

  private func values(of column: Column, profile: ColumnProfile) -> [(String, JSONText)] {
    var members: [(String, JSONText)] = []
    if let numbers = profile.numbers {
      members += [
        ("minimum", value(numbers.minimum, of: column)), ("maximum", value(numbers.maximum, of: column)),
        ("mean", value(numbers.mean, of: column)), ("standard_deviation", .number(numbers.standardDeviation)),
      ]
    }
    if !profile.levels.isEmpty {
      members.append(
        (
          "levels",
          .list(profile.levels.map { .object([("value", .text($0.text.string)), ("count", .integer($0.count))]) })
        ))
    }
    return members
  }

  /// Numbers as numbers, instants as the file spells them.
  private func value(_ number: Double, of column: Column) -> JSONText {
    guard case .instants = column.storage else { return .number(number) }
    return .text(NumberText.value(number, of: column))
  }

  private func remark(_ remark: ReadReport.Remark) -> JSONText {
    .object([
      ("text", .text(remark.text)), ("count", .integer(remark.count)),
      ("lines", .list(remark.firstLines.map { .integer($0) })),
    ])
  }
}
