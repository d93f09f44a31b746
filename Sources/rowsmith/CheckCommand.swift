import ArgumentParser
import Evaluation
import Synthesis
import Tables

/// Is a recipe valid, and does it still match a file?
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a recipe is valid, and whether a table still matches it.")

  @Argument(help: "The recipe.") var recipe: String
  @Argument(help: "A table the recipe should match.") var file: String?
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() throws {
    let loaded = try RecipeSource(recipe).load()
    do throws(SynthesisError) { _ = try Synthesizer(loaded) } catch {
      throw CommandFailure(.recipe, "\(recipe): \(error.description)")
    }
    if let file { try compare(loaded, with: reading.readTable(file).table) }
    try StandardOutput.write(
      "\(recipe): valid, \(loaded.columns.count) columns, \(NumberText.grouped(loaded.source.rows)) rows\n")
  }

  private func compare(_ recipe: Recipe, with table: Table) throws(CommandFailure) {
  }
}
