import Files
import Synthesis
import Tables

/// What a recipe is made from: a recipe file, or a table that is fitted.
struct RecipeSource {
  let path: String
  init(_ path: String) { self.path = path }

  var isRecipe: Bool { FileFacts.hasEnding(path, among: ["yaml", "yml"]) }

  func recipe(reading: ReadingFlags, fitting: FittingFlags) throws(CommandFailure) -> Recipe {
    isRecipe ? try load() : try fitting.recipe(of: reading.readTable(path))
  }

  /// A recipe is small; more than this is none.
  private static let limit = 64 << 20

  func load() throws(CommandFailure) -> Recipe {
    do {
      return try RecipeFile.parse(WholeFile.read(path, limit: Self.limit), file: path)
    } catch { throw CommandFailure(error) }
  }
}
