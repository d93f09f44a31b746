import Statistics
import Tables

/// The order of a column's levels along u, by the table's first principal axis, so that neighbouring levels go with similar
/// values of the other columns and a copula can tell them apart.
///
/// Alternating quantification (Gifi 1990, ch. 3; for mixed data Kiers 1991): a row's score is the sum of its projections on
/// every column, a number's projection is its normal score times the correlation, a level's is the mean score of its rows.
package enum LevelOrder {
  private static let sampledRows = 8_000
  /// Rows times columns looked at, so that wide tables stay quick.
  private static let sampledCells = 4_000_000
  private static let rounds = 12
  /// Correlation of two rounds from which the order hardly changes any more.
  private static let settled = 0.9999

  /// One order for every column of levels, all of its codes; nil for other columns. A column of levels on its own is
  /// ordered by share.
  package static func orders(in table: Table) -> [[Int32]?] {
    let variables = QuantifiedColumn.variables(of: table, rows: sampledRows(of: table))
    let hasLevels = table.columns.contains { if case .levels = $0.storage { true } else { false } }
    guard hasLevels else { return table.columns.map { _ in nil } }
    let scores = rowScores(variables.compactMap { $0 })
    return zip(table.columns, variables).map { column, variable in
      guard case .levels(let codes, let levels) = column.storage else { return nil }
      let counts = MidRanks.levelCounts(of: codes, levels: levels.count).ofLevels
      guard let scores, let means = variable?.levelMeans(of: scores) else {
        return byShare(counts: counts, levels: levels)
      }
      return byMean(means, levels: levels)
    }
  }

  /// The order of one column's levels; nil where it has none.
  static func order(of column: Column, in table: Table) -> [Int32]? {
    guard case .levels = column.storage, let index = table.columns.firstIndex(where: { $0.name == column.name }) else {
      return nil
    }
    return orders(in: table)[index]
  }

  /// By falling count, then by bytes.
  static func byShare(counts: [Int], levels: [ByteText]) -> [Int32] {
    levels.indices.sorted { (counts[$1], levels[$0]) < (counts[$0], levels[$1]) }.map { Int32($0) }
  }

  private static func byMean(_ means: [Double], levels: [ByteText]) -> [Int32] {
    levels.indices.sorted { (means[$0], levels[$0]) < (means[$1], levels[$1]) }.map { Int32($0) }
  }

  private static func sampledRows(of table: Table) -> [Int] {
    let wanted = max(200, min(sampledRows, sampledCells / max(1, table.columns.count)))
    let step = max(1, (table.rowCount + wanted - 1) / wanted)
    return Array(stride(from: 0, to: table.rowCount, by: step))
  }

  /// The scores of the rows on the first axis; nil where fewer than two columns vary together.
  private static func rowScores(_ variables: [QuantifiedColumn]) -> [Double]? {
    guard variables.count > 1, var scores = normalised(sum(variables.map(\.start))) else { return nil }
    for _ in 0..<rounds {
      let projections = Parallel.map(variables.count) { [scores] in variables[$0].projection(of: scores) }
      guard let next = normalised(sum(projections)) else { return nil }
      let agreement = zip(scores, next).reduce(0) { $0 + $1.0 * $1.1 } / Double(scores.count)
      scores = next
      if agreement > settled { break }
    }
    return isReversed(scores, variables) ? scores.map { -$0 } : scores
  }

  private static func sum(_ columns: [[Double]]) -> [Double] {
    var total = columns[0]
    for column in columns.dropFirst() { for row in total.indices { total[row] += column[row] } }
    return total
  }

  /// Centred, with mean square 1; nil where there is no spread.
  private static func normalised(_ scores: [Double]) -> [Double]? {
    guard !scores.isEmpty else { return nil }
    let mean = scores.reduce(0, +) / Double(scores.count)
    let square = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count)
    guard square > 1e-12, square.isFinite else { return nil }
    let scale = 1 / square.squareRoot()
    return scores.map { ($0 - mean) * scale }
  }

  /// An axis has no direction of its own: the number most in line with it increases, or else the first column's most common
  /// level comes early.
  private static func isReversed(_ scores: [Double], _ variables: [QuantifiedColumn]) -> Bool {
    let loadings = variables.compactMap { $0.loading(of: scores) }
    if let strongest = loadings.max(by: { $0.magnitude < $1.magnitude }) { return strongest < 0 }
    return (variables[0].meanOfMostCommonLevel(scores) ?? 0) > 0
  }
}
