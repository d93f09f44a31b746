import Statistics
import Tables

/// Fits one stage of the cascade; stages depend on nothing but the table and the order, so they are fitted side by side.
struct CascadeStageFit: Sendable {
  let columns: [CascadeColumn]
  let numbers: [CascadeNumbers]
  let order: [Int]
  let k: Int
  let settings: TreeGrower.Settings
  /// Trees per column; each row is drawn from one of them.
  let treeCount: Int
  let cells: [CascadeCells?]
  let dependencies: [CascadeDependency]
  /// Makes the trees of a column differ.
  let stream: RandomStream

  /// R² from which the residual of a formula is modelled instead of the number.
  private static let formulaScore = 0.75
  private static let knotLimit = 48

  func stage(at place: Int) -> FittedTreeCascade.Stage {
    let index = order[place]
    let lookup = dependencies.first { $0.target == index }?
      .lookup(columns, cells, k: k) { order.firstIndex(of: $0) ?? 0 }
    let isDecided = lookup?.decidesAll == true
    let formula = isDecided ? nil : self.formula(at: place)
    let grown = grow(formula?.target ?? columns[index], on: isDecided ? 0 : place)
    let isDeterminant = dependencies.contains { $0.determinants.contains(index) }
    return FittedTreeCascade.Stage(
      column: index, bins: EdgeLookup(upperEdges: columns[index].binned.upperEdges), tree: grown.tree,
      leaves: grown.leaves, marginal: numbers[index].marginal, formula: formula?.fitted, lookup: lookup,
      cells: isDeterminant ? cells[index].map { EdgeLookup(upperEdges: $0.upperEdges) } : nil)
  }

  /// The trees of a column on the stages before `place`.
  private func grow(_ target: CascadeColumn, on place: Int) -> (tree: CascadeTree, leaves: CascadeLeaves) {
    let features = order[..<place].map { columns[$0].binned }
    var builder = CascadeLeafBuilder(column: target, k: k, knotLimit: Self.knotLimit)
    var forest: CascadeTree?
    for number in 0..<(features.isEmpty ? 1 : treeCount) {
      var settings = settings
      if treeCount > 1 {
        settings.featureShare = 0.7
        settings.stream = stream.stream(named: target.name).stream(named: "tree \(number)")
      }
      var grower = TreeGrower(target: target.binned, features: features, settings: settings)
      let grown = grower.grow()
      builder.append(rows: grown.rows, leaves: grown.leaves)
      if forest == nil { forest = grown.tree } else { forest?.append(grown.tree) }
    }
    let none = CascadeTree(
      nodes: [.init(feature: -1, threshold: 0, left: 0, right: 0, isSet: false)], sets: [], leafCount: 1)
    return (forest ?? none, builder.leaves)
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
