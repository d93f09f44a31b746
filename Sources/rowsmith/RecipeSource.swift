import Files
import Synthesis
import Tables

/// What a recipe is made from: a recipe file, or a table that is fitted.
struct RecipeSource {
  let path: String
  init(_ path: String) { self.path = path }

  var isRecipe: Bool { FileFacts.hasEnding(path, among: ["yaml", "yml"]) }

  func recipe(reading: ReadingFlags, fitting: FittingFlags) throws(CommandFailure) -> Recipe {
    guard isRecipe else { return try fitting.recipe(of: reading.readTable(path)) }
    guard fitting.parity.isEmpty else {
      throw CommandFailure(
        .usage, "--parity changes a table before it is fitted: rowsmith fit TABLE --parity TARGET~GROUP")
    }
    guard fitting.generator.isEmpty else {
      throw CommandFailure(
        .usage, "--generator chooses generators before a fit: rowsmith fit TABLE --generator COLUMN=GENERATOR")
    }
    guard fitting.pii.isEmpty, fitting.locale == nil else {
      throw CommandFailure(
        .usage, "--pii and --locale choose made-up values before a fit: rowsmith fit TABLE --pii COLUMN=PROVIDER")
    }
    let recipe = try load()
    do throws(SynthesisError) { return try recipe.retargeted(fitting.rare) } catch {
      throw CommandFailure(error, about: path, otherwise: .recipe)
    }
  }

  func load() throws(CommandFailure) -> Recipe {
    do {
      return try RecipeFile.parse(WholeFile.read(path, limit: RecipeFile.limit), file: path)
    } catch { throw CommandFailure(error) }
  }
}
