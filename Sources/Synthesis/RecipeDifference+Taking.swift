import Tables

extension RecipeDifference {
  /// The recipe with what a change speaks of as it is in `other`: a generator goes with its parameters, and what was fitted
  /// together (joint model, rare events, parities) is taken together.
  /// - Throws: `.unknownColumn` where `other` lacks the column, and what the synthesizer says of a recipe that cannot draw.
  package static func taking(_ change: Change, of other: Recipe, into recipe: Recipe) throws(SynthesisError) -> Recipe {
    var next = recipe
    if let name = change.column {
      next = try taking(column: name, change.setting.dropFirst(name.count), of: other, into: recipe)
    } else if change.setting == "seed" {
      next.seed = other.seed
    } else if change.setting == "privacy.k" {
      next.privacy = other.privacy
    } else if change.setting == "weight_column" {
      next.hasWeightColumn = other.hasWeightColumn
    } else if change.setting.hasPrefix("rule.") {
      next.rules = other.rules
    } else if change.setting.hasPrefix("source.") {
      next.source = other.source
    } else if change.setting == "columns" {
      let places = Dictionary(
        other.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      next.columns.sort { (places[$0.name] ?? .max) < (places[$1.name] ?? .max) }
    } else {
      next.model = other.model
      next.rare = other.rare
      next.parity = other.parity
    }
    _ = try Synthesizer(next, total: next.totalForItsEvents)
    return next
  }

  /// - Parameter rest: of the setting, behind the column's name: `.generator.mean`; empty where one side lacks the column.
  private static func taking(column name: String, _ rest: Substring, of other: Recipe, into recipe: Recipe)
    throws(SynthesisError) -> Recipe
  {
    var next = recipe
    let place = next.columns.firstIndex { $0.name == name }
    guard let column = other.column(named: name) else {
      if rest.isEmpty, let place {
        next.columns.remove(at: place)
        return next
      }
      throw SynthesisError(.unknownColumn(name: name, nearest: nil))
    }
    guard let place else {
      let before = other.columns.firstIndex { $0.name == name } ?? 0
      next.columns.insert(column, at: min(before, next.columns.count))
      return next
    }
    if rest.hasPrefix(".generator") {
      next.columns[place].generator = column.generator
      next.columns[place].parameters = column.parameters
      next.columns[place].pinned = column.pinned
    } else if rest == ".missing" {
      next.columns[place].missingShare = column.missingShare
    } else if rest == ".pinned" {
      next.columns[place].pinned = column.pinned
    } else if rest.hasPrefix(".tail") {
      next.columns[place].tails = column.tails
    } else if rest == ".drop" {
      next.columns[place].isDropped = column.isDropped
    } else if rest == ".personal_data" {
      next.columns[place].personalData = column.personalData
    } else {
      // A kind or a look means other values: the whole column.
      next.columns[place] = column
    }
    return next
  }
}
