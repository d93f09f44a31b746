/// How often texts occur, and how many different ones there are, in bounded memory.
///
/// Counts are exact while there are at most `limit` different texts. Beyond, the counts of all are lowered together and those
/// that reach zero are dropped (the frequent-items sketch of Misra and Gries 1982 with the batches of Anderson et al. 2017): each
/// count that is left is too low by at most `error`, and every text that occurs more often than that is still there. Different
/// texts are counted by `DistinctCounter` from then on. Texts are compared as bytes.
package struct HeavyHitters: Sendable {
  package struct Item: Equatable, Sendable {
    package var bytes: [UInt8]
    package var count: Int
  }

  package let limit: Int
  /// Texts added.
  package private(set) var total = 0
  /// How much too low a count may be; 0 while all are exact.
  package private(set) var error = 0
  private var distinctCounter: DistinctCounter?

  private var slots: [Int32]
  private var hashes: [UInt64] = []
  private var counts: [Int] = []
  /// Text i is `bytes[starts[i] ..< starts[i + 1]]`; eight more bytes may be read.
  private var starts: [Int] = [0]
  private var bytes = [UInt8](repeating: 0, count: 8)
  private let precision: Int

  /// Bytes of texts beyond which counts are lowered too.
  private static let mostBytes = 1 << 20

  /// - Parameters:
  ///   - limit: different texts that are counted exactly, 16 or more.
  ///   - precision: of the counter of different texts.
  package init(limit: Int = 4096, precision: Int = 15) {
    precondition(limit >= 16, "\(limit) texts")
    self.limit = limit
    self.precision = precision
    slots = [Int32](repeating: -1, count: 64)
  }

  package var isExact: Bool { distinctCounter == nil }

  /// How many different texts there are, or the estimate of it.
  package var distinct: Int { distinctCounter?.count ?? counts.count }
  package var distinctError: Double { distinctCounter?.standardError ?? 0 }

  /// The texts that are left by falling count, then by bytes. The count of a text is at most `error` higher.
  package var items: [Item] {
    counts.indices.map { Item(bytes: Array(bytes[starts[$0]..<starts[$0 + 1]]), count: counts[$0]) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// Adds `count` texts that lie behind `base`.
  /// - Parameter base: eight bytes from the start of each text, and from each further eight of it, may be read.
  package mutating func add(
    base: UnsafePointer<UInt8>, starts: UnsafePointer<UInt32>, lengths: UnsafePointer<UInt32>, count: Int
  ) {
    for index in 0..<count { add(base + Int(starts[index]), Int(lengths[index]), times: 1) }
    total += count
  }

  package mutating func add(_ text: [UInt8], times: Int = 1) {
    guard times > 0 else { return }
    (text + [UInt8](repeating: 0, count: 8)).withUnsafeBufferPointer {
      if let base = $0.baseAddress { add(base, text.count, times: times) }
    }
    total += times
  }

  @inline(__always)
  private mutating func add(_ text: UnsafePointer<UInt8>, _ length: Int, times: Int) {
    let hash = TextHash.hash(text, length)
    distinctCounter?.add(hash)
    let slot = slot(of: text, length, hash)
    let index = Int(slots[slot])
    if index >= 0 { counts[index] &+= times } else { insert(text, length, hash, times, slot) }
  }

  @inline(__always)
  private func slot(of text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, isEqual(index, text, length) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  @inline(__always)
  private func isEqual(_ index: Int, _ text: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let start = starts[index]
    guard starts[index + 1] - start == length else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return TextHash.isEqual(base + start, text, length)
    }
  }

  private mutating func insert(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ times: Int, _ slot: Int
  ) {
    slots[slot] = Int32(truncatingIfNeeded: counts.count)
    hashes.append(hash)
    counts.append(times)
    bytes.removeLast(8)
    bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: length))
    starts.append(bytes.count)
    bytes.append(contentsOf: repeatElement(0, count: 8))
    if counts.count > limit || bytes.count > Self.mostBytes {
      lower()
    } else if counts.count * 2 > slots.count {
      fillSlots(slots.count * 2)
    }
  }

  private mutating func fillSlots(_ size: Int) {
    slots = [Int32](repeating: -1, count: size)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  // MARK: - Lowering

  /// Lowers all counts by the median one, so that at least half of them are dropped.
  private mutating func lower() {
    if distinctCounter == nil {
      var counter = DistinctCounter(precision: precision)
      hashes.withUnsafeBufferPointer { counter.add($0) }
      distinctCounter = counter
    }
    lower(by: counts.sorted()[counts.count / 2])
  }

  private mutating func lower(by amount: Int) {
    error += amount
    var (kept, old) = (0, bytes)
    swap(&old, &bytes)
    bytes.removeAll(keepingCapacity: true)
    var newStarts = [0]
    for index in counts.indices where counts[index] > amount {
      hashes[kept] = hashes[index]
      counts[kept] = counts[index] - amount
      bytes.append(contentsOf: old[starts[index]..<starts[index + 1]])
      newStarts.append(bytes.count)
      kept += 1
    }
    hashes.removeLast(hashes.count - kept)
    counts.removeLast(counts.count - kept)
    starts = newStarts
    bytes.append(contentsOf: repeatElement(0, count: 8))
    fillSlots(slots.count)
  }

  /// Adds what another one counted; errors add up.
  /// - Precondition: both have the same limit and precision.
  package mutating func merge(_ next: Self) {
    precondition(limit == next.limit && precision == next.precision, "counts of different limits")
    if let more = next.distinctCounter { merge(more) }
    next.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for index in next.counts.indices {
        let start = next.starts[index]
        add(base + start, next.starts[index + 1] - start, times: next.counts[index])
      }
    }
    error += next.error
    total += next.total
  }

  private mutating func merge(_ more: DistinctCounter) {
    if distinctCounter == nil {
      var counter = DistinctCounter(precision: precision)
      hashes.withUnsafeBufferPointer { counter.add($0) }
      distinctCounter = counter
    }
    distinctCounter?.merge(more)
  }

  /// Drops the texts met once, where counts are not exact anyway: they would only be carried along.
  package mutating func dropSingles() {
    if !isExact { lower(by: 1) }
  }
}

/// Hashes of texts, eight bytes a step, each folded in by a 128-bit product (the mixing step of wyhash, Wang Yi 2019).
package enum TextHash {
  /// - Parameter text: eight bytes from its start, and from each further eight, may be read.
  @inline(__always)
  package static func hash(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: length) &* 0xA076_1D64_78BD_642F
    var position = 0
    while position &+ 8 <= length {
      state = fold(state ^ load(text + position))
      position &+= 8
    }
    return fold(fold(state ^ last(text + position, length &- position)))
  }

  /// The first `count` bytes of a word, 0...7, the others zero.
  @inline(__always)
  private static func last(_ place: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    guard count > 0 else { return 0 }
    return load(place) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }

  @inline(__always)
  private static func load(_ place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  @inline(__always)
  static func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    var position = 0
    while position &+ 8 <= length {
      guard load(left + position) == load(right + position) else { return false }
      position &+= 8
    }
    return last(left + position, length &- position) == last(right + position, length &- position)
  }

  /// Of a number; equal numbers have equal hashes whether they are kept as integers or not.
  @inline(__always)
  package static func hash(_ value: Double) -> UInt64 { fold(fold((value + 0).bitPattern)) }
}
