import Screen
import Synthesis
import Tables

/// What can be chosen as a rare event.
extension WorkbenchState {
  var rareEventChoices: [Choice] { recipe?.rare.map { Choice($0.when, "\($0.target)") } ?? [] }

  /// Events of the selected column, the rarest first: levels, tails, gaps.
  /// - Complexity: O(rows); asked for when the list is opened.
  var rareEventLines: [ListLayer.Line] {
    rareConditions.map { condition, detail in
      let target = recipe.flatMap { recipe in recipe.placeOfRareEvent(condition).map { recipe.rare[$0].target } }
      return ListLayer.Line(
        title: condition, detail: target.map { "\(detail), target \($0)" } ?? detail, command: "rare \(condition) :",
        needsArgument: true, isMarked: target != nil)
    }
  }

  private var rareConditions: [(condition: String, detail: String)] {
    let column = Expression.column(selectedName).description
    var found = rareLevels.map { level, share in
      ("\(column) = \(Expression.literal(level))", "\(RareTarget.percent(share)) of the real rows")
    }
    if found.isEmpty, columnProfile(selection)?.numbers != nil {
      found = [
        ("> q(0.99)", "the top 1%"), ("> q(0.95)", "the top 5%"), ("< q(0.01)", "the lowest 1%"),
        ("< q(0.05)", "the lowest 5%"),
      ]
      .map { ("\(column) \($0)", $1) }
    }
    if let share = missingShare(selection), share > 0 {
      found.append(("\(column) is missing", "\(RareTarget.percent(share)) of the real rows"))
    }
    return found
  }

  /// Numbers of so few values are listed value by value.
  private static let mostValues = 12
  /// The rarest of very many levels are enough to choose from.
  private static let mostLevels = 1000

  /// The levels of the selected column as the recipe reads it, or the values of one of few, with their real shares. Those of
  /// fewer than k rows are left out, as they can be no event.
  private var rareLevels: [(level: String, share: Double)] {
    guard let column = realColumn(selection), let recipe else { return [] }
    let counts = counts(in: column.read(as: columnKind(selection)))
      .filter { $0.count >= recipe.privacy.k }.sorted { ($0.count, $0.level) < ($1.count, $1.level) }
    return counts.prefix(Self.mostLevels).map { ($0.level.string, Double($0.count) / Double(max(1, column.count))) }
  }

  private func counts(in column: Column) -> [(level: ByteText, count: Int)] {
    switch column.storage {
    case .levels(let codes, let levels):
      var counts = [Int](repeating: 0, count: levels.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      return Array(zip(levels, counts)).map { ($0, $1) }
    case .integers(let numbers):
      guard let distinct = columnProfile(selection)?.distinct, distinct <= Self.mostValues else { return [] }
      var counts: [Int64: Int] = [:]
      for (row, number) in numbers.enumerated() where !column.isMissing(row) { counts[number, default: 0] += 1 }
      return counts.map { (ByteText("\($0.key)"), $0.value) }
    case .decimals, .instants, .text: return []
    }
  }
}

extension Column {
  /// The column itself where it cannot be read so.
  fileprivate func read(as kind: ColumnKind) -> Column { kind == self.kind ? self : converted(to: kind).column ?? self }
}
