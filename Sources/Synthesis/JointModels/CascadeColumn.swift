import Statistics
import Tables

/// One column as the tree cascade sees it: groups of equal values along the uniform axis, missing first.
struct CascadeColumn: Sendable {
  let name: String
  let groups: [Int32]
  let counts: [Int]
  let binned: BinnedColumn
  /// Middle of each group on the uniform axis.
  let centers: [Double]

  /// - Parameter k: rows a bin has at least.
  init(_ column: Column, levelOrder: [Int32]?, k: Int) {
    name = column.name
    let grouped = EqualGroups(keys: Self.keys(of: column, levelOrder: levelOrder, k: k))
    groups = grouped.groups
    counts = grouped.counts
    binned = BinnedColumn(
      groups: groups, groupCounts: counts, isUnordered: levelOrder != nil, minimumRows: k)
    var below = 0
    let total = Double(max(1, column.count))
    centers = counts.map { count in
      defer { below += count }
      return (Double(below) + Double(count) / 2) / total
    }
  }

  /// Spearman's, from at most 4,000 evenly spaced rows.
  func rankCorrelation(with other: CascadeColumn) -> Double {
    let step = max(1, groups.count / 4_000)
    let rows = stride(from: 0, to: groups.count, by: step)
    let pairs = rows.map { (centers[Int(groups[$0])] - 0.5, other.centers[Int(other.groups[$0])] - 0.5) }
    let (own, others) = (pairs.reduce(0) { $0 + $1.0 * $1.0 }, pairs.reduce(0) { $0 + $1.1 * $1.1 })
    let both = pairs.reduce(0) { $0 + $1.0 * $1.1 }
    return own > 0 && others > 0 ? both / (own * others).squareRoot() : 0
  }

  /// Keys in the order of u: missing is 0, everything else above it. Levels that the recipe pools are one.
  private static func keys(of column: Column, levelOrder: [Int32]?, k: Int) -> [UInt64] {
    var keys: [UInt64]
    switch column.storage {
    case .integers(let values), .instants(let values): keys = values.map { max(1, RadixSort.key($0)) }
    case .decimals(let values): keys = values.map { max(1, RadixSort.key($0)) }
    case .levels(let codes, let levels):
      let counts = MidRanks.levelCounts(of: codes, levels: levels.count).ofLevels
      let order = levelOrder ?? LevelOrder.byShare(counts: counts, levels: levels)
      let pool = LevelPool(order: order, counts: counts, k: max(1, k), mayPool: column.kind != .boolean)
      keys = codes.map { levels.indices.contains(Int($0)) ? UInt64(pool.entryOfCode[Int($0)]) + 1 : 0 }
    case .text(let texts): keys = Array(repeating: 1, count: texts.count)
    }
    for (row, isMissing) in column.missing.enumerated() where isMissing { keys[row] = 0 }
    return keys
  }
}
