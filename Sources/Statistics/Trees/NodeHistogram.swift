/// How many of a node's rows fall into each bin of a feature and each group of the target; reused for every node and feature.
///
/// Small nodes see few of a feature's bins, so the bins that are not empty are remembered and only those are scanned and cleared.
final class NodeHistogram {
  static let groupLimit = 8

  /// Bin b of group g stands at `8 b + g`.
  private let counters: UnsafeMutablePointer<Int32>
  /// Rows per bin whatever their weight; used with weights only.
  private let rowCounters: UnsafeMutablePointer<Int32>
  /// The bins that are not empty, in increasing order.
  private let bins: UnsafeMutablePointer<Int32>
  /// A bit per bin, of nodes of few rows.
  private let present: UnsafeMutablePointer<UInt64>
  private(set) var binCount = 0

  init() {
    counters = .allocate(capacity: 256 * Self.groupLimit)
    counters.initialize(repeating: 0, count: 256 * Self.groupLimit)
    rowCounters = .allocate(capacity: 256)
    rowCounters.initialize(repeating: 0, count: 256)
    // One more than bins: what is not filled is written behind the last.
    bins = .allocate(capacity: 257)
    bins.initialize(repeating: 0, count: 257)
    present = .allocate(capacity: 4)
    present.initialize(repeating: 0, count: 4)
  }

  deinit {
    counters.deallocate()
    rowCounters.deallocate()
    bins.deallocate()
    present.deallocate()
  }

  @inline(__always) func bin(_ position: Int) -> Int { Int(bins[position]) }
  @inline(__always) func rows(inBin bin: Int) -> Int32 { rowCounters[bin] }
  @inline(__always) func counts(inBin bin: Int) -> SIMD8<Int32> {
    UnsafeRawPointer(counters + bin &* Self.groupLimit).loadUnaligned(as: SIMD8<Int32>.self)
  }

  /// The row of an entry `row << 3 | group`.
  @inline(__always) static func row(_ entry: UInt32) -> Int { Int(entry >> 3) }

  /// Nodes of fewer rows remember which bins they met, where there are many.
  static let smallCount = 128

  /// - Parameters:
  ///   - codes: the feature's bin of every row of the table.
  ///   - entries: the node's rows with their target groups.
  ///   - weights: of every row of the table.
  func fill(
    codes: UnsafeBufferPointer<UInt8>, entries: UnsafeBufferPointer<UInt32>, weights: UnsafeBufferPointer<UInt8>
  ) {
    for entry in entries {
      let row = Self.row(entry)
      let bin = Int(codes[row])
      counters[bin &* Self.groupLimit &+ Int(entry & 7)] &+= Int32(weights[row])
      rowCounters[bin] &+= 1
    }
    binCount = 0
    for bin in 0..<256 { append(bin, if: rowCounters[bin] > 0) }
  }

  /// The same where every row weighs 1.
  /// - Parameter bins: of the feature.
  func fill(codes: UnsafeBufferPointer<UInt8>, entries: UnsafeBufferPointer<UInt32>, bins: Int) {
    guard entries.count < Self.smallCount, bins > Self.smallCount / 2 else {
      for entry in entries {
        counters[Int(codes[Self.row(entry)]) &* Self.groupLimit &+ Int(entry & 7)] &+= 1
      }
      return collect(bins)
    }
    for entry in entries {
      let bin = Int(codes[Self.row(entry)])
      present[bin >> 6] |= 1 &<< UInt64(truncatingIfNeeded: bin & 63)
      counters[bin &* Self.groupLimit &+ Int(entry & 7)] &+= 1
    }
    collectPresent()
  }

  /// Two features in one pass over many rows of weight 1.
  static func fill(
    _ pair: (NodeHistogram, NodeHistogram), codes: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>),
    entries: UnsafeBufferPointer<UInt32>, bins: (Int, Int)
  ) {
    let (first, second) = (pair.0.counters, pair.1.counters)
    for entry in entries {
      let (row, group) = (Self.row(entry), Int(entry & 7))
      first[Int(codes.0[row]) &* groupLimit &+ group] &+= 1
      second[Int(codes.1[row]) &* groupLimit &+ group] &+= 1
    }
    pair.0.collect(bins.0)
    pair.1.collect(bins.1)
  }

  /// Which bins are filled is left to chance, so no branch depends on it.
  private func collect(_ count: Int) {
    binCount = 0
    for bin in 0..<count { append(bin, if: counts(inBin: bin) != .zero) }
  }

  private func collectPresent() {
    binCount = 0
    for word in 0..<4 {
      var bits = present[word]
      present[word] = 0
      while bits != 0 {
        append(word &* 64 &+ bits.trailingZeroBitCount, if: true)
        bits &= bits &- 1
      }
    }
  }

  @inline(__always)
  private func append(_ bin: Int, if isFilled: Bool) {
    bins[binCount] = Int32(truncatingIfNeeded: bin)
    binCount &+= isFilled ? 1 : 0
  }

  func clear() {
    for position in 0..<binCount {
      let bin = Int(bins[position])
      UnsafeMutableRawPointer(counters + bin &* Self.groupLimit).storeBytes(of: .zero, as: SIMD8<Int32>.self)
      rowCounters[bin] = 0
    }
    binCount = 0
  }
}
