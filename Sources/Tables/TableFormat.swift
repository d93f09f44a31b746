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

/// Stub; the owner of Tables' reader fills it.
package enum TableFormats {
  package static let all: [any TableFormat.Type] = []
  package static func named(_ name: String) -> (any TableFormat.Type)? { all.first { $0.name == name } }
  /// By the path's ending; CSV where it says nothing.
  package static func forPath(_ path: String) -> (any TableFormat.Type)? { nil }
}
