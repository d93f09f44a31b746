import Files
import StrictYAML

#if canImport(Glibc)
  import Glibc
#endif

/// Everything that is wrong with a recipe's text, in file order.
package struct RecipeProblems: Error, Equatable, Sendable {
  package var file: String
  package var problems: [YAMLProblem]
  /// One paragraph per problem: `file:line:column: sentence`, the line, and a caret. Safe for a terminal.
  package var description: String
  package init(file: String, problems: [YAMLProblem], description: String) {
    self.file = file
    self.problems = problems
    self.description = description
  }
}

/// The recipe's file format, version 1: YAML that people can read and edit, with the long fitted lists in one block at the end.
///
/// - Invariant: `parse(text(of: recipe))` equals `recipe`, and `text(of:)` of it gives the same bytes again.
package enum RecipeFile {
  package static let version = 1
  /// The largest file that is read.
  package static let limit = YAMLLimits.bytes

  static let comment = [
    "A rowsmith recipe: how to draw a synthetic table. Edit it freely; 'rowsmith check' finds mistakes.",
    "It holds no row of the source: every number and level in it is supported by at least k rows.",
    "Draw rows with: rowsmith generate THIS_FILE -n 1000 -o rows.csv",
  ]

  /// The same bytes for equal recipes.
  package static func text(of recipe: Recipe) -> [UInt8] {
    var writing = RecipeWriting(of: recipe)
    return YAMLWriter.write(writing.content(), comment: comment)
  }

  /// - Parameters:
  ///   - file: as the user named it, for the problems.
  ///   - restores: also checks that every generator and the joint model accept their parameters.
  /// - Throws: all problems of the text at once.
  package static func parse(_ bytes: [UInt8], file: String, restores: Bool = true) throws(RecipeProblems) -> Recipe {
    let reader = YAMLReader()
    do throws(YAMLProblem) {
      let root = reader.root(try YAMLParser.parse(bytes))
      if let recipe = RecipeReading(restores: restores).recipe(from: root), !reader.hasProblems { return recipe }
    } catch {
      reader.note(error)
    }
    let problems = reader.problems
    let description = YAMLExcerpt.describe(problems, in: bytes, file: file)
    throw RecipeProblems(file: file, problems: problems, description: description)
  }

  /// Saves durably with mode 0600.
  /// - Throws: also EFBIG, before anything is written, for a recipe that `parse` would refuse: a table of so many columns that
  ///   its recipe passes the limits of a YAML file.
  package static func save(_ recipe: Recipe, to path: String) throws(FileError) {
    let bytes = text(of: recipe)
    do throws(RecipeProblems) {
      _ = try parse(bytes, file: path, restores: false)
    } catch {
      throw FileError(.write, path: path, code: EFBIG)
    }
    try DurableFile.write(bytes, to: path, mode: 0o600)
  }
}

extension RecipeFile {
  /// Whether a YAML text is a recipe: its first key is `rowsmith`.
  package static func isRecipe(_ bytes: [UInt8]) -> Bool { YAMLReader.isFirstKey("rowsmith", of: bytes) }
}
