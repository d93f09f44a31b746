import StrictYAML
import Tables

/// Parameters set by hand. They are pinned: a new fit keeps them.
extension RecipeFitter {
  /// How the missing share is named among the pinned parameters.
  package static let missingName = "missing"

  /// One parameter of a column's generator, or its missing share, set and pinned. The joint model stays.
  /// - Throws: `.unknownColumn`; `.badParameter` for a name that the generator lacks or a value that it refuses.
  package static func setting(_ name: String, to value: ParameterValue, ofColumn column: String, in recipe: Recipe)
    throws(SynthesisError) -> Recipe
  {
    try changing(column, in: recipe) { (changed: inout ColumnRecipe) throws(SynthesisError) in
      if name == missingName {
        guard case .number(let share) = value, 0...1 ~= share else {
          throw bad(name, value, "a share from 0% to 100%", column)
        }
        changed.missingShare = share
      } else {
        guard changed.parameters[name] != nil else {
          let names = changed.parameters.entries.map(\.name) + [missingName]
          let nearest = NearestName.of(name, among: names)
          let hint = nearest.map { "; did you mean \($0)?" } ?? ""
          throw bad(name, value, "a parameter of \(changed.generator)\(hint)", column)
        }
        changed.parameters[name] = value
      }
      if !changed.pinned.contains(name) { changed.pinned.append(name) }
    }
  }

  /// The share of one level, those of all others in proportion.
  /// - Throws: `.badParameter` for a level that the column lacks, a share outside 0...1, or all that is left.
  package static func setting(share: Double, ofLevel level: ByteText, ofColumn column: String, in recipe: Recipe)
    throws(SynthesisError) -> Recipe
  {
    guard let old = recipe.column(named: column), case .texts(let levels)? = old.parameters["levels"],
      case .numbers(let shares)? = old.parameters["shares"], let place = levels.firstIndex(of: level),
      shares.count == levels.count
    else {
      throw bad("shares", .text(level), "a level of the column", column)
    }
    let rest = shares.reduce(0, +) - shares[place]
    guard 0...1 ~= share, rest > 0 || share == 1 else {
      throw bad("shares", .number(share), "a share from 0% to 100%", column)
    }
    var next = shares.map { rest > 0 ? $0 / rest * (1 - share) : 0 }
    next[place] = share
    return try setting("shares", to: .numbers(next), ofColumn: column, in: recipe)
  }

  /// Parameters as a fit found them, no longer pinned.
  /// - Parameters:
  ///   - name: nil: all of them, and the missing share.
  ///   - fitted: the column fitted with the same generator.
  package static func unpinning(_ name: String?, ofColumn column: String, from fitted: ColumnRecipe, in recipe: Recipe)
    throws(SynthesisError) -> Recipe
  {
    try changing(column, in: recipe) { (changed: inout ColumnRecipe) throws(SynthesisError) in
      let names = name.map { [$0] } ?? fitted.parameters.entries.map(\.name) + [missingName]
      for name in names {
        if name == missingName {
          changed.missingShare = fitted.missingShare
        } else if let value = fitted.parameters[name] {
          changed.parameters[name] = value
        }
      }
      changed.pinned.removeAll { names.contains($0) }
    }
  }

  /// The pinned parameters of `old` on a column that was fitted anew; what its generator no longer has, or refuses, is let go.
  static func keepingPins(of old: [String: ParameterValue], on fitted: ColumnRecipe) -> ColumnRecipe {
    var column = fitted
    for (name, value) in old.sorted(by: { $0.key < $1.key }) {
      let before = column
      if name == missingName, case .number(let share) = value, 0...1 ~= share {
        column.missingShare = share
      } else if column.parameters[name] != nil {
        column.parameters[name] = value
      } else {
        continue
      }
      column.pinned.append(name)
      if (try? Synthesizer.restore(column)) == nil { column = before }
    }
    return column
  }

  private static func changing(
    _ name: String, in recipe: Recipe, _ change: (inout ColumnRecipe) throws(SynthesisError) -> Void
  ) throws(SynthesisError) -> Recipe {
    guard let place = recipe.columns.firstIndex(where: { $0.name == name }) else {
      let nearest = NearestName.of(name, among: recipe.columns.map(\.name))
      throw SynthesisError(.unknownColumn(name: name, nearest: nearest))
    }
    var changed = recipe
    try change(&changed.columns[place])
    let restored = try Synthesizer.restore(changed.columns[place])
    // Another provider has other parameters.
    if changed.columns[place].generator == FakeGenerator.name {
      changed.columns[place].parameters = restored.parameters
    }
    return changed
  }

  private static func bad(_ name: String, _ value: ParameterValue, _ expected: String, _ column: String)
    -> SynthesisError
  {
    SynthesisError(.badParameter(name: name, found: value.spelling, expected: expected), column: column)
  }
}

extension ColumnRecipe {
  /// The values that were set by hand, by parameter.
  var pins: [String: ParameterValue] {
    var pins: [String: ParameterValue] = [:]
    for name in pinned {
      pins[name] = name == RecipeFitter.missingName ? .number(missingShare) : parameters[name]
    }
    return pins
  }
}
