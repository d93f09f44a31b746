import Statistics
import Tables

/// How likely each class of a target is for a row, by its other columns.
struct ParityOutlook {
  private let leafOfRow: [Int32]
  /// By leaf, then by class.
  private let shares: [Double]
  private let classCount: Int

  private static let leafRows = 20

  /// - Parameters:
  ///   - group: a column that may not be looked at.
  ///   - classes: of each row.
  init(_ table: Table, target: Int, without group: String, _ classes: [Int], _ classCount: Int, k: Int) {
    self.classCount = classCount
    let orders = LevelOrder.orders(in: table)
    let others = table.columns.indices.filter { index in
      let column = table.columns[index]
      if case .text = column.storage { return false }
      return index != target && ByteText(column.name) != ByteText(group)
    }
    @Sendable func binned(_ index: Int) -> BinnedColumn {
      CascadeColumn(table.columns[index], levelOrder: orders[index], k: k).binned
    }
    let features = Parallel.map(others.count) { binned(others[$0]) }
    var grower = TreeGrower(
      target: binned(target), features: features, settings: TreeGrower.Settings(leafRows: max(k, Self.leafRows)))
    let grown = grower.grow()
    var leafOfRow = [Int32](repeating: 0, count: classes.count)
    var prior = [Double](repeating: 0, count: classCount)
    for entry in classes { prior[entry] += 1 / Double(max(1, classes.count)) }
    // One row's worth of the whole table, so that no class is impossible.
    var shares = grown.leaves.flatMap { _ in prior }
    for (leaf, range) in grown.leaves.enumerated() {
      for row in grown.rows[range] {
        leafOfRow[Int(row)] = Int32(leaf)
        shares[leaf * classCount + classes[Int(row)]] += 1
      }
    }
    (self.leafOfRow, self.shares) = (leafOfRow, shares)
  }

  /// How much more likely the row is to be of class `to` than of `from`.
  func odds(of to: Int, over from: Int, row: Int) -> Double {
    let start = Int(leafOfRow[row]) * classCount
    return shares[start + to] / max(shares[start + from], 1e-9)
  }
}
