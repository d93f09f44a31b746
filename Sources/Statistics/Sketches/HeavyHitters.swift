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
  /// Short texts met since the slots were filled, in open addressing as there: at most half of the places are taken.
  private var recent: [Recent]
  private var hashes: [UInt64] = []
  private var counts: [Int] = []
  /// Text i is `bytes[starts[i] ..< starts[i + 1]]`; sixteen more bytes are there.
  private var starts: [Int] = [0]
  private var bytes = [UInt8](repeating: 0, count: 64)
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
    recent = [Recent](repeating: .none, count: 64)
  }

  /// Where the count of a text of at most eight bytes is.
  private struct Recent {
    var word: UInt64
    var length: UInt32
    var index: UInt32

    /// No text: none is so long.
    static let none = Recent(word: 0, length: .max, index: 0)

    /// For `place`, of so many places: a power of two.
    static func shift(_ count: Int) -> UInt64 { UInt64(truncatingIfNeeded: 64 - count.trailingZeroBitCount) }

    /// Where a text is, or the free place where it belongs.
    @inline(__always)
    static func place(
      of word: UInt64, _ length: UInt32, _ shift: UInt64, _ recent: UnsafeBufferPointer<Recent>
    ) -> Int {
      var place = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> shift)
      while recent[place].word != word || recent[place].length != length, recent[place].length != .max {
        place = (place &+ 1) & (recent.count &- 1)
      }
      return place
    }
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
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.batch) { others in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.batch) { found in
        var first = 0
        while first < count {
          let size = min(Self.batch, count - first)
          let left = countRecent(base, starts + first, lengths + first, size, others)
          addOthers(base, starts + first, lengths + first, UnsafeBufferPointer(rebasing: others[..<left]), found)
          first += size
        }
      }
    }
    total += count
  }

  /// Counts texts that were met lately, without hashing them.
  /// - Parameter others: room for `count`; the places of all other texts are written there.
  /// - Returns: how many others there are.
  private mutating func countRecent(
    _ base: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ lengths: UnsafePointer<UInt32>, _ count: Int,
    _ others: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var left = 0
    let shift = Recent.shift(recent.count)
    recent.withUnsafeBufferPointer { recent in
      counts.withUnsafeMutableBufferPointer { counts in
        for index in 0..<count {
          let length = lengths[index]
          if length <= 8 {
            let word = TextHash.last(base + Int(places[index]), Int(length))
            let known = recent[Recent.place(of: word, length, shift, recent)]
            if known.length == length {
              counts[Int(known.index)] &+= 1
              continue
            }
          }
          others[left] = UInt32(truncatingIfNeeded: index)
          left &+= 1
        }
      }
    }
    return left
  }

  /// Adds the texts at some places of a batch.
  private mutating func addOthers(
    _ base: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ lengths: UnsafePointer<UInt32>,
    _ others: UnsafeBufferPointer<UInt32>, _ found: UnsafeMutableBufferPointer<UInt64>
  ) {
    for (index, place) in others.enumerated() {
      found[index] = TextHash.hash(base + Int(places[Int(place)]), Int(lengths[Int(place)]))
    }
    // Until the counts are full the counter is not there; the text that fills them is counted with the others.
    let counted = distinctCounter != nil
    if counted { distinctCounter?.add(UnsafeBufferPointer(rebasing: found[..<others.count])) }
    var index = 0
    while true {
      index = countKnown(base, places, lengths, others, found, from: index)
      guard index < others.count else { return }
      let (place, hash) = (Int(others[index]), found[index])
      if !counted { distinctCounter?.add(hash) }
      add(base + Int(places[place]), Int(lengths[place]), hash, times: 1)
      index += 1
    }
  }

  /// Counts texts that are there already, as long as they are; the counter of different ones knows them.
  /// - Returns: the index in `others` of the first that is not, or their count.
  private mutating func countKnown(
    _ base: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>, _ lengths: UnsafePointer<UInt32>,
    _ others: UnsafeBufferPointer<UInt32>, _ found: UnsafeMutableBufferPointer<UInt64>, from start: Int
  ) -> Int {
    let mask = slots.count - 1
    let shift = Recent.shift(recent.count)
    return counts.withUnsafeMutableBufferPointer { counts in
      recent.withUnsafeMutableBufferPointer { recent in
        slots.withUnsafeBufferPointer { slots in
          hashes.withUnsafeBufferPointer { hashes in
            starts.withUnsafeBufferPointer { starts in
              bytes.withUnsafeBufferPointer { bytes in
                guard let texts = bytes.baseAddress else { return start }
                for index in start..<others.count {
                  let (hash, other) = (found[index], Int(others[index]))
                  let (text, length) = (base + Int(places[other]), Int(lengths[other]))
                  var slot = Int(truncatingIfNeeded: hash) & mask
                  while slots[slot] >= 0, hashes[Int(slots[slot])] != hash { slot = (slot &+ 1) & mask }
                  guard slots[slot] >= 0 else { return index }
                  let known = Int(slots[slot])
                  let place = starts[known]
                  guard starts[known &+ 1] &- place == length, TextHash.isEqual(texts + place, text, length)
                  else { return index }
                  counts[known] &+= 1
                  if length <= 8 {
                    let word = TextHash.last(text, length)
                    let bytes = UInt32(truncatingIfNeeded: length)
                    recent[Recent.place(of: word, bytes, shift, UnsafeBufferPointer(recent))] = Recent(
                      word: word, length: bytes, index: UInt32(truncatingIfNeeded: known))
                  }
                }
                return others.count
              }
            }
          }
        }
      }
    }
  }

  /// Texts hashed before any is looked up.
  private static let batch = 512

  package mutating func add(_ text: [UInt8], times: Int = 1) {
    guard times > 0 else { return }
    (text + [UInt8](repeating: 0, count: 8)).withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      let hash = TextHash.hash(base, text.count)
      distinctCounter?.add(hash)
      add(base, text.count, hash, times: times)
    }
    total += times
  }

  /// Counts a text that the counter of different ones has met.
  @inline(__always)
  private mutating func add(_ text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, times: Int) {
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
    let start = starts[starts.count - 1]
    appendBytes(text, length, at: start)
    starts.append(start + length)
    if counts.count > limit || start + length > Self.mostBytes {
      lower()
    } else if counts.count * 2 > slots.count {
      fillSlots(slots.count * 2)
    }
  }

  /// Copies eight bytes a step; those behind the text may be read and will be written over.
  private mutating func appendBytes(_ text: UnsafePointer<UInt8>, _ length: Int, at start: Int) {
    let needed = start + length + 16
    if bytes.count < needed { bytes += [UInt8](repeating: 0, count: max(needed, 2 * bytes.count) - bytes.count) }
    bytes.withUnsafeMutableBytes { bytes in
      var position = 0
      while position < length {
        bytes.storeBytes(
          of: UnsafeRawPointer(text + position).loadUnaligned(as: UInt64.self), toByteOffset: start + position,
          as: UInt64.self)
        position += 8
      }
    }
  }

  private mutating func fillSlots(_ size: Int) {
    if slots.count == size {
      slots.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
      recent.withUnsafeMutableBufferPointer { $0.update(repeating: .none) }
    } else {
      slots = [Int32](repeating: -1, count: size)
      recent = [Recent](repeating: .none, count: size)
    }
    slots.withUnsafeMutableBufferPointer { slots in
      for (index, hash) in hashes.enumerated() {
        var slot = Int(truncatingIfNeeded: hash) & (size - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = Int32(truncatingIfNeeded: index)
      }
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
    lower(by: medianCount)
  }

  /// Where most texts were met once, as is usual, nothing is sorted.
  private var medianCount: Int {
    var singles = 0
    for count in counts where count == 1 { singles += 1 }
    return singles > counts.count / 2 ? 1 : counts.sorted()[counts.count / 2]
  }

  private mutating func lower(by amount: Int) {
    error += amount
    // What is kept moves to the front of the same memory.
    var (kept, end) = (0, 0)
    for index in counts.indices where counts[index] > amount {
      hashes[kept] = hashes[index]
      counts[kept] = counts[index] - amount
      let text = starts[index]..<starts[index + 1]
      if text.lowerBound > end {
        bytes.withUnsafeMutableBufferPointer { bytes in
          for offset in 0..<text.count { bytes[end + offset] = bytes[text.lowerBound + offset] }
        }
      }
      starts[kept] = end
      end += text.count
      kept += 1
    }
    hashes.removeLast(hashes.count - kept)
    counts.removeLast(counts.count - kept)
    starts[kept] = end
    starts.removeLast(starts.count - kept - 1)
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
        let (start, hash) = (next.starts[index], next.hashes[index])
        // Once its texts are merged, the counter of the other one has met them.
        if next.distinctCounter == nil { distinctCounter?.add(hash) }
        add(base + start, next.starts[index + 1] - start, hash, times: next.counts[index])
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
