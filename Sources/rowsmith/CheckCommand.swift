import ArgumentParser
import Evaluation
import Files
import Synthesis
import Tables

/// Is a recipe valid, and does it still match a file?
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a recipe is valid, and whether a table still matches it.",
    discussion:
      "With a table, also counts the rows that break a rule: status 1 where there are any. Exit status 4 and every problem with its line where it is not, or where columns or kinds differ."
  )

  @Argument(help: "The recipe.") var recipe: String
  @Argument(help: "A table the recipe should match.") var file: String?
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() throws {
    let loaded = try RecipeSource(recipe).load()
    do throws(SynthesisError) { _ = try Synthesizer(loaded) } catch {
      throw CommandFailure(.recipe, "\(recipe): \(error.description)")
    }
    do throws(SynthesisError) { try Synthesizer(loaded, total: loaded.totalForItsEvents).checkRules(loaded) } catch {
      throw CommandFailure(.recipe, "\(recipe): \(error.description)")
    }
    var proof: [String] = []
    if let file {
      let found = try reading.profiledTable(file, sampleRows: FittingFlags.sampleRows)
      try refuseMismatches(of: loaded, against: found.read.table, rows: found.profile.rows)
      if !loaded.rules.isEmpty {
        proof = try self.proof(loaded, found.isSample ? reading.readTable(file).table : found.read.table)
      }
    }
    let summary = "valid; \(loaded.columns.count) columns, \(NumberText.grouped(loaded.source.rows)) rows"
    try StandardOutput.write(SafeText.visible("\(recipe): \(summary)") + "\n")
    for line in proof { try StandardOutput.write(line + "\n") }
  }

  private func proof(_ recipe: Recipe, _ table: Table) throws(CommandFailure) -> [String] {
    let counts: [RuleCount]
    do throws(SynthesisError) { counts = try RuleCheck.counts(recipe, over: recipe.reading(table)) } catch {
      throw CommandFailure(.recipe, "\(self.recipe): \(error.description)")
    }
    let lines = RuleLines.proof(counts, rows: table.rowCount)
    guard counts.allSatisfy({ $0.violations == 0 }) else { throw .laidOut(.no, lines: lines) }
    return lines
  }

  private func refuseMismatches(of recipe: Recipe, against table: Table, rows: Int) throws(CommandFailure) {
    let mismatches = RecipeCheck.mismatches(of: recipe, against: table, rows: rows)
    let lines = mismatches.map { "\(table.name): \($0.description)" }
    guard mismatches.allSatisfy(\.isRemark) else { throw .laidOut(.recipe, lines: lines) }
    for line in lines { StandardError.line("note: " + line) }
  }
}
