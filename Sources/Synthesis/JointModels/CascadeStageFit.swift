import Statistics
import Tables

/// What of a stage does not depend on trees: its formula, and what decides it.
struct CascadeStagePlan: Sendable {
  var formula: CascadeFormula?
  /// The residuals of the formula, and by row what it predicts.
  var residuals: CascadeColumn?
  var predicted: [Double] = []
  var lookup: CascadeLookup?
  /// Rows that the lookup does not decide.
  var openRows: [Int32] = []
}

/// Fits the stages of the cascade; they depend on nothing but the table, the order and the plans, so they are fitted side by side.
struct CascadeStageFit: Sendable {
  let columns: [CascadeColumn]
  let search: CascadeFormulaSearch
  let order: [Int]
  let k: Int
  let settings: TreeGrower.Settings
  /// Trees per column; each row is drawn from one of them.
  let treeCount: Int
  let cells: [CascadeCells?]
  let moments: [CascadeMomentColumn?]
  let dependencies: [CascadeDependency]
  let strata: CascadeStrata?
  /// Makes the trees of a column differ.
  let stream: RandomStream

  /// R² from which the residual of a formula is modelled instead of the number.
  private static let formulaScore = 0.75
  private static let knotLimit = 48
  /// Rows on either side that a term of a formula may have beyond its usual range, at least.
  private static let heldRows = 5
  /// Where there are several trees each grows on so many of the rows: as many different ones as a bootstrap sample has.
  private static let rowShare = 0.63

  private var numbers: [CascadeNumbers] { search.numbers }

  func stages() -> [FittedTreeCascade.Stage] {
    // The last have the most features and take longest: begun first, no thread waits for them at the end.
    let last = order.count - 1
    let plans = Array(Parallel.map(order.count) { plan(at: last - $0) }.reversed())
    return Parallel.map(order.count) { stage(at: last - $0, plans) }.reversed()
  }

  /// The parts of dates and times that others follow from; their cells stand behind those of the stages.
  private var parts: [(column: Int, cells: MomentCells)] {
    dependencies.reduce(into: []) { parts, dependency in
      guard let part = dependency.part, let column = dependency.determinants.first,
        !parts.contains(where: { $0.column == column && $0.cells == part })
      else { return }
      parts.append((column, part))
    }
  }

  private func moment(of column: Int) -> CascadeMoment? {
    guard let moment = moments[column] else { return nil }
    let own = parts.enumerated().filter { $1.column == column }
    guard !own.isEmpty else { return nil }
    return CascadeMoment(
      kind: moment.kind, drawing: moment.drawing, missingShare: moment.missingShare,
      parts: own.map { ($1.cells, order.count + $0) })
  }

  private func plan(at place: Int) -> CascadeStagePlan {
    let index = order[place]
    let decided = dependencies.first { $0.target == index }?
      .lookup(columns, cells, moments, k: k) { column, part in
        part.flatMap { part in parts.firstIndex { $0.column == column && $0.cells == part } }
          .map { order.count + $0 } ?? order.firstIndex(of: column) ?? 0
      }
    if let decided { return CascadeStagePlan(lookup: decided.lookup, openRows: decided.openRows) }
    guard let formula = self.formula(at: place) else { return CascadeStagePlan() }
    return CascadeStagePlan(formula: formula.fitted, residuals: formula.target, predicted: formula.predicted)
  }

  private func stage(at place: Int, _ plans: [CascadeStagePlan]) -> FittedTreeCascade.Stage {
    let (index, plan) = (order[place], plans[place])
    let target = plan.residuals ?? columns[index]
    let isDecided = plan.lookup?.decidesAll == true
    let features = isDecided ? [] : self.features(before: place, plans)
    var sums = plan.formula.map { CascadeSums($0, predicted: plan.predicted, k: k) }
    let grown = grow(
      target, features, rows: plan.openRows.count >= settings.leafRows ? plan.openRows : nil,
      events: isDecided ? nil : strata, sums: &sums)
    var formula = plan.formula
    formula?.sums = sums?.law(
      grown.leaves, missingShare: numbers[index].marginal?.missingShare ?? 0,
      stream: stream.stream(named: target.name).stream(named: "sums"))
    let isDeterminant = dependencies.contains { $0.part == nil && $0.determinants.contains(index) }
    return FittedTreeCascade.Stage(
      column: index, bins: EdgeLookup(upperEdges: columns[index].binned.upperEdges), tree: grown.tree,
      leaves: grown.leaves, marginal: numbers[index].marginal, formula: formula,
      residualBins: plan.residuals.map { EdgeLookup(upperEdges: $0.binned.upperEdges) }, lookup: plan.lookup,
      cells: isDeterminant ? cells[index].map { EdgeLookup(upperEdges: $0.upperEdges) } : nil, laws: grown.laws,
      moment: moment(of: index))
  }

  /// What the tree of a stage may split on: the stratum, the earlier columns, and how far each formula was off.
  private func features(before place: Int, _ plans: [CascadeStagePlan]) -> [(number: Int, column: BinnedColumn)] {
    let numbering = CascadeFeatures(stageCount: order.count)
    var features = strata?.binned.map { [(number: numbering.stratum, column: $0)] } ?? []
    for earlier in 0..<place { features.append((numbering.column(earlier), columns[order[earlier]].binned)) }
    for earlier in 0..<place {
      if let residuals = plans[earlier].residuals { features.append((numbering.residual(earlier), residuals.binned)) }
    }
    return features
  }

  /// - Parameters:
  ///   - rows: those to grow on; nil: all.
  ///   - events: whose rows' places in the leaves are wanted.
  ///   - sums: told which rows lie in which leaf.
  private func grow(
    _ target: CascadeColumn, _ features: [(number: Int, column: BinnedColumn)], rows: [Int32]?,
    events: CascadeStrata?, sums: inout CascadeSums?
  ) -> (tree: CascadeTree, leaves: CascadeLeaves, laws: [UnitLaw]) {
    var places = events.map { CascadePlaces(target, $0, stream: stream.stream(named: target.name)) }
    var builder = CascadeLeafBuilder(column: target, k: k, knotLimit: Self.knotLimit)
    var forest: CascadeTree?
    // A part of a very small table holds too little for a leaf.
    let isSmall = target.groups.count < 4 * settings.leafRows
    let count = features.isEmpty || rows != nil || isSmall ? 1 : treeCount
    for number in 0..<count {
      let own = stream.stream(named: target.name).stream(named: "tree \(number)")
      let sample = count == 1 ? rows : sampledRows(target.groups.count, own)
      var grower = TreeGrower(
        target: target.binned, features: features.map(\.column), settings: settings, rows: sample,
        weights: strata?.weights)
      let grown = grower.grow()
      var tree = grown.tree.renumbered { features[$0].number }
      if let strata { tree = tree.sending(strata.unsplit, ofFeature: CascadeFeatures(stageCount: order.count).stratum) }
      sums?.add(rows: grown.rows, leaves: grown.leaves)
      builder.append(rows: grown.rows, leaves: grown.leaves)
      places?.add(rows: grown.rows, leaves: grown.leaves)
      if forest == nil { forest = tree } else { forest?.append(tree) }
    }
    return (forest ?? CascadeTree(leafCount: 1), builder.leaves, places?.laws(k: k) ?? [])
  }

  private func sampledRows(_ count: Int, _ stream: RandomStream) -> [Int32] {
    (0..<Int32(count)).filter { stream.uniform(at: UInt64($0)) < Self.rowShare }
  }

  /// The formula that predicts the column from earlier ones, with the column of its residuals.
  private func formula(at place: Int) -> (fitted: CascadeFormula, target: CascadeColumn, predicted: [Double])? {
    let index = order[place]
    let predictors = search.predictors(before: place, in: order)
    guard let target = numbers[index].values, let best = search.formula(for: index, from: predictors),
      best.score > Self.formulaScore
    else { return nil }
    let variables = predictors.compactMap { numbers[$0].values }
    return residuals(
      of: best.formula, target, variables,
      places: predictors.map { order.firstIndex(of: $0) ?? 0 },
      name: columns[index].name)
  }

  /// The formula's number for each row.
  private static func predicted(_ formula: RatioFormula, _ variables: [[Double]]) -> [Double] {
    let used = Array(Set(formula.terms.flatMap(\.term.variables))).sorted()
    let rowCount = variables.first?.count ?? 0
    let columns = used.flatMap { variables[$0] }
    return [Double](unsafeUninitializedCapacity: rowCount) { numbers, count in
      columns.withUnsafeBufferPointer { columns in
        guard let target = numbers.baseAddress, let source = columns.baseAddress else { return }
        formula.renumbered { used.firstIndex(of: $0) ?? 0 }.fill(target, columns: source, rowCount: rowCount)
        count = rowCount
      }
    }
  }

  private func residuals(
    of formula: RatioFormula, _ target: [Double], _ variables: [[Double]], places: [Int], name: String
  ) -> (fitted: CascadeFormula, target: CascadeColumn, predicted: [Double])? {
    var values = [Double](repeating: 0, count: target.count)
    var missing = [Bool](repeating: false, count: target.count)
    let formula = formula.held(to: { variables[$0] }, outermost: max(k, Self.heldRows))
    let predicted = Self.predicted(formula, variables)
    for row in target.indices {
      let number = formula.isLogarithmic ? RatioFormula.logarithm(target[row]) : target[row]
      missing[row] = !number.isFinite
      if number.isFinite { values[row] = number - predicted[row] }
    }
    let column = Column(name: name, kind: .decimal, storage: .decimals(values), missing: missing)
    let share = ColumnFit.missingShare(missing: column.missingCount, rows: column.count, k: k)
    let own = CascadeColumn(column, levelOrder: nil, k: k)
    guard let sample = own.numbers,
      let marginal = CascadeNumbers.marginal(sample, decimals: nil, missingShare: share, k: k)
    else { return nil }
    let placed = formula.renumbered { places[$0] }
    return (CascadeFormula(formula: placed, residuals: marginal), own, predicted)
  }
}
