import Tables

/// A column that is computed, as the options of a fit keep it.
package struct FormulaColumn: Equatable, Hashable, Sendable {
  package var name: String
  package var kind: ColumnKind
  package var expression: String

  package init(name: String, kind: ColumnKind, expression: String) {
    (self.name, self.kind, self.expression) = (name, kind, expression)
  }

  /// nil for a column of another generator.
  package init?(_ column: ColumnRecipe) {
    guard column.generator == FormulaGenerator.name,
      case .text(let text)? = column.parameters[FormulaGenerator.expressionName]
    else { return nil }
    self.init(name: column.name, kind: column.kind, expression: text.string)
  }

  /// - Parameter column: whose name and look stay; nil: a new one.
  func recipe(_ column: ColumnRecipe? = nil) -> ColumnRecipe {
    var look = column?.look ?? Look()
    if column == nil, kind == .decimal { look.decimals = .upTo(6) }
    return ColumnRecipe(
      name: name, kind: kind, look: look, missingShare: 0, generator: FormulaGenerator.name,
      parameters: Parameters([(FormulaGenerator.expressionName, .text(ByteText(expression)))]),
      isDropped: column?.isDropped ?? false)
  }

  /// Fitted columns with some of them computed instead, and new ones behind them.
  static func setting(_ formulas: [FormulaColumn], on columns: [ColumnRecipe]) -> [ColumnRecipe] {
    var columns = columns
    for formula in formulas {
      if let place = columns.firstIndex(where: { ByteText($0.name) == ByteText(formula.name) }) {
        columns[place] = formula.recipe(columns[place])
      } else {
        columns.append(formula.recipe())
      }
    }
    return columns
  }
}

extension RecipeFitter {
  /// The recipe with a column computed from others: an existing one, whose kind and look stay, or a new one at the end, of the
  /// kind that the expression gives. The joint model stays.
  /// - Throws: `.formula`, `.formulaCycle`; `.rules` where a rule settles the column already.
  package static func setting(formula text: String, ofColumn name: String, in recipe: Recipe) throws(SynthesisError)
    -> Recipe
  {
    var changed = recipe
    let canonical: String
    let kind: ColumnKind
    do throws(ExpressionProblem) {
      let operand = try Expression.Operand(parsing: text, columns: recipe.columnNames)
      canonical = operand.description
      kind = try Self.kind(of: operand, text, in: recipe)
    } catch { throw SynthesisError(.formula(error), column: name) }
    let place = changed.columns.firstIndex { ByteText($0.name) == ByteText(name) }
    let own = FormulaColumn(name: name, kind: place.map { changed.columns[$0].kind } ?? kind, expression: canonical)
    if let place {
      changed.columns[place] = own.recipe(changed.columns[place])
    } else {
      guard !name.isEmpty else {
        throw SynthesisError(.badParameter(name: "the name of a column", found: "empty", expected: "a text"))
      }
      changed.columns.append(own.recipe())
    }
    try Synthesizer.checkPlan(of: changed)
    return changed
  }

  private static func kind(of operand: Expression.Operand, _ text: String, in recipe: Recipe)
    throws(ExpressionProblem) -> ColumnKind
  {
    let parts = try? Synthesizer.figureParts(of: recipe)
    let columns = (parts ?? []).map {
      ExpressionColumn(Synthesizer.emptyColumn($0.recipe, $0.generator), knowsLevels: true)
    }
    // Only whether there is such a figure matters here.
    var binder = ExpressionBinder(text: text, columns: columns) { _, _ in 0 }
    return ComputedColumn.kind(of: try binder.value(operand).type)
  }
}
