/// Reads all cells of a column as instants of one pattern.
struct InstantColumn {
  let formatter: DateFormatter
  private(set) var values: [Int64] = []
  private(set) var missing: [Bool] = []
  private(set) var tally = MissingTally()
  /// Values with blanks around them, which are not kept.
  private(set) var irregular = 0

  /// nil where a cell neither follows the pattern nor is missing.
  init?(
    text: UnsafeBufferPointer<UInt8>, cells: [Cell], formatter: DateFormatter, spellings: MissingSpellings
  ) {
    self.formatter = formatter
    values = [Int64](repeating: 0, count: cells.count)
    var last: (bytes: UnsafeBufferPointer<UInt8>, value: Int64)?
    for row in cells.indices {
      let cell = cells[row]
      let bytes = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
      // Dates repeat in most tables, row after row.
      if let last, isEqual(last.bytes, bytes) {
        values[row] = last.value
        continue
      }
      guard !cell.isEmpty, !spellings.isNamed(bytes), let value = value(of: bytes) else {
        guard spellings.isMissing(amongNumbers: trimmed(bytes)) else { return nil }
        if missing.isEmpty { missing = [Bool](repeating: false, count: cells.count) }
        missing[row] = true
        tally.add(bytes)
        continue
      }
      values[row] = value
      last = (bytes, value)
    }
  }

  private mutating func value(of bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    if let value = formatter.value(of: bytes) { return value }
    let inner = trimmed(bytes)
    guard inner.count < bytes.count, let value = formatter.value(of: inner) else { return nil }
    irregular += 1
    return value
  }
}

@inline(__always)
func isEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  for index in 0..<left.count where left[index] != right[index] { return false }
  return true
}
