import StrictYAML

/// Sets tails on the columns of a recipe.
package enum RecipeTails {
  /// - Throws: `.unknownColumn`; `.cannotFit` for a column that is not drawn from its own rows' numbers; `.badParameter` for a tail
  ///   that the column cannot have.
  package static func set(_ tail: ColumnTail, _ side: ColumnTails.Side, of column: String, in recipe: Recipe)
    throws(SynthesisError) -> Recipe
  {
    var changed = recipe
    var wish = recipe.column(named: column)?.tails ?? ColumnTails()
    wish[side] = tail
    changed.columns = try setting([column: wish], on: recipe.columns)
    return changed
  }

  static func setting(_ tails: [String: ColumnTails], on columns: [ColumnRecipe]) throws(SynthesisError)
    -> [ColumnRecipe]
  {
    var columns = columns
    for (name, wish) in tails.sorted(by: { $0.key < $1.key }) {
      guard let place = columns.firstIndex(where: { $0.name == name }) else {
        let nearest = NearestName.of(name, among: columns.map(\.name))
        throw SynthesisError(.unknownColumn(name: name, nearest: nearest))
      }
      columns[place].tails = wish
      guard columns[place].tails.isAuto || columns[place].generator == EmpiricalGenerator.name else {
        let reason = "only columns of the generator \(EmpiricalGenerator.name) have tails"
        throw SynthesisError(.cannotFit(generator: columns[place].generator, reason: reason), column: name)
      }
      _ = try Synthesizer.restore(columns[place])
    }
    return columns
  }
}
