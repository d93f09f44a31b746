import Statistics
import Tables

extension Recipe {
  /// Tells what is known of all rows in a recipe that was fitted to some of them: how many there are, the shares of missing values
  /// and those of levels.
  /// - Parameter table: profiled from all rows.
  package mutating func take(whole table: ProfiledTable) {
    source.rows = table.profile.rows
    // With rare events the strata are drawn by their shares of all rows, and with them missing values and levels.
    guard rare.isEmpty else { return }
    for (place, column) in table.profile.columns.enumerated() {
      guard let index = columns.firstIndex(where: { ByteText($0.name) == ByteText(column.name) }) else { continue }
      takeMissing(column, into: index)
      // What was made equal across groups stays so.
      guard parity.isEmpty, table.levels.indices.contains(place) else { continue }
      takeShares(of: table.levels[place], into: index)
    }
  }

  private mutating func takeMissing(_ column: ColumnProfile, into index: Int) {
    guard (0.0..<1).contains(columns[index].missingShare), columns[index].missingShare > 0 else { return }
    let share = ColumnFit.missingShare(missing: column.missing, rows: column.count, k: privacy.k)
    if share < 1 { columns[index].missingShare = share }
  }

  /// Shares of the levels that the rows drawn showed often enough, from the counts of all rows. One level that no row has stands
  /// for what was pooled and takes the rest.
  private mutating func takeShares(of counted: [ColumnProfile.Level], into index: Int) {
    let column = columns[index]
    guard column.generator == CategoricalGenerator.name, !column.pinned.contains("shares"), !counted.isEmpty,
      case .texts(let levels)? = column.parameters["levels"]
    else { return }
    var rows: [ByteText: Int] = [:]
    for level in counted { rows[level.text] = level.count }
    let named = levels.reduce(0) { $0 + (rows[$1] ?? 0) }
    let rest = counted.reduce(0) { $0 + $1.count } - named
    guard levels.reduce(0, { rows[$1] == nil ? $0 + 1 : $0 }) <= 1 else { return }
    let counts = levels.map { rows[$0] ?? rest }
    let total = Double(counts.reduce(0, +))
    guard counts.allSatisfy({ $0 >= max(1, privacy.k) }) else { return }
    columns[index].parameters["shares"] = .numbers(
      counts.map { QuantileFunctionFit.rounded(Double($0) / total, digits: 4) })
  }
}
