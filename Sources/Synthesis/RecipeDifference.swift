import Tables

/// What changed between two recipes, setting by setting, in words for the save dialog and undo.
package enum RecipeDifference {
  package struct Change: Equatable, Sendable {
    /// `seed`, `privacy.k`, `model`, `model.shrinkage`, `carat`, `carat.generator`, `carat.look.decimals`.
    package var setting: String
    /// nil: the setting is new.
    package var old: String?
    /// nil: the setting is gone.
    package var new: String?
    /// The column whose setting it is; nil: the recipe's own.
    package var column: String?

    package init(setting: String, old: String?, new: String?, column: String? = nil) {
      self.setting = setting
      self.old = old
      self.new = new
      self.column = column
    }
  }

  /// The settings that differ, in the order of the new recipe's file, removed ones where they stood in the old one.
  /// Parameters of a generator or model that was exchanged are not listed.
  package static func describe(_ old: Recipe, _ new: Recipe) -> [Change] {
    var changes = compare(settings(of: old), settings(of: new))
    changes += part("model", (old.model.name, old.model.parameters), (new.model.name, new.model.parameters))
    changes += compare(events(of: old), events(of: new))
    changes += compare(parities(of: old), parities(of: new))
    changes += compare(rules(of: old), rules(of: new))
    let places = Dictionary(
      old.columns.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    let remaining = Set(new.columns.map { Array($0.name.utf8) })
    for column in old.columns where !remaining.contains(Array(column.name.utf8)) {
      changes.append(Change(setting: column.name, old: column.generator, new: nil, column: column.name))
    }
    for column in new.columns {
      guard let place = places[Array(column.name.utf8)] else {
        changes.append(Change(setting: column.name, old: nil, new: column.generator, column: column.name))
        continue
      }
      changes += describe(old.columns[place], column)
    }
    return changes + order(old, new)
  }

  private static func describe(_ old: ColumnRecipe, _ new: ColumnRecipe) -> [Change] {
    guard old != new else { return [] }
    let changes =
      compare(settings(of: old), settings(of: new), prefix: new.name + ".")
      + part("\(new.name).generator", (old.generator, old.parameters), (new.generator, new.parameters))
    return changes.map { Change(setting: $0.setting, old: $0.old, new: $0.new, column: new.name) }
  }

  private static func order(_ old: Recipe, _ new: Recipe) -> [Change] {
    let (before, after) = (old.columns.map(\.name), new.columns.map(\.name))
    guard before != after, before.sorted() == after.sorted() else { return [] }
    return [Change(setting: "columns", old: before.joined(separator: ", "), new: after.joined(separator: ", "))]
  }

  private typealias Setting = (name: String, value: ParameterValue)

  private static func settings(of recipe: Recipe) -> [Setting] {
    [
      ("source.name", .text(ByteText(recipe.source.name))), ("source.rows", .integer(Int64(recipe.source.rows))),
      ("source.columns", .integer(Int64(recipe.source.columns))),
      ("source.delimiter", .text(ByteText([recipe.source.delimiter]))), ("seed", .text(ByteText(String(recipe.seed)))),
      ("privacy.k", .integer(Int64(recipe.privacy.k))), ("weight_column", .flag(recipe.hasWeightColumn)),
    ]
  }

  /// Every event under its condition; an order that differs is a setting of its own.
  private static func events(of recipe: Recipe) -> [Setting] {
    let events = recipe.rare.flatMap { event in
      [
        ("rare.\(event.when)", ParameterValue.text(ByteText(event.target.description))),
        ("rare.\(event.when).support", .integer(Int64(event.support))),
        ("rare.\(event.when).share", .number(event.share)),
      ] + (event.thresholds.isEmpty ? [] : [("rare.\(event.when).thresholds", .numbers(event.thresholds))])
    }
    guard recipe.rare.count > 1 else { return events }
    return events + [("rare", .texts(recipe.rare.map { ByteText($0.when) }))]
  }

  /// Every parity under its target and group; an order that differs is a setting of its own.
  private static func parities(of recipe: Recipe) -> [Setting] {
    let parities = recipe.parity.flatMap { parity in
      let name = "parity.\(parity.target)~\(parity.group)"
      return [
        (name, ParameterValue.text(ByteText(parity.measure.rawValue))),
        ("\(name).groups", .texts(parity.groups.map { ByteText($0) })),
        ("\(name).rows", .integers(parity.rows.map(Int64.init))),
        ("\(name).labels", .texts(parity.labels.map { ByteText($0) })),
        ("\(name).before", .numbers(parity.before)), ("\(name).after", .numbers(parity.after)),
        ("\(name).changed", .integer(Int64(parity.changed))),
      ]
    }
    guard recipe.parity.count > 1 else { return parities }
    return parities + [("parity", .texts(recipe.parity.map { ByteText("\($0.target)~\($0.group)") }))]
  }

  /// Every rule under its line, with what it learned.
  private static func rules(of recipe: Recipe) -> [Setting] {
    recipe.rules.flatMap { rule in
      [("rule.\(rule.text)", ParameterValue.flag(true))]
        + rule.parameters.entries.map { ("rule.\(rule.text).\($0.name)", $0.value) }
    }
  }

  private static func settings(of column: ColumnRecipe) -> [Setting] {
    var settings: [Setting] = [("kind", .text(ByteText(column.kind.rawValue)))]
    settings += RecipeLook.settings(of: column.look).map { ("look.\($0.name)", $0.value) }
    settings.append(("missing", .number(column.missingShare)))
    for side in ColumnTails.Side.allCases where column.tails[side] != .auto {
      settings.append(("tail.\(side)", .text(ByteText(column.tails[side].spelling))))
    }
    settings.append(("drop", .flag(column.isDropped)))
    if !column.pinned.isEmpty { settings.append(("pinned", .texts(column.pinned.map { ByteText($0) }))) }
    if let data = column.personalData { settings.append(("personal_data", .text(ByteText(data.rawValue)))) }
    return settings
  }

  private static func part(
    _ setting: String, _ old: (name: String, parameters: Parameters), _ new: (name: String, parameters: Parameters)
  ) -> [Change] {
    guard old.name == new.name else { return [Change(setting: setting, old: old.name, new: new.name)] }
    return compare(
      old.parameters.entries.map { ($0.name, $0.value) }, new.parameters.entries.map { ($0.name, $0.value) },
      prefix: setting + ".")
  }

  private static func compare(_ old: [Setting], _ new: [Setting], prefix: String = "") -> [Change] {
    let before = Dictionary(old.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.map(\.name))
    let removed = old.filter { !after.contains($0.name) }.map {
      Change(setting: prefix + $0.name, old: $0.value.spelling, new: nil)
    }
    return removed
      + new.filter { before[$0.name] != $0.value }.map {
        Change(setting: prefix + $0.name, old: before[$0.name]?.spelling, new: $0.value.spelling)
      }
  }
}

extension ParameterValue {
  /// A single value as it is spelled, a list by its length and ends.
  package var spelling: String {
    switch self {
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.description
    case .text(let text): text.string
    case .integers(let values): ParameterValue.summary(values.map(String.init), "integers")
    case .numbers(let values): ParameterValue.summary(values.map(\.description), "numbers")
    case .texts(let texts): ParameterValue.summary(texts.map(\.string), "texts")
    }
  }

  private static func summary(_ members: [String], _ noun: String) -> String {
    if members.count <= 4 { return "[" + members.joined(separator: ", ") + "]" }
    return "\(members.count) \(noun) \(members[0]) … \(members[members.count - 1])"
  }
}
