import Statistics

/// Sums of random gaps of a gamma law, any of them without those before it.
///
/// The sum of 2ⁿ gaps is gamma again, and the share of its first half follows a beta law. So a block of gaps is drawn as its sum, and
/// cut in halves on the way to a row: the same gaps for every way of asking (gamma bridges: Ribeiro and Webber 2004, Journal of
/// Computational Finance 7(2), 81-100).
struct GapSums: Equatable, Sendable {
  /// Of a gap.
  let mean: Double
  /// Of a gap's gamma law: 1 for events that come at random, large for nearly equal gaps.
  let shape: Double
  private let laws: Laws

  /// A block has so many gaps: two to this power.
  private static let levels = 16

  private final class Laws: Sendable {
    /// The sum of a block, in units of the mean gap.
    let block: LawQuantiles?
    /// The share of the first half of 2, 4, 8, … gaps.
    let halves: [LawQuantiles]

    init(shape: Double) {
      let size = shape * Double(1 << GapSums.levels)
      block = ParametricLaw(GammaFamily.family, [size, 1 / shape]).map { LawQuantiles($0) }
      halves = (0..<GapSums.levels).compactMap { level in
        let half = shape * Double(1 << level)
        return ParametricLaw(BetaFamily.family, [half, half, 0, 1]).map { LawQuantiles($0) }
      }
    }
  }

  init(mean: Double, shape: Double) {
    self.mean = mean
    self.shape = shape
    laws = Laws(shape: shape)
  }

  static func == (left: GapSums, right: GapSums) -> Bool { left.mean == right.mean && left.shape == right.shape }

  /// The sum of the gaps up to and with that of each row.
  /// - Complexity: two quantiles a row, and one for each block before the first.
  func sums(rows: Range<UInt64>, stream: RandomStream) -> [Double] {
    guard !rows.isEmpty, let law = laws.block, laws.halves.count == Self.levels else { return [] }
    let size: UInt64 = 1 << UInt64(Self.levels)
    let blocks = stream.stream(named: "blocks")
    let halves = stream.stream(named: "halves")
    var block = rows.lowerBound / size
    var start = start(ofBlock: block, law, blocks)
    var sums: [Double] = []
    sums.reserveCapacity(rows.count)
    while block * size < rows.upperBound {
      let total = law.values(at: [blocks.uniform(at: block)])[0]
      let first = max(rows.lowerBound, block * size) - block * size
      let last = min(rows.upperBound - block * size, size)
      var walk = Walk(halves: laws.halves, stream: halves.stream(named: "\(block)"), sums: sums)
      walk.add(from: start, total: total, level: Self.levels, node: 1, place: 0, wanted: first..<last)
      sums = walk.sums
      start += total
      if block == UInt64.max / size { break }
      block += 1
    }
    return sums.map { $0 * mean }
  }

  /// Far blocks by their expected sum: nobody waits for more blocks than this.
  private static let mostBlocks: UInt64 = 1 << 20

  private func start(ofBlock block: UInt64, _ law: LawQuantiles, _ stream: RandomStream) -> Double {
    let known = min(block, Self.mostBlocks)
    let size = Double(1 << Self.levels)
    let sum = law.values(at: stream.uniforms(rows: 0..<known)).reduce(0, +)
    return sum + Double(block - known) * size
  }

  /// Down the halves of one block.
  private struct Walk {
    let halves: [LawQuantiles]
    let stream: RandomStream
    var sums: [Double]

    mutating func add(from start: Double, total: Double, level: Int, node: UInt64, place: UInt64, wanted: Range<UInt64>)
    {
      let size: UInt64 = 1 << UInt64(level)
      guard wanted.overlaps(place..<place + size) else { return }
      guard level > 0 else { return sums.append(start + total) }
      let share = halves[level - 1].values(at: [stream.uniform(at: node)])[0]
      let first = total * share
      add(from: start, total: first, level: level - 1, node: 2 * node, place: place, wanted: wanted)
      add(
        from: start + first, total: total - first, level: level - 1, node: 2 * node + 1, place: place + size / 2,
        wanted: wanted)
    }
  }
}
