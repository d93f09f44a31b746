import Evaluation
import Files
import Synthesis
import Tables

/// What the workbench shows of a table, as a batch job: as many rows as the source has, and the agreement of each column.
struct HeadlessJob {
  let table: Table
  let profile: Profile
  let recipe: Recipe

  /// A table for people. Safe for a terminal.
  func report() throws(CommandFailure) -> String {
    let comparison = Comparer.compare(real: table, profile: profile, synthetic: try drawn())
    let lines = AlignedText.lines(of: [Self.heads] + comparison.scores.map(row), alignments: Self.alignments)
    return ([headline, ""] + lines + ["", Self.summary(of: comparison)]).joined(separator: "\n") + "\n"
  }

  private func drawn() throws(CommandFailure) -> Table {
    do throws(SynthesisError) {
      return try Synthesizer(recipe).rows(0..<UInt64(table.rowCount))
    } catch { throw CommandFailure(.recipe, error.description) }
  }

  private static let heads = ["column", "kind", "generator", "agree", "fresh rows", ""]
  private static let alignments: [AlignedText.Alignment] = [.left, .left, .left, .right, .right, .left]

  private var headline: String {
    SafeText.visible(
      "\(table.name): \(NumberText.grouped(table.rowCount)) rows, \(table.columns.count) columns; \(recipe.model.name), "
        + "k = \(recipe.privacy.k); as many rows drawn with seed \(recipe.seed)")
  }

  private func row(of score: TableComparison.Score) -> [String] {
    let generator = recipe.column(named: score.column)?.generator ?? ""
    let note = score.reason.map { "not compared: \($0)" } ?? score.warning ?? ""
    return [
      AlignedText.cut(score.column, to: 32), score.kind.rawValue, SafeText.visible(generator),
      Self.percent(score.agreement), Self.percent(score.freshAgreement), SafeText.visible(note),
    ]
  }

  private static func percent(_ share: Double?) -> String { share.map(NumberText.percent) ?? "-" }

  private static func summary(of comparison: TableComparison) -> String {
    let compared = comparison.scores.compactMap { score in score.agreement.map { (column: score.column, share: $0) } }
    guard let mean = comparison.meanAgreement, let lowest = compared.min(by: { $0.share < $1.share }) else {
      return "no column is compared"
    }
    return "agree \(percent(mean)) on average of \(compared.count) columns, lowest \(percent(lowest.share)) in "
      + AlignedText.cut(lowest.column, to: 32)
  }
}
