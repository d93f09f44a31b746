import Screen
import Synthesis
import Tables

/// What can be chosen as a rare event.
extension WorkbenchState {
  var rareEventChoices: [Choice] { recipe?.rare.map { Choice($0.when, "\($0.target)") } ?? [] }

  /// Events of the selected column, the rarest first: levels, tails, gaps.
  /// - Complexity: O(rows); asked for when the list is opened.
  var rareEventLines: [ListLayer.Line] {
    rareConditions.map { condition, detail, offer in
      let target = recipe.flatMap { recipe in recipe.placeOfRareEvent(condition).map { recipe.rare[$0].target } }
      return ListLayer.Line(
        title: condition, detail: target.map { "\(detail), target \($0)" } ?? detail,
        command: "ask-target \(Numbers.fixed(100 * offer, decimals: 0)) \(condition)",
        isMarked: target != nil)
    }
  }

  /// Lists them.
  mutating func openRareEvents() -> [Effect] {
    let lines = rareEventLines
    let levels = "\(Expression.column(selectedName).description) = "
    let isOfLevels = lines.contains { $0.title.hasPrefix(levels) }
    let isOfTails = lines.contains { $0.title.hasSuffix(")") }
    let what = isOfLevels ? "Levels" : isOfTails ? "Tails" : "Rare values"
    return open(
      .list(ListLayer(.rareEvents, lines: lines, title: "\(what) of \(selectedName)")))
  }

  private var rareConditions: [(condition: String, detail: String, offer: Double)] {
    let column = Expression.column(selectedName).description
    var found = rareLevels.map { level, share in
      (
        "\(column) = \(Expression.literal(level))", "\(RareTarget.percent(share)) of the real rows",
        RareCandidate.offer(share: share, isTail: false)
      )
    }
    if found.isEmpty, columnProfile(selection)?.numbers != nil {
      found = [
        ("> q(0.99)", "the top 1%", 0.01), ("> q(0.95)", "the top 5%", 0.05), ("< q(0.01)", "the lowest 1%", 0.01),
        ("< q(0.05)", "the lowest 5%", 0.05),
      ]
      .map { ("\(column) \($0)", $1, RareCandidate.offer(share: $2, isTail: true)) }
    }
    if let share = missingShare(selection), share > 0 {
      found.append(
        (
          "\(column) is missing", "\(RareTarget.percent(share)) of the real rows",
          RareCandidate.offer(share: share, isTail: false)
        ))
    }
    return found
  }

  /// The rarest of very many levels are enough to choose from.
  private static let mostLevels = 1000

  /// The levels of the selected column as the recipe reads it, or the values of one of few, with their real shares. Those of
  /// fewer than k rows are left out, as they can be no event.
  private var rareLevels: [(level: String, share: Double)] {
    guard !hides(selectedName), let column = realColumn(selection), let recipe else { return [] }
    let counts = RareCandidates.levels(
      of: column.read(as: columnKind(selection)), distinct: columnProfile(selection)?.distinct, k: recipe.privacy.k)
    return counts.prefix(Self.mostLevels).map { ($0.level.string, Double($0.rows) / Double(max(1, column.count))) }
  }
}

extension Column {
  /// The column itself where it cannot be read so.
  fileprivate func read(as kind: ColumnKind) -> Column { kind == self.kind ? self : converted(to: kind).column ?? self }
}
