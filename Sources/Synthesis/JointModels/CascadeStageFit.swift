import Statistics
import Tables

/// Fits one stage of the cascade; stages depend on nothing but the table and the order, so they are fitted side by side.
struct CascadeStageFit: Sendable {
  let columns: [CascadeColumn]
  let numbers: [CascadeNumbers]
  let order: [Int]
  let k: Int
  let settings: TreeGrower.Settings

  /// R² from which the residual of a formula is modelled instead of the number.
  private static let formulaScore = 0.75
  private static let knotLimit = 48

  func stage(at place: Int) -> FittedTreeCascade.Stage {
    let index = order[place]
    let formula = self.formula(at: place)
    let target = formula?.target ?? columns[index]
    let features = order[..<place].map { columns[$0].binned }
    var grower = TreeGrower(target: target.binned, features: features, settings: settings)
    let grown = grower.grow()
    let leaves = CascadeLeaves(
      column: target, rows: grown.rows, leaves: grown.leaves, k: k, knotLimit: Self.knotLimit)
    return FittedTreeCascade.Stage(
      column: index, bins: BinLookup(upperEdges: columns[index].binned.upperEdges), tree: grown.tree, leaves: leaves,
      marginal: numbers[index].marginal, formula: formula?.fitted)
  }

  /// The formula that predicts the column from earlier ones, with the column of its residuals.
  private func formula(at place: Int) -> (fitted: CascadeFormula, target: CascadeColumn)? {
    let own = numbers[order[place]]
    guard let target = own.values, !own.isAtomic, own.marginal != nil else { return nil }
    let places = (0..<place).filter { numbers[order[$0]].marginal != nil }
    let predictors = places.map { order[$0] }
    guard let best = Self.formula(for: target, from: predictors, numbers), best.score > Self.formulaScore else {
      return nil
    }
    let variables = predictors.compactMap { numbers[$0].values }
    return residuals(of: best.formula, target, variables, places: places, name: columns[order[place]].name)
  }

  /// The better of the formulas for the number and for its logarithm; variables are positions in `predictors`.
  static func formula(
    for target: [Double], from predictors: [Int], _ numbers: [CascadeNumbers]
  ) -> (formula: RatioFormula, score: Double)? {
    let variables = predictors.compactMap { numbers[$0].values }
    guard !variables.isEmpty else { return nil }
    let found = [false, true].compactMap { RatioFormula.fit(target: target, variables: variables, isLogarithmic: $0) }
    return found.max { $0.score < $1.score }
  }

  private func residuals(
    of formula: RatioFormula, _ target: [Double], _ variables: [[Double]], places: [Int], name: String
  ) -> (fitted: CascadeFormula, target: CascadeColumn)? {
    var values = [Double](repeating: 0, count: target.count)
    var missing = [Bool](repeating: false, count: target.count)
    for row in target.indices {
      let number = formula.isLogarithmic ? RatioFormula.logarithm(target[row]) : target[row]
      missing[row] = !number.isFinite
      if number.isFinite { values[row] = number - formula.value { variables[$0][row] } }
    }
    let column = Column(name: name, kind: .decimal, storage: .decimals(values), missing: missing)
    let share = ColumnFit.missingShare(missing: column.missingCount, rows: column.count, k: k)
    guard
      let marginal = CascadeNumbers.marginal(column.presentNumbers ?? [], decimals: nil, missingShare: share, k: k)
    else { return nil }
    let placed = formula.renumbered { places[$0] }
    return (CascadeFormula(formula: placed, residuals: marginal), CascadeColumn(column, levelOrder: nil, k: k))
  }
}
