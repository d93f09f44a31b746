import Evaluation
import Files
import Synthesis
import Tables

/// What is said of a parity: each group before and after.
enum ParityLines {
  private static let mostLabels = 6

  static func lines(of recipe: Recipe) -> [String] { recipe.parity.flatMap { lines($0, recipe) } }

  private static func lines(_ parity: ParityRecipe, _ recipe: Recipe) -> [String] {
    let changed = NumberText.grouped(parity.changed)
    let head = SafeText.visible(
      "parity \(parity.target)~\(parity.group): \(changed) of \(NumberText.grouped(recipe.source.rows)) rows changed")
    let shown = Array(parity.labels.prefix(mostLabels)).map { AlignedText.cut($0, to: 16) }
    let column = recipe.column(named: parity.target)
    let titles =
      [AlignedText.cut(parity.group, to: 24), "rows"] + shown + ["after: \(shown.first ?? "")"] + shown.dropFirst()
    let body = parity.groups.indices.map { group in
      [AlignedText.cut(parity.groups[group], to: 24), NumberText.grouped(parity.rows[group])]
        + figures(parity.before, group, parity, column) + figures(parity.after, group, parity, column)
    }
    let alignments = [AlignedText.Alignment.left] + Array(repeating: .right, count: titles.count - 1)
    return [head] + AlignedText.lines(of: [titles] + body, alignments: alignments).map { "  " + $0 }
  }

  private static func figures(_ list: [Double], _ group: Int, _ parity: ParityRecipe, _ recipe: ColumnRecipe?)
    -> [String]
  {
    let start = group * parity.labels.count
    return list[start..<start + min(mostLabels, parity.labels.count)].map { figure in
      guard parity.measure == .quartile, let recipe else { return NumberText.percent(figure) }
      return NumberText.value(
        figure, of: Column(name: recipe.name, kind: recipe.kind, storage: storage(recipe.kind), look: recipe.look))
    }
  }

  /// Which storage a column of an ordered kind has.
  private static func storage(_ kind: ColumnKind) -> ColumnStorage {
    switch kind {
    case .integer, .identifier: .integers([])
    case .date, .time, .datetime: .instants([])
    case .decimal, .boolean, .categorical, .text: .decimals([])
    }
  }
}
