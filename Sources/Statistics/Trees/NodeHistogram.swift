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
  private(set) var binCount = 0

  init() {
    counters = .allocate(capacity: 256 * Self.groupLimit)
    counters.initialize(repeating: 0, count: 256 * Self.groupLimit)
    rowCounters = .allocate(capacity: 256)
    rowCounters.initialize(repeating: 0, count: 256)
    bins = .allocate(capacity: 256)
    bins.initialize(repeating: 0, count: 256)
  }

  deinit {
    counters.deallocate()
    rowCounters.deallocate()
    bins.deallocate()
  }

  @inline(__always) func bin(_ position: Int) -> Int { Int(bins[position]) }
  @inline(__always) func rows(inBin bin: Int) -> Int32 { rowCounters[bin] }
  @inline(__always) func counts(inBin bin: Int) -> SIMD8<Int32> {
    UnsafeRawPointer(counters + bin &* Self.groupLimit).loadUnaligned(as: SIMD8<Int32>.self)
  }

  /// - Parameters:
  ///   - codes: the feature's bin of every row of the table.
  ///   - rows, groups: the node's rows and their target groups, `count` of each.
  ///   - weights: of every row of the table; nil: 1.
  func fill(
    codes: UnsafePointer<UInt8>, rows: UnsafePointer<Int32>, groups: UnsafePointer<UInt8>, count: Int,
    weights: UnsafePointer<UInt8>?
  ) {
    guard let weights else { return fill(codes: codes, rows: rows, groups: groups, count: count) }
    for index in 0..<count {
      let row = Int(rows[index])
      let bin = Int(codes[row])
      counters[bin &* Self.groupLimit &+ Int(groups[index])] &+= Int32(weights[row])
      rowCounters[bin] &+= 1
    }
    binCount = 0
    for bin in 0..<256 where rowCounters[bin] > 0 { append(bin) }
  }

  private func fill(
    codes: UnsafePointer<UInt8>, rows: UnsafePointer<Int32>, groups: UnsafePointer<UInt8>, count: Int
  ) {
    var present = SIMD4<UInt64>.zero
    if count > 256 {
      present = SIMD4(repeating: .max)
      for index in 0..<count {
        counters[Int(codes[Int(rows[index])]) &* Self.groupLimit &+ Int(groups[index])] &+= 1
      }
    } else {
      for index in 0..<count {
        let bin = codes[Int(rows[index])]
        present[Int(bin >> 6)] |= 1 &<< UInt64(bin & 63)
        counters[Int(bin) &* Self.groupLimit &+ Int(groups[index])] &+= 1
      }
    }
    collect(present)
  }

  private func collect(_ present: SIMD4<UInt64>) {
    binCount = 0
    for word in 0..<4 {
      var bits = present[word]
      while bits != 0 {
        let bin = word &* 64 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        if counts(inBin: bin) != .zero { append(bin) }
      }
    }
  }

  @inline(__always)
  private func append(_ bin: Int) {
    bins[binCount] = Int32(truncatingIfNeeded: bin)
    binCount &+= 1
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
