import Evaluation
import Files
import Synthesis
import Tables

/// What the workbench shows of a table, as a batch job: fit, generate as many rows, and the agreement of each column.
struct HeadlessJob {
  let table: Table
  let profile: Profile
  let recipe: Recipe

  init(read: ReadTable, fitting: FittingFlags) throws(CommandFailure) {
    guard let profile = Profiler.profile(read.table) else { throw CommandFailure(.interrupted, "") }
    self.table = read.table
    self.profile = profile
    recipe = try fitting.recipe(of: read, profile: profile)
  }

  /// A table for people. Safe for a terminal.
  func report() throws(CommandFailure) -> String {
    let synthetic: Table
    do throws(SynthesisError) {
      synthetic = try Synthesizer(recipe).rows(0..<UInt64(table.rowCount))
    } catch { throw CommandFailure(.recipe, error.description) }
    let comparisons = self.comparisons(with: synthetic)
    let rows = [Self.heads] + comparisons.map(row)
    let lines =
      [headline, ""] + AlignedText.lines(of: rows, alignments: Self.alignments) + ["", Self.summary(comparisons)]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let heads = ["column", "kind", "generator", "agree", "best possible", ""]
  private static let alignments: [AlignedText.Alignment] = [.left, .left, .left, .right, .right, .left]

  private var headline: String {
    SafeText.visible(
      "\(table.name): \(NumberText.grouped(table.rowCount)) rows, \(table.columns.count) columns; "
        + "fitted with \(recipe.model.name), k = \(recipe.privacy.k); as many rows drawn with seed \(recipe.seed)")
  }

  private func comparisons(with synthetic: Table) -> [ColumnComparison] {
    zip(table.columns, profile.columns).map { column, profile in
      Comparer.compare(real: column, profile: profile, synthetic: synthetic.column(named: column.name))
    }
  }

  private func row(of comparison: ColumnComparison) -> [String] {
    let generator = recipe.column(named: comparison.column)?.generator ?? ""
    return [
      AlignedText.cut(comparison.column, to: 32), comparison.kind.rawValue, SafeText.visible(generator),
      Self.percent(comparison.agreement), Self.percent(comparison.bestPossible), Self.note(on: comparison),
    ]
  }

  private static func percent(_ share: Double?) -> String {
    share.map { NumberText.fixed($0 * 100, decimals: 1) + " %" } ?? "-"
  }

  private static func note(on comparison: ColumnComparison) -> String {
    if case .notCompared(let reason) = comparison.shape { return "not compared: " + SafeText.visible(reason) }
    return SafeText.visible(comparison.warning ?? "")
  }

  private static func summary(_ comparisons: [ColumnComparison]) -> String {
    let agreements = comparisons.compactMap { comparison in comparison.agreement.map { (comparison.column, $0) } }
    guard let lowest = agreements.min(by: { $0.1 < $1.1 }) else { return "no column is compared" }
    let mean = agreements.map(\.1).reduce(0, +) / Double(agreements.count)
    return "agree on average \(percent(mean)) in \(agreements.count) columns, lowest \(percent(lowest.1)) "
      + "(\(AlignedText.cut(lowest.0, to: 32)))"
  }
}
