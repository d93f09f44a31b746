import Statistics
import Tables

/// The order of a column's levels along u.
package enum LevelOrder {
  /// One order for every column of levels; nil for others.
  package static func orders(in table: Table) -> [[Int32]?] { table.columns.map { _ in nil } }

  /// The order of one column's levels; nil where it has none.
  static func order(of column: Column, in table: Table) -> [Int32]? {
    guard let index = table.columns.firstIndex(where: { $0.name == column.name }) else { return nil }
    return orders(in: table)[index]
  }

  /// By falling count, then by bytes.
  static func byShare(counts: [Int], levels: [ByteText]) -> [Int32] {
    levels.indices.sorted { (counts[$1], levels[$0]) < (counts[$0], levels[$1]) }.map { Int32($0) }
  }
}
