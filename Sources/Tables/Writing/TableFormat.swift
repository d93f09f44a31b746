/// A way to keep tables in files. One file per format in `Formats/`, one line in `TableFormats.all`.
///
/// A table is written in blocks: `piece(of:)` does what can be done to a block alone, on any thread; the writer takes the pieces in
/// order.
package protocol TableFormat: Sendable {
  static var name: String { get }
  /// Endings without the dot.
  static var pathExtensions: [String] { get }
  init()
  func piece(of block: Table) -> TablePiece
  /// Begins a file.
  /// - Parameter columns: names, kinds and looks of what will be written; their rows do not matter.
  /// - Throws: `TableError` where the file cannot be begun, or cannot hold such columns.
  func writer(to target: TableTarget, columns: [Column]) throws(TableError) -> any TableWriter
}

/// A format whose files are texts, row by row: these can go to standard output as well.
package protocol TextFormat: TableFormat {
  /// What stands before the rows.
  func appendHeader(of columns: [Column], to bytes: inout [UInt8])
  func appendRows(of block: Table, to bytes: inout [UInt8])
}

extension TextFormat {
  package func piece(of block: Table) -> TablePiece {
    var bytes: [UInt8] = []
    appendRows(of: block, to: &bytes)
    return TablePiece(rows: block.rowCount, content: .bytes(bytes))
  }

  package func writer(to target: TableTarget, columns: [Column]) throws(TableError) -> any TableWriter {
    var header: [UInt8] = []
    appendHeader(of: columns, to: &header)
    return try TextWriter(target, header: header)
  }
}

package enum TableFormats {
  package static let all: [any TableFormat.Type] = [
    CSVFormat.self, TSVFormat.self, JSONLinesFormat.self, SQLiteFormat.self, ParquetFormat.self,
  ]

  package static func named(_ name: String) -> (any TableFormat.Type)? { all.first { $0.name == name } }

  /// By the path's ending, in any case; CSV where it has none that is known.
  package static func forPath(_ path: String) -> (any TableFormat.Type)? {
    let ending = path.utf8.lastIndex(of: UInt8(ascii: ".")).map { path[path.utf8.index(after: $0)...].lowercased() }
    return all.first { type in type.pathExtensions.contains { $0 == ending } } ?? CSVFormat.self
  }
}
