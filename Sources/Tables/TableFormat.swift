/// A way to write tables as bytes. One file per format, one line in `TableFormats.all`.
package protocol TableFormat: Sendable {
  static var name: String { get }
  /// Endings without the dot.
  static var pathExtensions: [String] { get }
  init()
  /// What stands before the rows.
  func appendHeader(of columns: [Column], to bytes: inout [UInt8])
  func appendRows(of block: Table, to bytes: inout [UInt8])
}

package enum TableFormats {
  package static let all: [any TableFormat.Type] = [CSVFormat.self, TSVFormat.self, JSONLinesFormat.self]

  package static func named(_ name: String) -> (any TableFormat.Type)? { all.first { $0.name == name } }

  /// By the path's ending, in any case; CSV where it has none that is known.
  package static func forPath(_ path: String) -> (any TableFormat.Type)? {
    let ending = path.utf8.lastIndex(of: UInt8(ascii: ".")).map { path[path.utf8.index(after: $0)...].lowercased() }
    return all.first { type in type.pathExtensions.contains { $0 == ending } } ?? CSVFormat.self
  }
}
