import ArgumentParser
import Evaluation
import Tables

/// How close, useful and safe is a synthetic table?
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Score synthetic rows against real ones: fidelity, utility, copying.",
    discussion: """
      Every metric stands beside its noise floor, what a fresh real sample of that size gets, and beside what the real rows \
      get when every column is shuffled on its own. Give with --holdout real rows that the synthetic ones were not made \
      from: without them a quarter of REAL is held back, which cannot show whether rows of the fit were copied more than \
      others.
      """)

  @Argument(help: "The real rows that the synthetic ones were made from.") var real: String
  @Argument(help: "The synthetic rows.") var synthetic: String

  @Option(help: ArgumentHelp("Further real rows that the synthetic ones were not made from.", valueName: "file"))
  var holdout: String?

  @Option(help: ArgumentHelp("The column that models are to predict.", valueName: "column"))
  var target: String?

  @Flag(help: "One JSON object on standard output. Holds column names and numbers, no cell.")
  var json = false

  @Flag(help: "Also what each metric means.")
  var explain = false

  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() throws {
    let tables = try (rows(of: real), rows(of: synthetic))
    let held = try holdout.map { try rows(of: $0) }
    let report: ScoreReport
    do throws(EvaluationError) {
      report = try Scorer().report(real: tables.0, synthetic: tables.1, holdout: held, target: target)
    } catch { throw CommandFailure(error) }
    try StandardOutput.write(json ? report.json : report.text(explained: explain))
  }

  /// Of a table too large to be held, rows drawn from all of it.
  private func rows(of path: String) throws(CommandFailure) -> Table {
    guard let large = try reading.largeTable(path, sampleRows: FittingFlags.sampleRows) else {
      return try reading.readTable(path).table
    }
    let (rows, drawn) = (large.found.profile.rows, large.found.read.table.rowCount)
    StandardError.line("\(path): \(NumberText.grouped(drawn)) rows drawn from \(NumberText.grouped(rows)) are scored")
    return large.found.read.table
  }
}
