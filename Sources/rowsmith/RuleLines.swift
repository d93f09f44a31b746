import Evaluation
import Files
import Synthesis
import Tables

/// What is said of rules.
enum RuleLines {
  private static let (mostNear, mostRows) = (12, 5)

  /// The rules that a fit took in, and such as hold in nearly all rows: offered, with the rows that break them.
  static func lines(of recipe: Recipe, found: FoundRules) -> [String] {
    var lines: [String] = []
    if !recipe.rules.isEmpty {
      lines.append(
        "\(recipe.rules.count) \(recipe.rules.count == 1 ? "rule" : "rules") that every synthetic row keeps (--no-rules leaves them out):"
      )
      lines += recipe.rules.map { rule in
        let own = found.rules.first { ByteText($0.text) == ByteText(rule.text) }
        let rows = found.areOfSample ? "rows of the sample" : "rows"
        let support = own.map { ": in all \(NumberText.grouped($0.support)) \(rows)" } ?? ""
        return "  \(rule.text)\(support)"
      }
    }
    let near = found.rules.filter { !$0.isExact }
    if !near.isEmpty {
      lines.append("rules with exceptions, not taken in; add one to the recipe under 'rules':")
      lines += near.prefix(mostNear).map { "  \($0.text): \(exceptions($0, isSample: found.areOfSample))" }
      if near.count > mostNear { lines.append("  and \(near.count - mostNear) more") }
    }
    return lines.map { SafeText.visible($0) }
  }

  private static func exceptions(_ rule: FoundRule, isSample: Bool) -> String {
    let rows = isSample ? "of the sample" : Self.rows(rule.rows, rule.exceptions)
    return "\(NumberText.grouped(rule.exceptions)) of \(NumberText.grouped(rule.support)) rows break it (\(rows))"
  }

  /// Counted from 1.
  private static func rows(_ rows: [Int], _ all: Int) -> String {
    let shown = rows.prefix(mostRows).map { "\($0 + 1)" }.joined(separator: ", ")
    return "row\(all == 1 ? "" : "s") \(shown)\(all > mostRows ? ", …" : "")"
  }

  /// `12 rules, 1,000,000 rows, 0 violations`, and each rule that is broken.
  static func proof(_ counts: [RuleCount], rows: Int) -> [String] {
    let violations = counts.reduce(0) { $0 + $1.violations }
    let head =
      "\(counts.count) \(counts.count == 1 ? "rule" : "rules"), \(NumberText.grouped(rows)) rows, "
      + "\(NumberText.grouped(violations)) \(violations == 1 ? "violation" : "violations")"
    let broken = counts.filter { $0.violations > 0 }.map { count in
      "  \(count.rule): \(NumberText.grouped(count.violations)) of \(NumberText.grouped(count.checked)) rows break it"
        + (count.rows.isEmpty ? "" : " (\(Self.rows(count.rows, count.violations)))")
    }
    return [head] + broken.map { SafeText.visible($0) }
  }
}
