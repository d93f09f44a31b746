import Statistics
import Tables

/// Figures of a group's rows that may stand in a recipe.
enum ParityFigures {
  /// Each the mean of the k values around it; 0 where there are fewer than k.
  static func quartiles(_ column: Column, _ rows: [Int], k: Int) -> [Double] {
    let present = column.taking(rows.filter { !column.isMissing($0) })
    switch present.storage {
    case .integers, .instants, .decimals:
      return [0.25, 0.5, 0.75].map { ColumnQuantile.value(of: present, at: $0, k: k) ?? 0 }
    case .levels, .text: return [0, 0, 0]
    }
  }

  /// With 3 significant digits, so that no share times its group's rows is a count of rows.
  static func rounded(rows: Int) -> Int {
    Int(QuantileFunctionFit.rounded(Double(rows), digits: 3))
  }
}

/// The labels of a target that a recipe may name: levels of at least k rows, rarer ones pooled as a recipe's column pools them.
struct ParityLabels {
  /// Missing rows are the last, where they are at least k.
  let names: [String]
  /// By code, missing last; nil: rows that are not counted.
  private let labelOfCode: [Int?]
  private let k: Int

  static let missing = "(missing)"

  /// No labels where the column has no levels.
  init(_ column: Column, k: Int) {
    self.k = max(1, k)
    guard case .levels(let codes, let levels) = column.storage else {
      (names, labelOfCode) = ([], [])
      return
    }
    let (counts, missing) = MidRanks.levelCounts(of: codes, levels: levels.count)
    let order = (0..<Int32(levels.count)).filter { counts[Int($0)] > 0 }
    let pool = LevelPool(order: order, counts: counts, k: self.k, mayPool: column.kind != .boolean)
    let spare = LevelPool.spareName(levels)
    let known = pool.entries.map { $0.code.map { levels[Int($0)] } ?? spare }.map(\.string)
    let showsMissing = missing >= self.k
    names = known + (showsMissing ? [Self.missing] : [])
    labelOfCode =
      pool.entryOfCode.map { known.indices.contains($0) ? $0 : nil } + [showsMissing ? known.count : nil]
  }

  /// Group by group the share of each label among the group's counted rows, with 4 significant digits; 0 where it is hidden.
  /// - Parameter groups: of each row; -1: of none.
  func shares(_ column: Column, groups: [Int32], groupCount: Int) -> [Double] {
    guard case .levels(let codes, _) = column.storage else { return [] }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: groupCount)
    for row in codes.indices where groups[row] >= 0 {
      let code = codes[row] < 0 ? labelOfCode.count - 1 : Int(codes[row])
      if let label = labelOfCode[code] { counts[Int(groups[row])][label] += 1 }
    }
    let isHidden = Self.hidden(counts, k: k)
    return zip(counts, isHidden).flatMap { own, isHidden in
      let total = max(1, own.reduce(0, +))
      return zip(own, isHidden).map {
        $1 ? 0 : QuantileFunctionFit.rounded(Double($0) / Double(total), digits: 4)
      }
    }
  }

  /// Which counts may not be told: those of fewer than k rows, and beside them in their group and in their label as many of the
  /// next smallest as it takes that two are hidden, of k rows together; else a sum would give the one away.
  /// - Parameter counts: by group, then by label.
  static func hidden(_ counts: [[Int]], k: Int) -> [[Bool]] {
    var isHidden = counts.map { $0.map { 0 < $0 && $0 < k } }
    let groups = counts.indices
    let labels = 0..<(counts.first?.count ?? 0)
    let lines =
      groups.map { group in labels.map { (group: group, label: $0) } }
      + labels.map { label in groups.map { (group: $0, label: label) } }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for line in lines {
        let known = line.filter { counts[$0.group][$0.label] > 0 }
        let secret = known.filter { isHidden[$0.group][$0.label] }
        let rows = secret.reduce(0) { $0 + counts[$1.group][$1.label] }
        guard !secret.isEmpty, secret.count < 2 || rows < k else { continue }
        let next = known.filter { !isHidden[$0.group][$0.label] }.min {
          counts[$0.group][$0.label] < counts[$1.group][$1.label]
        }
        guard let next else { continue }
        isHidden[next.group][next.label] = true
        isSettled = false
      }
    }
    return isHidden
  }
}
