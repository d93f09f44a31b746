/// The target of a tree cut into up to eight groups that fit one node: equal shares of its rows for ordered targets, the seven
/// commonest levels and the rest for others.
struct TargetGroups {
  private(set) var groupOfCode = [UInt8](repeating: 0, count: 256)
  /// Weighted rows of each group.
  private(set) var counts = SIMD8<Int32>.zero
  var count: Int { (0..<8).reduce(0) { counts[$1] > 0 ? $0 + 1 : $0 } }

  /// - Parameter codeCounts: weighted rows of the node with each of the target's 256 codes.
  init(codeCounts: [Int32], isUnordered: Bool) {
    if isUnordered { groupLevels(codeCounts) } else { groupRuns(codeCounts) }
    for code in codeCounts.indices where codeCounts[code] > 0 { counts[Int(groupOfCode[code])] &+= codeCounts[code] }
  }

  /// Runs of codes with about equal numbers of rows; a code that alone has more is a group.
  private mutating func groupRuns(_ counts: [Int32]) {
    var left = counts.reduce(0, &+)
    var inGroup: Int32 = 0
    var group = 0
    for code in 0..<256 where counts[code] > 0 {
      let groupsLeft = Int32(NodeHistogram.groupLimit - group)
      if groupsLeft > 1, inGroup > 0, inGroup + counts[code] / 2 >= (left + inGroup) / groupsLeft {
        group += 1
        inGroup = 0
      }
      groupOfCode[code] = UInt8(group)
      inGroup += counts[code]
      left -= counts[code]
    }
  }

  private mutating func groupLevels(_ counts: [Int32]) {
    let order = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $1) > (counts[$1], $0) }
    for (rank, code) in order.enumerated() { groupOfCode[code] = UInt8(min(rank, NodeHistogram.groupLimit - 1)) }
  }
}
