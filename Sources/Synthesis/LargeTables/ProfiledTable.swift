import Tables

/// A table with its profile: of a small one all rows, of a large one rows that were drawn from all of it.
package struct ProfiledTable: Sendable {
  package var read: ReadTable
  /// Of all rows, whether `read` holds them or not.
  package var profile: Profile
  /// `read` holds only some of the rows.
  package var isSample: Bool
  /// Reading was cancelled: `profile` is of the rows up to there.
  package var isPartial: Bool
  /// How all cells of each column can be read; empty where `read` holds all rows.
  package var columns: [PlannedColumn] = []
  /// By column, how many of all rows have each level, by falling count; nothing where they are not counted exactly.
  package var levels: [[ColumnProfile.Level]] = []

  package init(read: ReadTable, profile: Profile, isSample: Bool = false, isPartial: Bool = false) {
    self.read = read
    self.profile = profile
    self.isSample = isSample
    self.isPartial = isPartial
  }
}
