/// One thing that is wrong in a YAML text, with its place. Lines and columns start at 1.
package struct YAMLProblem: Error, Equatable, Sendable {
  /// A sentence the user can act on. It may quote the text: make it safe before it is shown (`YAMLExcerpt` does).
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

  package init(_ message: String, at place: YAMLPlace, path: String = "") {
    self.init(message: message, line: place.line, column: place.column, path: path)
  }
}
