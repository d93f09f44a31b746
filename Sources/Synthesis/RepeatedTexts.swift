import Statistics
import Tables

/// Texts of many values that repeat (places, products, case numbers) are fitted as levels: a shape of letters and digits would
/// lose which of them exist and what goes with them.
enum RepeatedTexts {
  /// Share of the rows whose value k rows have.
  private static let share = 0.5
  /// Rows per value, on average: what is nearly unique is no level.
  private static let rowsPerValue = 1.5
  private static let longestLevel = 64

  /// The table with such columns read as levels, and the profile that goes with it; columns with a chosen generator or kind stay.
  static func asLevels(
    _ table: Table, _ profile: Profile, _ options: FitOptions, k: Int
  ) -> (table: Table, profile: Profile) {
    var (table, profile) = (table, profile)
    for index in table.columns.indices where profile.columns.indices.contains(index) {
      let column = table.columns[index]
      guard options.generators[column.name] ?? CategoricalGenerator.name == CategoricalGenerator.name,
        !options.keptKinds.contains(column.name),
        let levels = levels(of: column, profile.columns[index], k: k)
      else { continue }
      table.columns[index] = levels
      profile.columns[index] = Profiler.profile(levels)
    }
    return (table, profile)
  }

  private static func levels(of column: Column, _ profile: ColumnProfile, k: Int) -> Column? {
    let present = profile.count - profile.missing
    guard column.kind == .text, case .text = column.storage, profile.personalData == nil, profile.distinct > 1,
      Double(profile.distinct) * rowsPerValue <= Double(present),
      let levels = column.converted(to: .categorical).column, case .levels(let codes, let texts) = levels.storage,
      texts.allSatisfy({ $0.bytes.count <= longestLevel })
    else { return nil }
    let counts = MidRanks.levelCounts(of: codes, levels: texts.count).ofLevels
    let covered = counts.reduce(0) { $1 >= k ? $0 + $1 : $0 }
    return Double(covered) >= share * Double(present) ? levels : nil
  }
}
