import Evaluation
import Screen
import Synthesis
import Tables

/// What the Report view knows and shows.
struct ReportState: Equatable, Sendable {
  /// Scores of recipes, the one that is shown first.
  var scored: [Reference<ScoredRecipe>] = []
  /// Scoring begins by itself once; afterwards the user asks.
  var hasBegun = false
  var metrics = ListPosition()
  var worst = ListPosition()
  /// The cell of the matrix that is selected: row and column of its names.
  var row = 1
  var column = 0
  var showsDifference = false
  var form = PairForm.density
  var pair: Reference<PairComparison>?
  /// What `pair` was asked for.
  var pairOrder: ReportPairOrder?

  /// Scores kept for going back.
  static let mostScores = 6
}

extension WorkbenchState {
  var shownScore: ScoredRecipe? { report.scored.first?.value }
  var associations: AssociationMatrix? { shownScore?.report.associations }

  /// Whether the scores speak of the rows that are shown.
  var isScoreCurrent: Bool {
    guard let recipe, let synthetic else { return false }
    return shownScore?.isOf(recipe, rows: synthetic.value.rowCount) == true
  }

  /// What there is to score, once all rows are drawn.
  private var scoreOrder: ScoreOrder? {
    guard let recipe, let real, let synthetic, jobs[.draw] == nil else { return nil }
    return ScoreOrder(recipe: Reference(recipe), real: real, synthetic: synthetic)
  }

  mutating func scoreIfMissing() -> [Effect] {
    showKnownScore()
    var effects: [Effect] = []
    if !report.hasBegun, report.scored.isEmpty, jobs[.score] == nil { effects += score() }
    return effects + comparePairIfMissing()
  }

  /// Scores of a recipe that came back are shown again.
  private mutating func showKnownScore() {
    guard !isScoreCurrent, jobs[.score] == nil, let recipe, let rows = synthetic?.value.rowCount,
      let known = report.scored.firstIndex(where: { $0.value.isComplete && $0.value.isOf(recipe, rows: rows) })
    else { return }
    report.scored.insert(report.scored.remove(at: known), at: 0)
    report.pairOrder = nil
  }

  mutating func score() -> [Effect] {
    guard let order = scoreOrder else { return [] }
    report.hasBegun = true
    return start(.score(order), in: .score, title: "scoring")
  }

  mutating func take(_ scored: Reference<ScoredRecipe>) -> [Effect] {
    let isAnother = report.scored.first.map { $0.value.recipe != scored.value.recipe } ?? true
    report.scored.removeAll { $0.value.isOf(scored.value.recipe, rows: scored.value.rows) || !$0.value.isComplete }
    report.scored.insert(scored, at: 0)
    if report.scored.count > ReportState.mostScores { report.scored.removeLast() }
    if isAnother { report.pairOrder = nil }
    selectPairThatIs()
    guard scored.value.isComplete else { return [] }
    return say(.success, "scored \(Numbers.grouped(scored.value.rows)) rows against the real ones")
  }

  /// The strongest disagreement is the first pair that is looked at.
  private mutating func selectPairThatIs() {
    guard let associations else { return }
    let count = associations.names.count
    if report.pairOrder == nil, report.row == 1, report.column == 0, let worst = associations.byDifference.first {
      (report.row, report.column) = (worst.second, worst.first)
    }
    report.row = min(report.row, max(0, count - 1))
    report.column = min(report.column, max(0, count - 1))
  }

  /// The names of the selected pair; nil on the diagonal.
  var selectedPair: ColumnPair? {
    guard let names = associations?.names, report.row != report.column, names.indices.contains(report.row),
      names.indices.contains(report.column)
    else { return nil }
    return ColumnPair(
      first: names[min(report.row, report.column)], second: names[max(report.row, report.column)])
  }

  private mutating func comparePairIfMissing() -> [Effect] {
    guard let pair = selectedPair, let score = scoreOrder else { return [] }
    let request = PairRequest(
      pair: pair, tables: ["": score.synthetic], size: PairChart.halfSize(of: pairRoom), form: report.form)
    if let asked = report.pairOrder, asked.request == request, asked.score.recipe.value == score.recipe.value {
      return []
    }
    let order = ReportPairOrder(score: score, request: request)
    report.pairOrder = order
    return start(.compareReportPair(order), in: .reportPair, title: "comparing a pair")
  }

  private var pairRoom: Size { Layout(self).place(of: PairPane.name)?.inside.size ?? Size(width: 40, height: 12) }

  // MARK: - Moving

  /// Moves in the matrix; the diagonal is no pair and is passed over.
  mutating func moveInMatrix(rows: Int, columns: Int) -> [Effect] {
    guard let count = associations?.names.count, count > 1 else { return [] }
    let before = (report.row, report.column)
    report.row = min(max(0, report.row + rows), count - 1)
    report.column = min(max(0, report.column + columns), count - 1)
    guard report.row == report.column else { return [] }
    report.row += rows.signum()
    report.column += columns.signum()
    if !(0..<count).contains(report.row) || !(0..<count).contains(report.column) {
      (report.row, report.column) = before
    }
    return []
  }

  /// Chooses the pair of these names, wherever they stand.
  mutating func choosePair(_ first: String, _ second: String) -> Bool {
    guard let names = associations?.names, let row = names.firstIndex(of: first),
      let column = names.firstIndex(of: second)
    else { return false }
    (report.row, report.column) = (max(row, column), min(row, column))
    return true
  }

  /// Goes from a line of the report to the column or the pair that it speaks of.
  mutating func followReport() -> [Effect] {
    switch focus {
    case ScoresPane.name:
      let entries = scoredLines
      guard entries.indices.contains(report.metrics.selection) else { return [] }
      let entry = entries[report.metrics.selection]
      guard case .score(let score) = entry.synthetic, let worst = score.worst.first else {
        return explainReport()
      }
      return follow(worst.name)
    case WorstPane.name:
      let lines = worstLines
      return lines.indices.contains(worstSelection) ? follow(lines[worstSelection].name) : []
    case MatrixPane.name, PairPane.name:
      focus = PairPane.name
      isZoomed = !isZoomed
      return []
    default: return explainReport()
    }
  }

  /// - Parameter name: a column, `a × b`, or a column with a side: `price upper`.
  private mutating func follow(_ name: String) -> [Effect] {
    let names = associations?.names ?? []
    for first in names where name.hasPrefix(first + " × ") {
      let second = String(name.dropFirst(first.count + 3))
      if choosePair(first, second) {
        focus = Layout(self).order.contains(PairPane.name) ? MatrixPane.name : PairPane.name
        return say(.note, name)
      }
    }
    let column = (0..<columnCount).filter { name == columnName($0) || name.hasPrefix(columnName($0) + " ") }
      .max { columnName($0).count < columnName($1).count }
    guard let column else { return say(.note, name) }
    let effects = show("columns")
    return effects + select(column)
  }

  mutating func explainReport() -> [Effect] {
    open(.text(TextLayer(title: "What the report says", lines: reportExplanation)))
  }
}
