import CTreeKernels

/// How many of a node's rows fall into each bin of a feature and each group of the target; reused for every node and feature.
///
/// Small nodes see few of a feature's bins, so the bins that are not empty are listed and only those are scanned and cleared.
final class NodeHistogram {
  static let groupLimit = 8

  /// Bin b of group g stands at `8 b + g`; all 0 between features.
  private let counters: UnsafeMutablePointer<Int32>
  /// Rows per bin whatever their weight; used with weights only.
  private let rowCounters: UnsafeMutablePointer<Int32>
  /// Bins that are not empty, in increasing order.
  private let bins: UnsafeMutablePointer<Int32>
  /// Bins of the feature, or of the list.
  private var binCount = 0
  private var isListed = false
  private var isWeighted = false

  init() {
    counters = .allocate(capacity: 256 * Self.groupLimit)
    counters.initialize(repeating: 0, count: 256 * Self.groupLimit)
    rowCounters = .allocate(capacity: 256)
    rowCounters.initialize(repeating: 0, count: 256)
    bins = .allocate(capacity: 256 + Self.groupLimit)
    bins.initialize(repeating: 0, count: 256 + Self.groupLimit)
  }

  deinit {
    counters.deallocate()
    rowCounters.deallocate()
    bins.deallocate()
  }

  /// The row of an entry `row << 3 | group`.
  @inline(__always) static func row(_ entry: UInt32) -> Int { Int(entry >> 3) }

  /// Nodes of fewer rows list which bins they met, where there are many.
  static let smallCount = 128

  /// - Parameters:
  ///   - feature: whose bin of every row of the table is known.
  ///   - entries: the node's rows with their target groups.
  ///   - weights: 1...255 of every row of the table; nil: every row weighs 1.
  func fill(_ feature: BinnedColumn, entries: UnsafeBufferPointer<UInt32>, weights: [UInt8]?) {
    prepare(feature, isWeighted: weights != nil)
    guard let first = entries.baseAddress else { return }
    if let weights {
      rs_count_weighted(first, entries.count, feature.codes, weights, counters, rowCounters)
    } else if entries.count < Self.smallCount, binCount > Self.smallCount / 2 {
      binCount = rs_count_few(first, entries.count, feature.codes, counters, bins)
      isListed = true
    } else {
      rs_count(first, entries.count, feature.codes, counters)
    }
  }

  /// Two features in one pass over many rows of weight 1.
  static func fill(
    _ pair: (NodeHistogram, NodeHistogram), _ features: (BinnedColumn, BinnedColumn),
    entries: UnsafeBufferPointer<UInt32>
  ) {
    pair.0.prepare(features.0, isWeighted: false)
    pair.1.prepare(features.1, isWeighted: false)
    guard let first = entries.baseAddress else { return }
    rs_count_two(
      first, entries.count, features.0.codes, features.1.codes, pair.0.counters, pair.1.counters)
  }

  private func prepare(_ feature: BinnedColumn, isWeighted: Bool) {
    binCount = feature.binCount
    isListed = false
    self.isWeighted = isWeighted
  }

  /// The best threshold; clears the counters.
  func bestThreshold(_ node: rs_node) -> rs_threshold {
    rs_best_threshold(node, counters, isWeighted ? rowCounters : nil, isListed ? bins : nil, binCount)
  }

  /// The same where bins stand in another order.
  /// - Parameter order: of all bins that are not empty.
  func bestThreshold(_ node: rs_node, order: [Int]) -> rs_threshold {
    for (place, bin) in order.enumerated() { bins[place] = Int32(bin) }
    // As rs_count_few ends its list.
    for place in order.count..<order.count + Self.groupLimit { bins[place] = 255 }
    (binCount, isListed) = (order.count, true)
    return bestThreshold(node)
  }

  /// The bins that are not empty, in increasing order, and what lies in them.
  var filledBins: [(number: Int, counts: SIMD8<Int32>)] {
    (0..<binCount).compactMap { place in
      let number = isListed ? Int(bins[place]) : place
      let counts = UnsafeRawPointer(counters + number * Self.groupLimit).loadUnaligned(as: SIMD8<Int32>.self)
      return counts != .zero ? (number, counts) : nil
    }
  }
}
