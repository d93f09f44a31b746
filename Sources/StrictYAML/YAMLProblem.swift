/// One thing that is wrong in a YAML text, with its place. Lines and columns start at 1.
package struct YAMLProblem: Error, Equatable, Sendable {
  package var message: String
  package var line: Int
  package var column: Int
  /// Where in the document: `columns[3].generator`; empty at the top.
  package var path: String

  package init(message: String, line: Int, column: Int, path: String = "") {
    self.message = message
    self.line = line
    self.column = column
    self.path = path
  }
}
