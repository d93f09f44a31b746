/// The target of a tree cut into up to eight groups that fit one node: equal shares of its rows for ordered targets, the seven
/// commonest levels and the rest for others. Reused for every node.
final class TargetGroups {
  /// Weighted rows of the node with each of the target's 256 codes; all 0 between nodes.
  let codeCounts: UnsafeMutablePointer<Int32>
  /// Of the codes that occur in the node.
  let groupOfCode: UnsafeMutablePointer<UInt8>
  /// Weighted rows of each group.
  private(set) var counts = SIMD8<Int32>.zero
  var count: Int { (0..<8).reduce(0) { counts[$1] > 0 ? $0 + 1 : $0 } }

  private let isUnordered: Bool
  private let codes: Int

  /// - Parameter codes: of the target.
  init(codes: Int, isUnordered: Bool) {
    self.isUnordered = isUnordered
    self.codes = codes
    codeCounts = .allocate(capacity: 256)
    codeCounts.initialize(repeating: 0, count: 256)
    groupOfCode = .allocate(capacity: 256)
    groupOfCode.initialize(repeating: 0, count: 256)
  }

  deinit {
    codeCounts.deallocate()
    groupOfCode.deallocate()
  }

  /// Makes the groups of the node that was counted, and clears the counts.
  func settle() {
    counts = .zero
    if isUnordered { groupLevels() } else { groupRuns() }
    codeCounts.update(repeating: 0, count: 256)
  }

  /// Runs of codes with about equal numbers of rows; a code that alone has more is a group.
  private func groupRuns() {
    var left: Int32 = 0
    for code in 0..<codes { left &+= codeCounts[code] }
    var inGroup: Int32 = 0
    var group = 0
    for code in 0..<codes where codeCounts[code] > 0 {
      let count = codeCounts[code]
      let groupsLeft = Int32(NodeHistogram.groupLimit - group)
      if groupsLeft > 1, inGroup > 0, inGroup + count / 2 >= (left + inGroup) / groupsLeft {
        group += 1
        inGroup = 0
      }
      add(count, of: code, to: group)
      inGroup += count
      left -= count
    }
  }

  private func groupLevels() {
    let present = (0..<codes).filter { codeCounts[$0] > 0 }
    let order = present.sorted { (codeCounts[$0], $1) > (codeCounts[$1], $0) }
    for (rank, code) in order.enumerated() {
      add(codeCounts[code], of: code, to: min(rank, NodeHistogram.groupLimit - 1))
    }
  }

  private func add(_ count: Int32, of code: Int, to group: Int) {
    groupOfCode[code] = UInt8(group)
    counts[group] &+= count
  }
}
