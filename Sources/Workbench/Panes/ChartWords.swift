import Evaluation
import Screen

/// What the chart shows, in sentences: for screen readers and for copying.
enum ChartWords {
  static func sentences(_ state: WorkbenchState) -> [String] {
    guard let comparison = state.comparison(state.selection) else { return ["Nothing is compared yet."] }
    let kind = state.columnKind(state.selection).rawValue
    let generator = state.recipeColumn(state.selection)?.generatorSpelling ?? "none"
    var lines = ["\(state.selectedName): \(kind), generator \(generator)."]
    if case .notCompared(let reason) = comparison.shape { return lines + ["Nothing to compare: \(reason)."] }
    if let agreement = comparison.agreement, comparison.syntheticRows > 0 {
      lines.append("Real and synthetic rows agree by \(Numbers.percent(agreement)).")
      if let fresh = comparison.freshAgreement {
        lines.append(
          "A fresh sample of as many real rows can be expected to agree by \(Numbers.percent(fresh)); "
            + "chance may put the drawn rows above or below it.")
      }
      lines += differences(comparison)
    }
    lines += comparison.statistics.map {
      "\($0.name): real \($0.real), synthetic \($0.synthetic)\($0.change.isEmpty ? "" : ", \($0.change)")."
    }
    if let warning = comparison.warning { lines.append("Warning: \(warning).") }
    return lines
  }

  /// The bars that differ most.
  private static func differences(_ comparison: ColumnComparison) -> [String] {
    let sorted = comparison.bars.enumerated().sorted {
      let (left, right) = (abs($0.element.synthetic - $0.element.real), abs($1.element.synthetic - $1.element.real))
      return left == right ? $0.offset < $1.offset : left > right
    }
    return sorted.prefix(3).map(\.element).filter { abs($0.synthetic - $0.real) > 0.0005 }.map { bar in
      let points = Numbers.fixed(100 * abs(bar.synthetic - bar.real), decimals: 1)
      return "\(bar.label): \(points) points too \(bar.synthetic > bar.real ? "many" : "few")."
    }
  }
}
