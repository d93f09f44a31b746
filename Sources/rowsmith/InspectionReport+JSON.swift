import Evaluation
import Tables

extension InspectionReport {
  /// One object and a line end. Cell values only if asked.
  func json(withValues: Bool) -> String {
    let columns = zip(read.table.columns, profile.columns)
    let types = columns.map { JSONText.text(Self.type(of: $0, profile: $1)) }
    let members: [(String, JSONText)] =
      [("schema", .integer(Self.schema)), ("file", .text(read.table.name))] + dialectMembers + [
        ("rows", .integer(read.table.rowCount)),
        ("cols", .integer(read.table.columns.count)),
        ("names", .list(read.table.columns.map { .text($0.name) })),
        ("types", .list(types)),
        ("columns", .list(columns.map { column($0, profile: $1, withValues: withValues) })),
        ("remarks", .list(read.report.remarks.map(remark))),
      ]
    return JSONText.object(members).text + "\n"
  }

  private var dialectMembers: [(String, JSONText)] {
    let dialect = read.dialect
    return [
      ("delimiter", .text(String(UnicodeScalar(dialect.delimiter)))),
      ("quote", dialect.quote.map { .text(String(UnicodeScalar($0))) } ?? .null),
      ("header", .flag(dialect.hasHeader)),
      ("encoding", .text(dialect.encoding)),
      ("line_end", .text(dialect.lineEnd.rawValue)),
      ("skipped_lines", .integer(dialect.skippedLines)),
      ("confidence", .number(dialect.confidence)),
    ] + (dialect.container.map { [("container", .text($0))] } ?? [])
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
