/// Columns of equal length, in file order, under unique names.
package struct Table: Equatable, Sendable {
  /// The file's name without its folder, or what the user called it.
  package var name: String
  package var columns: [Column]
  package var rowCount: Int

  /// - Precondition: every column has `rowCount` rows.
  package init(name: String, columns: [Column], rowCount: Int? = nil) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == self.rowCount }, "columns of unequal length in \(name)")
  }

  package func column(named name: String) -> Column? { columns.first { $0.name == name } }
}
