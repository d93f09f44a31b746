/// Exact counting of different texts, by bytes.
enum DistinctTexts {
  /// How many different texts there are among the rows that are not missing.
  /// - Complexity: O(bytes), one open hash table of row numbers.
  static func count(_ texts: PackedText, missing: [Bool]) -> Int {
    guard texts.count > 0 else { return 0 }
    let bits = 65 - max(1, texts.count * 2 - 1).leadingZeroBitCount
    var table = [Slot](repeating: Slot(), count: 1 << bits)
    let mask = table.count - 1
    var distinct = 0
    texts.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<texts.count where missing.isEmpty || !missing[row] {
        let text = UnsafeBufferPointer(rebasing: bytes[texts.offsets[row]..<texts.offsets[row + 1]])
        let hash = hash(text)
        var place = Int(truncatingIfNeeded: hash) & mask
        while table[place].row >= 0 && !(table[place].hash == hash && equal(text, texts, table[place].row, bytes)) {
          place = (place + 1) & mask
        }
        if table[place].row < 0 {
          table[place] = Slot(hash: hash, row: row)
          distinct += 1
        }
      }
    }
    return distinct
  }

  private struct Slot {
    var hash: UInt64 = 0
    var row = -1
  }

  private static func equal(
    _ text: UnsafeBufferPointer<UInt8>, _ texts: PackedText, _ row: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let (start, end) = (texts.offsets[row], texts.offsets[row + 1])
    return end - start == text.count && bytes[start..<end].elementsEqual(text)
  }

  /// Eight bytes a step, mixed by the finaliser of SplitMix64.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    let raw = UnsafeRawBufferPointer(text)
    while index + 8 <= raw.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index += 1
    }
    return mix(hash ^ rest)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
