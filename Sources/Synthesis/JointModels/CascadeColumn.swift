import Statistics
import Tables

/// One column as the tree cascade sees it: groups of equal values along the uniform axis, missing first.
struct CascadeColumn: Sendable {
  let name: String
  let groups: [Int32]
  let counts: [Int]
  let binned: BinnedColumn
  /// The group of the rare levels that are pooled, where there are any: not one value.
  let pooledGroup: Int?
  /// Middle of each group on the uniform axis.
  let centers: [Double]
  /// The numbers that are present and finite, as groups know them already; nil where the column does not hold numbers.
  let numbers: QuantileFunctionSample?

  /// - Parameter k: rows a bin has at least.
  init(_ column: Column, levelOrder: [Int32]?, k: Int) {
    name = column.name
    let (keys, pooledKey) = Self.keys(of: column, levelOrder: levelOrder, k: k)
    let grouped = EqualGroups(keys: keys)
    groups = grouped.groups
    pooledGroup = pooledKey.flatMap { keys.firstIndex(of: $0) }.map { Int(grouped.groups[$0]) }
    counts = grouped.counts
    numbers = Self.numbers(of: column, grouped)
    binned = BinnedColumn(
      groups: groups, groupCounts: counts, isUnordered: levelOrder != nil, minimumRows: k)
    var below = 0
    let total = Double(max(1, column.count))
    centers = counts.map { count in
      defer { below += count }
      return (Double(below) + Double(count) / 2) / total
    }
  }

  private static func numbers(of column: Column, _ grouped: EqualGroups) -> QuantileFunctionSample? {
    let number: (UInt64) -> Double
    switch column.storage {
    case .integers: number = { Double(RadixSort.integer($0)) }
    case .decimals: number = RadixSort.double
    case .instants, .levels, .text: return nil
    }
    let start = column.missingCount > 0 ? 1 : 0
    var sample: (values: [Double], counts: [Int]) = ([], [])
    for group in start..<max(start, grouped.keys.count) {
      let value = number(grouped.keys[group])
      guard value.isFinite else { continue }
      if value == sample.values.last {
        // Neighbours among very large integers are one number.
        sample.counts[sample.counts.count - 1] += grouped.counts[group]
      } else {
        sample.values.append(value)
        sample.counts.append(grouped.counts[group])
      }
    }
    return QuantileFunctionSample(values: sample.values, counts: sample.counts)
  }

  /// Keys in the order of u: missing is 0, everything else above it. Levels that the recipe pools are one.
  private static func keys(of column: Column, levelOrder: [Int32]?, k: Int) -> (keys: [UInt64], pooled: UInt64?) {
    var keys: [UInt64]
    var pooled: UInt64?
    switch column.storage {
    case .integers(let values), .instants(let values): keys = values.map { max(1, RadixSort.key($0)) }
    case .decimals(let values): keys = values.map { max(1, RadixSort.key($0)) }
    case .levels(let codes, let levels):
      let counts = MidRanks.levelCounts(of: codes, levels: levels.count).ofLevels
      let order = levelOrder ?? LevelOrder.byShare(counts: counts, levels: levels)
      let pool = LevelPool(order: order, counts: counts, k: max(1, k), mayPool: column.kind != .boolean)
      pooled = pool.entries.firstIndex { $0.code == nil }.map { UInt64($0) + 1 }
      keys = codes.map { levels.indices.contains(Int($0)) ? UInt64(pool.entryOfCode[Int($0)]) + 1 : 0 }
    case .text(let texts): keys = Array(repeating: 1, count: texts.count)
    }
    for (row, isMissing) in column.missing.enumerated() where isMissing { keys[row] = 0 }
    return (keys, pooled)
  }
}
