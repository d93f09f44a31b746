import Files

/// Rows on their way into one file. Nothing stands under the wanted name before `finish`.
package protocol TableWriter: AnyObject {
  /// What the file cannot keep as it is, as sentences for the user: a changed name, a lost look.
  var remarks: [String] { get }
  /// - Throws: `TableError`; the caller then abandons the file.
  func append(_ piece: TablePiece) throws(TableError)
  /// Completes the file and gives it its name.
  func finish() throws(TableError)
  /// Removes what was written. Nothing happens after `finish`.
  func abandon()
}

extension TableWriter {
  package var remarks: [String] { [] }
}

/// A block as a format wants to have it.
package struct TablePiece: Sendable {
  package enum Content: Sendable {
    case bytes([UInt8])
    case table(Table)
  }

  package var rows: Int
  package var content: Content

  package init(rows: Int, content: Content) {
    self.rows = rows
    self.content = content
  }
}

/// Where a table goes.
package struct TableTarget: Sendable {
  /// A file; `-` is standard output, for text formats.
  package var path: String
  package var replacesExisting = false
  /// What the table is called where a file holds several.
  package var tableName = "rows"
  /// The DuckDB program that the user named; nil: the one on PATH.
  package var duckdb: String?
  /// Changes texts on their way out, to make them safe for a terminal.
  package var filter: (@Sendable ([UInt8]) -> [UInt8])?

  package init(path: String) { self.path = path }
}

/// Writes the bytes of a text format.
final class TextWriter: TableWriter {
  private let output: OutputFile
  private let path: String
  private let filter: (@Sendable ([UInt8]) -> [UInt8])?

  init(_ target: TableTarget, header: [UInt8]) throws(TableError) {
    (path, filter) = (target.path, target.filter)
    do throws(FileError) {
      output = try OutputFile(path: target.path, replacesExisting: target.replacesExisting)
    } catch { throw TableError(.notWritten(error), file: target.path) }
    try append(TablePiece(rows: 0, content: .bytes(header)))
  }

  func append(_ piece: TablePiece) throws(TableError) {
    guard case .bytes(let bytes) = piece.content else { preconditionFailure("a text format gave no bytes") }
    do throws(FileError) { try output.append(filter.map { $0(bytes) } ?? bytes) } catch {
      throw TableError(.notWritten(error), file: path)
    }
  }

  func finish() throws(TableError) {
    do throws(FileError) { try output.finish() } catch { throw TableError(.notWritten(error), file: path) }
  }

  func abandon() { output.abandon() }
}
