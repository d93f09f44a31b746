/// Rows drawn from a stream without knowing how many there will be, as the lines of a file.
///
/// Every row has a number from the seed and its place; the rows with the smallest numbers are kept. So the sample depends on
/// neither parts nor threads, and every set of rows of its size is equally likely.
package struct RowSample: Sendable {
  private var keys: [UInt64] = []
  private var places: [Int] = []
  private var lines = PackedText()
  /// Rows kept in the end; fewer where they are too long for `mostBytes`.
  private(set) var limit: Int
  let seed: UInt64

  /// Bytes of rows that are kept at most.
  static let mostBytes = 1 << 26

  init(limit: Int, seed: UInt64) {
    self.limit = limit
    self.seed = seed
  }

  var count: Int { keys.count }

  /// The finaliser of SplitMix64 over the row's place.
  package static func key(of row: Int, seed: UInt64) -> UInt64 {
    var bits = seed &+ UInt64(truncatingIfNeeded: row) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Numbers up to this have `rows` of `total` rows, about.
  package static func limit(rows: Int, of total: Int) -> UInt64 {
    rows >= total ? .max : UInt64(Double(rows) / Double(total) * 0x1p64)
  }

  /// Above this no number among `rows` rows is kept: the limit's share of them and 10 % more, beyond all chance where the limit
  /// is in the thousands.
  static func threshold(limit: Int, rows: Int) -> UInt64 {
    let share = (Double(limit) * 1.1 + 1000) / Double(max(1, rows))
    return share >= 1 ? .max : UInt64(share * 0x1p64)
  }

  mutating func add(key: UInt64, row: Int, line: some Sequence<UInt8>) {
    keys.append(key)
    places.append(row)
    lines.append(line)
  }

  mutating func merge(_ next: RowSample) {
    for index in 0..<next.count {
      add(key: next.keys[index], row: next.places[index], line: next.lines.slice(at: index))
    }
    if count > 2 * limit || lines.bytes.count > 2 * Self.mostBytes { prune() }
  }

  /// Leaves the rows with the smallest numbers, in the order of the file.
  mutating func prune() {
    if lines.bytes.count > Self.mostBytes {
      limit = min(limit, max(1000, Int(Double(Self.mostBytes) / Double(lines.bytes.count) * Double(count))))
    }
    guard count > limit else { return }
    let last = keys.sorted()[limit - 1]
    var kept = RowSample(limit: limit, seed: seed)
    for index in 0..<count where keys[index] <= last {
      kept.add(key: keys[index], row: places[index], line: lines.slice(at: index))
    }
    self = kept
  }

  /// The lines one after another, each with its end, in the order of the file.
  func text() -> [UInt8] { lines.bytes }
}
