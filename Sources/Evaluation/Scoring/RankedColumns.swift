import Statistics

/// Columns of numbers, ranked once where nothing is missing.
struct RankedColumns: Sendable {
  private static let leastRows = 10

  private let table: ScoredTable
  private let ranks: [Int: [Double]]

  init(_ table: ScoredTable, _ places: [Int]) {
    self.table = table
    let complete = places.filter { table.columns[$0].missing.isEmpty }
    ranks = Dictionary(complete.map { ($0, MidRanks.shares(of: table.columns[$0].numbers)) }) { first, _ in first }
  }

  /// Spearman's correlation over the rows that hold both; nil where fewer than ten do, or either is constant.
  func correlation(_ first: Int, _ second: Int) -> Double? {
    let (left, right): ([Double], [Double])
    if let own = ranks[first], let other = ranks[second] {
      (left, right) = (own, other)
    } else {
      let (own, other) = (table.columns[first], table.columns[second])
      let rows = (0..<table.rows).filter { !own.isMissing($0) && !other.isMissing($0) }
      left = MidRanks.shares(of: rows.map { own.numbers[$0] })
      right = MidRanks.shares(of: rows.map { other.numbers[$0] })
    }
    guard left.count >= Self.leastRows, Self.varies(left), Self.varies(right) else { return nil }
    return Correlation.pearson(left, right)
  }

  private static func varies(_ values: [Double]) -> Bool { values.contains { $0 != values[0] } }

  /// The pairs of `places` by falling strength of their correlation, missing values taken for middling ones; at most `limit`.
  func strongestPairs(of places: [Int], limit: Int) -> [[Int]] {
    let matrix = Correlation.pearson(places.map(filledRanks))
    let pairs = places.indices.flatMap { row in
      (0..<row).map { (strength: abs(matrix[row, $0]), pair: [places[$0], places[row]]) }
    }.filter { $0.strength > 0 }
    let order = pairs.indices.sorted {
      pairs[$0].strength != pairs[$1].strength ? pairs[$0].strength > pairs[$1].strength : $0 < $1
    }
    return order.prefix(limit).map { pairs[$0].pair }
  }

  private func filledRanks(_ place: Int) -> [Double] {
    if let ranks = ranks[place] { return ranks }
    let column = table.columns[place]
    let present = MidRanks.shares(of: column.presentNumbers)
    var next = 0
    return (0..<table.rows).map { row in
      guard !column.isMissing(row) else { return 0.5 }
      defer { next += 1 }
      return present[next]
    }
  }
}
