import Tables

extension Recipe {
  /// Tells what is known of all rows in a recipe that was fitted to some of them: how many there are, and the shares of missing values.
  /// - Parameter profile: of all rows.
  package mutating func take(whole profile: Profile) {
    source.rows = profile.rows
    // With rare events the strata are drawn by their shares of all rows, and with them their missing values.
    guard rare.isEmpty else { return }
    for column in profile.columns {
      guard let index = columns.firstIndex(where: { ByteText($0.name) == ByteText(column.name) }),
        (0.0..<1).contains(columns[index].missingShare), columns[index].missingShare > 0
      else { continue }
      let share = ColumnFit.missingShare(missing: column.missing, rows: column.count, k: privacy.k)
      if share < 1 { columns[index].missingShare = share }
    }
  }
}
