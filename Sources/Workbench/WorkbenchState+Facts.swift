import Evaluation
import Screen
import Synthesis
import Tables

/// What follows from the facts.
extension WorkbenchState {
  var recipe: Recipe? { history.recipe }
  /// Whether leaving would lose work that only a session keeps.
  package var hasUnsavedRecipe: Bool { recipe != nil && recipe != settledRecipe }

  /// Changes that no recipe file has.
  var unsavedChanges: Int {
    guard hasUnsavedRecipe else { return 0 }
    if let settledRecipe {
      let (before, after) = (history.undoSteps, history.redoSteps)
      if let place = before.lastIndex(where: { $0.recipe == settledRecipe }) { return before.count - place }
      if let place = after.lastIndex(where: { $0.recipe == settledRecipe }) { return after.count - place }
    }
    return broughtChanges + history.undoSteps.count
  }

  /// The rows on the screen are not those of the recipe, and nobody is drawing these.
  var showsOldRows: Bool { synthetic != nil && rowsAreStale && jobs[.draw] == nil }

  /// Why the rows are not those of the recipe; nil where they are.
  var oldRowsWords: String? {
    if jobs[.draw] != nil { return "the rows are still being drawn" }
    guard rowsAreStale else { return nil }
    return drawProblem.map { "the rows on the screen are of an earlier recipe; this one cannot be drawn: \($0)" }
      ?? "the drawing was stopped, and the rows on the screen are of an earlier recipe; R draws others"
  }

  /// What is wrong for as long as nobody mends it.
  var lastingProblem: String? {
    if recipe == nil { return fitProblem }
    return drawProblem.map { "not drawn: \($0)" }
  }

  var real: RealSide? {
    guard let table, let profile else { return nil }
    return RealSide(table: table, profile: profile, whole: whole)
  }

  var columnCount: Int { recipe?.columns.count ?? shownTable?.value.table.columns.count ?? 0 }

  func columnName(_ index: Int) -> String {
    if let recipe { return recipe.columns.indices.contains(index) ? recipe.columns[index].name : "" }
    guard let columns = shownTable?.value.table.columns, columns.indices.contains(index) else { return "" }
    return columns[index].name
  }

  func columnKind(_ index: Int) -> ColumnKind {
    recipeColumn(index)?.kind ?? realColumn(index)?.kind ?? .text
  }

  func recipeColumn(_ index: Int) -> ColumnRecipe? {
    guard let recipe, recipe.columns.indices.contains(index) else { return nil }
    return recipe.columns[index]
  }

  func realColumn(_ index: Int) -> Column? {
    guard let place = realIndex(index) else { return nil }
    return shownTable?.value.table.columns[place]
  }

  /// Where the table holds a column: at the same place, unless the recipe was made from another table.
  private func realIndex(_ index: Int) -> Int? {
    guard let columns = shownTable?.value.table.columns else { return nil }
    let name = columnName(index)
    if columns.indices.contains(index), columns[index].name == name { return index }
    return columns.firstIndex { $0.name == name }
  }

  func columnProfile(_ index: Int) -> ColumnProfile? {
    guard let columns = (whole?.value.profile ?? profile?.value)?.columns, let place = realIndex(index),
      columns.indices.contains(place)
    else {
      return nil
    }
    return columns[place]
  }

  /// As it may be shown: levels of personal data are real values.
  func comparison(_ index: Int) -> ColumnComparison? {
    guard comparisons.indices.contains(index), let comparison = comparisons[index] else { return nil }
    return hides(columnName(index)) ? comparison.masked : comparison
  }

  var selectedName: String { columnName(selection) }

  /// Agreement relative to what a fresh real sample is expected to have, in percent, at most 100.
  /// nil where the values are made up: none of them is a real one, and how often each comes says nothing.
  func fit(_ index: Int) -> Double? { isMadeUp(index) ? nil : comparison(index).flatMap(Self.fit) }

  /// Whether nothing of the real values is learned, so that there is nothing to be near to.
  func isMadeUp(_ index: Int) -> Bool {
    recipeColumn(index).map { Self.isMadeUp($0.generator) } ?? false
  }

  static func isMadeUp(_ generator: String) -> Bool {
    generator == FakeGenerator.name || generator == PlaceholderGenerator.name
  }

  /// `fit 97`, `made up`; empty where nothing is compared.
  func fitWords(_ index: Int) -> String {
    if isMadeUp(index) { return "made up" }
    return fit(index).map { "fit \(Numbers.fixed($0, decimals: 0))" } ?? ""
  }

  /// As `fit(_:)`, of one comparison.
  static func fit(of comparison: ColumnComparison) -> Double? {
    guard let agreement = comparison.agreement else { return nil }
    let best = comparison.freshAgreement ?? 1
    return best > 0 ? min(100, 100 * agreement / best) : nil
  }

  /// The column of the lowest fit, dropped ones apart; nil where nothing is compared.
  var worstColumn: Int? {
    var worst: (index: Int, fit: Double)?
    for index in 0..<columnCount where recipeColumn(index)?.isDropped != true {
      guard comparison(index)?.syntheticRows != 0, let fit = fit(index), fit < worst?.fit ?? .infinity else { continue }
      worst = (index, fit)
    }
    return worst?.index
  }

  /// The mean agreement of the compared columns, in percent.
  var meanAgreement: Double? {
    let values = comparisons.prefix(columnCount).enumerated().compactMap { index, comparison in
      recipeColumn(index)?.isDropped == true || isMadeUp(index) ? nil : comparison?.agreement
    }
    return values.isEmpty ? nil : 100 * values.reduce(0, +) / Double(values.count)
  }

  /// The columns that the list shows, in its order.
  var visibleColumns: [Int] {
    let wanted = ColumnFilter(filter)
    let kept = (0..<columnCount).filter { wanted.accepts(name: columnName($0), kind: columnKind($0)) }
    guard isWorstFirst else { return kept }
    return kept.sorted { left, right in
      let (worse, better) = (fit(left) ?? 1000, fit(right) ?? 1000)
      return worse == better ? left < right : worse < better
    }
  }

  var realRows: Int? { whole?.value.profile.rows ?? table?.value.table.rowCount ?? recipe?.source.rows }
  /// Rows that the preview draws in the end.
  var previewRows: Int { max(1, min(Self.mostRows, wantedRows ?? realRows ?? 1000)) }

  func chart(_ index: Int) -> ChartSettings { charts[columnName(index)] ?? ChartSettings() }

  func wish(_ index: Int) -> BinningWish {
    let settings = chart(index)
    return BinningWish(
      maximumBins: Layout(self).chartBins, refinement: settings.refinement, logarithmic: settings.isLogarithmicX)
  }

  /// Work that ends in another recipe.
  var isFitting: Bool {
    jobs.keys.contains {
      switch $0 {
      case .load, .model, .column: true
      default: false
      }
    }
  }
}
