import Tables

/// Formula columns over a table that does not have them, such as the real one: what the drawn ones can be compared with.
package enum ComputedColumns {
  /// - Returns: the formula columns of `recipe` that `table` lacks, computed from its columns; those that read a column that neither
  ///   the table nor another formula gives are left out. Empty where the recipe's formulas are wrong.
  /// - Complexity: O(rows) for each.
  package static func lacking(in table: Table, of recipe: Recipe) -> [Column] {
    let isLacking = { (name: String) in table.column(named: name) == nil }
    guard recipe.columns.contains(where: { $0.generator == FormulaGenerator.name && isLacking($0.name) }),
      let plan = try? Synthesizer.plan(of: recipe).plan
    else { return [] }
    var found: [Column] = []
    // The steps stand in the order in which they can be computed.
    for step in plan.steps.compactMap({ $0 as? ComputedStep }) where !step.isRule && isLacking(step.computed.name) {
      let known = found
      let source = { (name: String) in table.column(named: name) ?? known.first { $0.name == name } }
      guard step.computed.reads.allSatisfy({ source($0) != nil }) else { continue }
      found.append(step.computed.column(rowCount: table.rowCount, source))
    }
    return found
  }
}
