import Evaluation
import Screen
import Synthesis
import Tables

/// What another column does because a rare event has a target.
struct SideEffect: Equatable, Sendable {
  var column: String
  /// The share of the rows that would have to move back; chance is taken off.
  var shift: Double
  /// What has moved, in words; the longest form first.
  var forms: [String]

  /// Smaller ones cannot be told from chance at a glance.
  static let leastVisible = 0.01

  init(_ comparison: ColumnComparison) {
    column = comparison.column
    shift = max(0, (comparison.freshAgreement ?? 1) - (comparison.agreement ?? 1))
    forms = shift < Self.leastVisible ? ["no visible change", "no change"] : Self.words(comparison)
  }

  private static func words(_ comparison: ColumnComparison) -> [String] {
    switch comparison.shape {
    case .levels:
      let most = comparison.bars.max {
        abs($0.synthetic - $0.real) < abs($1.synthetic - $1.real)
      }
      guard let most else { return [] }
      let shares = "\(percent(most.real)) → \(percent(most.synthetic))"
      return ["\(most.label) \(shares)", "\(String(most.label.prefix(4)))… \(shares)", shares]
    case .histogram, .notCompared:
      let names = ["mean", "median", "q99", "max"]
      let row = names.lazy.compactMap { name in comparison.statistics.first { $0.name == name } }.first {
        $0.real != $0.synthetic
      }
      guard let row else { return ["other shape"] }
      return ["\(row.name) \(row.real) → \(row.synthetic)", "\(row.real) → \(row.synthetic)", "→ \(row.synthetic)"]
    }
  }

  private static func percent(_ share: Double) -> String {
    Numbers.percent(share, decimals: share < 0.0995 && share > 0 ? 1 : 0)
  }
}

extension WorkbenchState {
  /// The columns that the selected event does not read, the largest shift first; made-up values are not moved by anything.
  var sideEffects: [SideEffect] {
    let read = columnsOfSelectedEvent
    let effects = comparisons.indices.compactMap { index -> SideEffect? in
      guard let comparison = comparison(index), comparison.agreement != nil, !isMadeUp(index),
        recipeColumn(index)?.isDropped != true
      else { return nil }
      return read.contains(comparison.column) ? nil : SideEffect(comparison)
    }
    return effects.enumerated().sorted {
      $0.element.shift == $1.element.shift ? $0.offset < $1.offset : $0.element.shift > $1.element.shift
    }.map(\.element)
  }

  private var columnsOfSelectedEvent: Set<String> {
    guard let line = selectedRareLine else { return [] }
    guard let strata = selectedStrata else { return [line.candidate.column] }
    let compared = Set(strata.entries.map(\.column))
    return Set((0..<columnCount).map(columnName)).subtracting(compared)
  }

  /// The column whose rows of the event are drawn.
  var shownEffect: String? {
    let effects = sideEffects
    return effects.first { $0.column == rare.shown }?.column ?? effects.first?.column
  }

  mutating func showEffect(by steps: Int) -> [Effect] {
    let effects = sideEffects
    guard !effects.isEmpty else { return [] }
    let current = effects.firstIndex { $0.column == shownEffect } ?? 0
    let next = max(0, min(effects.count - 1, current + steps))
    rare.shown = effects[next].column
    var position = ListPosition(selection: next, top: rare.effectsTop)
    position.reveal(count: effects.count, height: SideEffectsPane.lines(in: Layout(self), count: effects.count))
    rare.effectsTop = position.top
    return []
  }
}
