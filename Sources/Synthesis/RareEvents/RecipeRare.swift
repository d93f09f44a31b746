import StrictYAML
import Tables

/// How rare events are spelled in a recipe.
enum RecipeRare {
  static func entries(_ event: RareEventRecipe) -> [(key: String, value: YAMLContent)] {
    var entries: [(key: String, value: YAMLContent)] = [
      ("when", .text(event.when)), ("target", .text(event.target.description)),
      ("support", .integer(Int64(event.support))), ("share", .number(event.share)),
    ]
    if !event.thresholds.isEmpty {
      entries.append(("thresholds", .flowSequence(event.thresholds.map(YAMLContent.number))))
    }
    return entries
  }

  /// The inverse; problems go to the reader. Conditions are checked against the columns where those could be restored.
  static func events(from value: YAMLValue, columns: [RestoredColumn]?, restores: Bool) -> [RareEventRecipe]? {
    guard let members = value.list() else { return nil }
    if members.count > RareEventFit.mostEvents {
      value.refuse("expected at most \(RareEventFit.mostEvents) rare events, found \(members.count)")
    }
    let drawn = restores ? columns?.compactMap(\.emptyColumn) : nil
    // A column that could not be restored is a problem of its own.
    let isWhole = drawn?.count == columns?.count
    var lines: [[UInt8]: Int] = [:]
    let events = members.map { member in
      event(from: member, columns: isWhole ? drawn : nil, seen: &lines)
    }
    let whole = events.compactMap { $0 }
    return whole.count == members.count ? whole : nil
  }

  private static func event(from value: YAMLValue, columns: [Column]?, seen: inout [[UInt8]: Int]) -> RareEventRecipe? {
    guard let mapping = value.mapping() else { return nil }
    let whenValue = mapping.required("when")
    let when = whenValue?.text()
    let target = mapping.required("target").flatMap(target)
    let support: Int? = mapping.required("support")?.integer(in: 1...Int.max)
    let share = mapping.required("share")?.number(in: 0...1)
    let list = mapping.optional("thresholds")
    let thresholds = list == nil ? [] : list.flatMap(numbers)
    mapping.refuseUnknownKeys()
    guard let whenValue, let when, let thresholds else { return nil }
    if let line = seen.updateValue(whenValue.place.line, forKey: Array(when.utf8)) {
      whenValue.refuse("the rare event '\(when.prefix(40))' already stands in line \(line)")
    }
    check(whenValue, when, thresholds, columns)
    guard let target, let support, let share else { return nil }
    return RareEventRecipe(when: when, target: target, support: support, share: share, thresholds: thresholds)
  }

  private static func target(from value: YAMLValue) -> RareTarget? {
    guard let text = value.text() else { return nil }
    if let target = RareTarget(text) { return target }
    value.refuse("expected \(RareTarget.expected), found '\(text.prefix(40))'")
    return nil
  }

  private static func numbers(from value: YAMLValue) -> [Double]? {
    guard let members = value.list() else { return nil }
    let numbers = members.compactMap { $0.number() }
    return numbers.count == members.count ? numbers : nil
  }

  private static func check(_ value: YAMLValue, _ when: String, _ thresholds: [Double], _ columns: [Column]?) {
    do throws(ExpressionProblem) {
      let expression = try Expression(parsing: when)
      guard let columns else { return }
      _ = try Predicate(expression, text: when, columns: columns, thresholds: thresholds)
    } catch {
      value.refuse("at character \(error.offset + 1) of the condition: \(error.reason)")
    }
  }
}

extension RestoredColumn {
  /// The column without a row, which shows how its values are stored; nil where it could not be restored.
  fileprivate var emptyColumn: Column? { fitted.map { Synthesizer.emptyColumn(recipe, $0) } }
}
