/// Gives every distinct text of a column a code, in order of first appearance.
///
/// Open addressing with linear probing on a seeded 64-bit hash; codes do not depend on the seed. Texts stay where they are, only
/// their cells are kept.
struct LevelTable {
  private(set) var codes: [Int32] = []
  /// One cell per code.
  private(set) var cells: [Cell] = []
  /// How often each code was met.
  private(set) var counts: [Int] = []

  private var slots: [Int32]
  private var hashes: [UInt64] = []
  private var mask: Int
  private let seed: UInt64

  /// - Complexity: O(bytes of the column).
  init(text: UnsafeBufferPointer<UInt8>, cells column: [Cell]) {
    // A fixed seed would let a hostile file choose colliding texts.
    seed = UInt64.random(in: 0...UInt64.max)
    slots = [Int32](repeating: -1, count: 256)
    mask = 255
    codes.reserveCapacity(column.count)
    for cell in column {
      let code = code(of: cell, text)
      counts[Int(code)] += 1
      codes.append(code)
    }
  }

  @inline(__always)
  private mutating func code(of cell: Cell, _ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let bytes = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
    let hash = Self.hash(bytes, seed: seed)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let code = slots[slot]
      if hashes[Int(code)] == hash {
        let other = cells[Int(code)]
        if isEqual(UnsafeBufferPointer(rebasing: text[other.start..<other.start + other.length]), bytes) { return code }
      }
      slot = (slot + 1) & mask
    }
    return insert(cell, hash, slot)
  }

  private mutating func insert(_ cell: Cell, _ hash: UInt64, _ slot: Int) -> Int32 {
    let code = Int32(truncatingIfNeeded: cells.count)
    slots[slot] = code
    cells.append(cell)
    hashes.append(hash)
    counts.append(0)
    if cells.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    mask = slots.count - 1
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: code)
    }
  }

  /// Eight bytes at a time, each folded in by a 128-bit product (the mixing step of wyhash, Wang Yi 2019).
  @inline(__always)
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count) &* 0xA076_1D64_78BD_642F
    var position = 0
    while position + 8 <= bytes.count {
      state = fold(state ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    return fold(state ^ rest)
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low ^ (value >> 29)
  }
}
