import StrictYAML
import Tables

/// How a parity is spelled in a recipe.
enum RecipeParity {
  static func entries(_ parity: ParityRecipe) -> [(key: String, value: YAMLContent)] {
    [
      ("target", .text(parity.target)), ("group", .text(parity.group)), ("measure", .text(parity.measure.rawValue)),
      ("groups", .flowSequence(parity.groups.map(YAMLContent.text))),
      ("rows", .flowSequence(parity.rows.map { .integer(Int64($0)) })),
      ("labels", .flowSequence(parity.labels.map(YAMLContent.text))),
      ("before", .flowSequence(parity.before.map(YAMLContent.number))),
      ("after", .flowSequence(parity.after.map(YAMLContent.number))),
      ("changed", .integer(Int64(parity.changed))),
    ]
  }

  /// The inverse; problems go to the reader. Columns that the recipe lacks are refused.
  static func parities(from value: YAMLValue, columns: [String]?) -> [ParityRecipe]? {
    guard let members = value.list() else { return nil }
    let found = members.compactMap { parity(from: $0, columns: columns) }
    return found.count == members.count ? found : nil
  }

  private static func parity(from value: YAMLValue, columns: [String]?) -> ParityRecipe? {
    guard let mapping = value.mapping() else { return nil }
    let target = mapping.required("target").flatMap { column($0, columns) }
    let group = mapping.required("group").flatMap { column($0, columns) }
    let measureValue = mapping.required("measure")
    let measure = measureValue.flatMap(measure)
    let groups = mapping.required("groups").flatMap { list($0) { $0.text() } }
    let rows: [Int]? = mapping.required("rows").flatMap { list($0) { $0.integer(in: 1...Int.max) } }
    let labels = mapping.required("labels").flatMap { list($0) { $0.text() } }
    let before = mapping.required("before").flatMap { list($0) { $0.number() } }
    let after = mapping.required("after").flatMap { list($0) { $0.number() } }
    let changed: Int? = mapping.required("changed")?.integer(in: 0...Int.max)
    mapping.refuseUnknownKeys()
    guard let target, let group, let measure, let groups, let rows, let labels, let before, let after, let changed
    else {
      return nil
    }
    let figures = groups.count.multipliedReportingOverflow(by: labels.count).partialValue
    guard rows.count == groups.count, before.count == figures, after.count == figures else {
      value.refuse("expected rows for each group, and before and after a figure for each group and label")
      return nil
    }
    return ParityRecipe(
      target: target, group: group, measure: measure, groups: groups, rows: rows, labels: labels, before: before,
      after: after, changed: changed)
  }

  private static func column(_ value: YAMLValue, _ columns: [String]?) -> String? {
    guard let name = value.text() else { return nil }
    guard let columns, !columns.contains(where: { ByteText($0) == ByteText(name) }) else { return name }
    let hint = NearestName.of(name, among: columns).map { "; did you mean '\($0)'?" } ?? ""
    value.refuse("the recipe has no column '\(name.prefix(40))'\(hint)")
    return nil
  }

  private static func measure(from value: YAMLValue) -> ParityRecipe.Measure? {
    guard let text = value.text() else { return nil }
    if let measure = ParityRecipe.Measure(rawValue: text) { return measure }
    let known = ParityRecipe.Measure.allCases.map(\.rawValue).joined(separator: " or ")
    value.refuse("expected \(known), found '\(text.prefix(40))'")
    return nil
  }

  private static func list<Member>(_ value: YAMLValue, _ member: (YAMLValue) -> Member?) -> [Member]? {
    guard let values = value.list() else { return nil }
    let members = values.compactMap(member)
    return members.count == values.count ? members : nil
  }
}
