import Files

/// What went wrong with a table, and where. Every wording of this target is in this file.
package struct TableError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    case cannotRead(reason: String)
    case noData
    case notText(reason: String)
    case tooLarge(what: String, limit: String)
    case cannotWrite(reason: String)
    /// The output file could not be opened, written or given its name.
    case notWritten(FileError)
  }

  package var kind: Kind
  /// The file as the user named it.
  package var file: String
  package var line: Int?
  package var column: String?

  package init(_ kind: Kind, file: String, line: Int? = nil, column: String? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String {
    if case .notWritten(let error) = kind { return error.description }
    let place = ([file] + [line.map(String.init), column].compactMap { $0 }).joined(separator: ":")
    return "\(place): \(sentence)"
  }

  private var sentence: String {
    switch kind {
    case .cannotRead(let reason): "cannot be read: \(reason)"
    case .noData: "holds no data; expected a header line and rows"
    case .notText(let reason): "is not delimited text: \(reason)"
    case .tooLarge(let what, let limit): "\(what) is larger than \(limit)"
    case .cannotWrite(let reason): "cannot be written: \(reason)"
    case .notWritten(let error): error.description
    }
  }
}
