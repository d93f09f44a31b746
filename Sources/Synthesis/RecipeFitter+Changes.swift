import StrictYAML
import Tables

extension RecipeFitter {
  /// The recipe with another generator on one column, fitted on that column alone. The joint model stays.
  /// - Throws: `.unknownColumn`, `.unknownGenerator`, `.cannotFit`.
  package static func choose(
    generator: String, forColumn name: String, in recipe: Recipe, table: Table, profile: Profile
  ) throws(SynthesisError) -> Recipe {
    let (place, index) = try places(of: name, in: recipe, table)
    return try refitted(
      recipe, at: place, from: table.columns[index], profile.columns[index], chosen: generator, in: table)
  }

  /// The recipe with a family that was fitted to one column. The joint model stays.
  /// - Throws: `.unknownColumn`.
  package static func choose(
    _ rank: FamilyRank, forColumn name: String, in recipe: Recipe, table: Table, profile: Profile
  ) throws(SynthesisError) -> Recipe {
    let (place, index) = try places(of: name, in: recipe, table)
    let context = FitContext(profile: profile.columns[index], privacy: recipe.privacy)
    var changed = recipe
    changed.columns[place] = ColumnFit.recipe(
      for: table.columns[index], fitted: (rank.generator, rank.fitted.parameters), in: context)
    changed.columns[place].isDropped = recipe.columns[place].isDropped
    return changed
  }

  /// One column read as another kind, and the recipe with that column's default generator fitted anew. The joint model
  /// stays: it knows ranks only, and a column that it does not know is drawn on its own.
  ///
  /// - Throws: `.unknownColumn`; `.cannotFit` with the first values that cannot be read so.
  package static func changeKind(
    of name: String, to kind: ColumnKind, in recipe: Recipe, table: Table, profile: Profile
  ) throws(SynthesisError) -> (column: Column, recipe: Recipe) {
    let (place, index) = try places(of: name, in: recipe, table)
    let (converted, failures) = table.columns[index].converted(to: kind)
    guard let converted else {
      let examples = failures.prefix(3).joined(separator: ", ")
      let reason = "its values cannot be read as \(kind.rawValue): \(examples)"
      throw SynthesisError(.cannotFit(generator: kind.rawValue, reason: reason), column: name)
    }
    let columnProfile = Profiler.profile(converted)
    var table = table
    table.columns[index] = converted
    let changed = try refitted(recipe, at: place, from: converted, columnProfile, chosen: nil, in: table)
    return (converted, changed)
  }

  /// The recipe with one column left out of the output, or taken back in.
  /// - Throws: `.unknownColumn`.
  package static func drop(_ isDropped: Bool = true, column name: String, in recipe: Recipe) throws(SynthesisError)
    -> Recipe
  {
    guard let place = recipe.columns.firstIndex(where: { $0.name == name }) else {
      let nearest = NearestName.of(name, among: recipe.columns.map(\.name))
      throw SynthesisError(.unknownColumn(name: name, nearest: nearest))
    }
    var changed = recipe
    changed.columns[place].isDropped = isDropped
    return changed
  }

  private static func places(of name: String, in recipe: Recipe, _ table: Table) throws(SynthesisError)
    -> (recipe: Int, table: Int)
  {
    guard let place = recipe.columns.firstIndex(where: { $0.name == name }),
      let index = table.columns.firstIndex(where: { $0.name == name })
    else {
      let nearest = NearestName.of(name, among: recipe.columns.map(\.name))
      throw SynthesisError(.unknownColumn(name: name, nearest: nearest))
    }
    return (place, index)
  }

  private static func refitted(
    _ recipe: Recipe, at place: Int, from column: Column, _ profile: ColumnProfile, chosen: String?, in table: Table
  ) throws(SynthesisError) -> Recipe {
    let order = LevelOrder.order(of: column, in: table)
    let context = FitContext(profile: profile, privacy: recipe.privacy, levelOrder: order, table: table)
    var fitted = try ColumnFit.recipe(for: column, chosen: chosen, in: context)
    fitted.isDropped = recipe.columns[place].isDropped
    let asked = chosen.flatMap { try? GeneratorChoice(parsing: $0) }?.fake?.locale
    fitted = FakeCasting.cast(fitted, at: place, in: recipe, table: table, asked: asked)
    if fitted.generator == EmpiricalGenerator.name { fitted.tails = recipe.columns[place].tails }
    var changed = recipe
    changed.columns[place] = fitted
    return changed
  }
}

extension RecipeFitter {
  /// What a user should know about a fit: sentences, in no need of an answer.
  /// - Parameter asked: the joint model that was asked for.
  package static func remarks(on recipe: Recipe, asked: String) -> [String] {
    guard recipe.model.name != asked else { return [] }
    let limit = JointModels.named(asked)?.maximumColumns ?? 0
    return [
      "\(asked) takes at most \(limit) columns: they are drawn independently of each other (\(recipe.model.name))"
    ]
  }
}
