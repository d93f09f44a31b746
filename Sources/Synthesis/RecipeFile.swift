import Files
import StrictYAML

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

/// The recipe's file format. Stub: the owner of recipe files replaces it.
package enum RecipeFile {
  package static func text(of recipe: Recipe) -> [UInt8] { preconditionFailure("stub") }
  package static func parse(_ bytes: [UInt8], file: String) throws(RecipeProblems) -> Recipe { preconditionFailure("stub") }
  /// Saves durably with mode 0600.
  package static func save(_ recipe: Recipe, to path: String) throws(FileError) {}
}
