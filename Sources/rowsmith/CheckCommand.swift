import ArgumentParser
import Evaluation
import Files
import Synthesis
import Tables

/// Is a recipe valid, and does it still match a file?
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a recipe is valid, and whether a table still matches it.",
    discussion: "Exit status 4 and every problem with its line where it is not, or where columns or kinds differ.")

  @Argument(help: "The recipe.") var recipe: String
  @Argument(help: "A table the recipe should match.") var file: String?
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() throws {
    let loaded = try RecipeSource(recipe).load()
    do throws(SynthesisError) { _ = try Synthesizer(loaded) } catch {
      throw CommandFailure(.recipe, "\(recipe): \(error.description)")
    }
    if let file {
      let found = try reading.profiledTable(file, sampleRows: FittingFlags.sampleRows)
      try refuseMismatches(of: loaded, against: found.read.table, rows: found.profile.rows)
    }
    let summary = "valid; \(loaded.columns.count) columns, \(NumberText.grouped(loaded.source.rows)) rows"
    try StandardOutput.write(SafeText.visible("\(recipe): \(summary)") + "\n")
  }

  private func refuseMismatches(of recipe: Recipe, against table: Table, rows: Int) throws(CommandFailure) {
    let mismatches = RecipeCheck.mismatches(of: recipe, against: table, rows: rows)
    let lines = mismatches.map { "\(table.name): \($0.description)" }
    guard mismatches.allSatisfy(\.isRemark) else { throw .laidOut(.recipe, lines: lines) }
    for line in lines { StandardError.line("note: " + line) }
  }
}
