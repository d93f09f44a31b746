/// Where the cells of one column are written that have no faster way: one slot below the other, each wide enough for any of them.
///
/// A cell may overwrite some bytes of the next slot, so the rows are written in order.
struct RowSlots {
  /// The place behind the last byte of each row.
  let ends: UnsafeMutablePointer<Digits.Place>
  /// The rows of the block that are being written.
  let rows: Range<Int>
}

/// A few bytes that are written many times.
struct Snippet {
  let count: Int
  /// The first eight bytes.
  private let word: UInt64
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    count = bytes.count
    self.bytes = bytes
    word = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  @inline(__always)
  func write(at place: Digits.Place) -> Digits.Place {
    Digits.store(word, at: place)
    if count > 8 { writeRest(at: place) }
    return place + count
  }

  @inline(never)
  private func writeRest(at place: Digits.Place) { place.update(from: bytes, count: count) }
}
