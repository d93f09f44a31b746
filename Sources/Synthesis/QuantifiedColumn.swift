import Statistics
import Tables

/// A column's sampled rows as the alternating quantification sees them.
enum QuantifiedColumn: Sendable {
  /// Normal scores, 0 where missing.
  case numbers([Double])
  /// Codes, missing as the last; `scores` by share, to begin with.
  case levels(codes: [Int32], counts: [Int], scores: [Double])

  /// nil for texts and for columns without spread.
  static func variables(of table: Table, rows: [Int]) -> [QuantifiedColumn?] {
    Parallel.map(table.columns.count) { variable(table.columns[$0], rows) }
  }

  private static func variable(_ column: Column, _ rows: [Int]) -> QuantifiedColumn? {
    let missing = column.missing.isEmpty ? [] : rows.map { column.missing[$0] }
    switch column.storage {
    case .integers(let values), .instants(let values):
      return numbers(MidRanks.shares(of: rows.map { values[$0] }, missing: missing), missing)
    case .decimals(let values):
      return numbers(MidRanks.shares(of: rows.map { values[$0] }, missing: missing), missing)
    case .levels(let codes, let levels): return levelsVariable(rows.map { codes[$0] }, levels)
    case .text: return nil
    }
  }

  private static func numbers(_ shares: [Double], _ missing: [Bool]) -> QuantifiedColumn? {
    guard let first = shares.first, shares.contains(where: { $0 != first }) else { return nil }
    var scores = Normal.quantiles(of: shares)
    for (row, isMissing) in missing.enumerated() where isMissing { scores[row] = 0 }
    return .numbers(scores)
  }

  private static func levelsVariable(_ codes: [Int32], _ levels: [ByteText]) -> QuantifiedColumn? {
    let marked = codes.map { $0 < 0 ? Int32(levels.count) : $0 }
    let counts = MidRanks.levelCounts(of: marked, levels: levels.count + 1).ofLevels
    guard counts.filter({ $0 > 0 }).count > 1 else { return nil }
    let order = LevelOrder.byShare(counts: counts, levels: levels + [""])
    let positions = NormalScores.positions(order)
    let shares = MidRanks.shares(ofCodes: marked, positions: positions, levels: counts.count)
    return .levels(codes: marked, counts: counts, scores: Normal.quantiles(of: shares))
  }

  var start: [Double] {
    switch self {
    case .numbers(let scores): scores
    case .levels(_, _, let scores): scores
    }
  }

  /// The nearest vector to `scores` that this column alone can give.
  func projection(of scores: [Double]) -> [Double] {
    switch self {
    case .numbers(let own):
      let loading = Self.loading(own, scores)
      return own.map { $0 * loading }
    case .levels(let codes, let counts, _):
      let means = Self.means(codes, counts, scores)
      return codes.map { means[Int($0)] }
    }
  }

  /// The mean score of each level that was sampled, 0 of others; nil for numbers.
  func levelMeans(of scores: [Double]) -> [Double]? {
    guard case .levels(let codes, let counts, _) = self else { return nil }
    return Self.means(codes, counts, scores)
  }

  func loading(of scores: [Double]) -> Double? {
    guard case .numbers(let own) = self else { return nil }
    return Self.loading(own, scores)
  }

  func meanOfMostCommonLevel(_ scores: [Double]) -> Double? {
    guard case .levels(_, let counts, _) = self, let most = counts.max(), let code = counts.firstIndex(of: most) else {
      return nil
    }
    return levelMeans(of: scores)?[code]
  }

  private static func loading(_ own: [Double], _ scores: [Double]) -> Double {
    var (product, square) = (0.0, 0.0)
    for row in own.indices {
      product += own[row] * scores[row]
      square += own[row] * own[row]
    }
    return square > 0 ? product / square : 0
  }

  private static func means(_ codes: [Int32], _ counts: [Int], _ scores: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: counts.count)
    for (code, score) in zip(codes, scores) { sums[Int(code)] += score }
    return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
  }
}
