/// Reads runs of cells as instants of one pattern.
struct InstantCells {
  /// nil failure: every cell is an instant or missing, `count` of them instants.
  struct Outcome {
    var count: Int
    var failedRow: Int?
  }

  let formatter: DateFormatter
  let spellings: MissingSpellings
  let values: UnsafeMutablePointer<Int64>
  private var fixed: FixedDate?

  var missing = MissingTally()
  /// Values with blanks around them, which are not kept.
  var irregular = 0

  init(_ formatter: DateFormatter, spellings: MissingSpellings, values: UnsafeMutablePointer<Int64>) {
    self.formatter = formatter
    self.spellings = spellings
    self.values = values
    fixed = FixedDate(formatter)
  }

  mutating func read(_ run: FieldRun) -> Outcome {
    let hasNames = spellings.hasNames
    var (count, empty, last) = (0, 0, -1)
    defer { missing.addEmpty(empty) }
    for row in 0..<run.count {
      let length = Int(run.lengths[row])
      if length == 0 {
        empty += 1
        continue
      }
      let place = UnsafePointer(run.text + Int(run.starts[row]))
      // Dates repeat in most tables, row after row.
      if last >= 0, Int(run.lengths[last]) == length, isSame(run.text + Int(run.starts[last]), place, length) {
        values[count] = values[count - 1]
        count += 1
        continue
      }
      if !hasNames, let value = fixed?.value(of: place, count: length) {
        values[count] = value
      } else if let value = slowValue(run[row]) {
        values[count] = value
      } else {
        guard spellings.isMissing(amongNumbers: trimmed(run[row])) else { return Outcome(count: count, failedRow: row) }
        missing.add(run[row])
        continue
      }
      last = row
      count += 1
    }
    return Outcome(count: count, failedRow: nil)
  }

  @inline(__always)
  private func isSame(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    var index = 0
    while index + 8 <= length {
      guard DigitWords.load(left + index) == DigitWords.load(right + index) else { return false }
      index += 8
    }
    guard index < length else { return true }
    let shift = UInt64(truncatingIfNeeded: 64 &- (length &- index) &* 8)
    return DigitWords.load(left + index) &<< shift == DigitWords.load(right + index) &<< shift
  }

  private mutating func slowValue(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard !spellings.isNamed(bytes) else { return nil }
    if let value = formatter.value(of: bytes) { return value }
    let inner = trimmed(bytes)
    guard inner.count < bytes.count, let value = formatter.value(of: inner) else { return nil }
    irregular += 1
    return value
  }
}
