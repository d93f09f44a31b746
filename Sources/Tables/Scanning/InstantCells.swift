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
    var (row, count, empty) = (0, 0, 0)
    // The row of the value that was read last.
    var last = -1
    defer { missing.addEmpty(empty) }
    while row < run.count {
      let read = readFixed(run, from: row, count)
      (row, count) = (row + read, count + read)
      guard row < run.count else { break }
      if read > 0 { last = row - 1 }
      let before = irregular
      if run.lengths[row] == 0 {
        empty += 1
      } else if let value = last >= 0 && isSame(run, last, row) ? values[count - 1] : slowValue(run[row]) {
        values[count] = value
        // What is to be told of a value is told again when it comes again.
        (last, count) = (irregular == before ? row : -1, count + 1)
      } else {
        guard spellings.isMissing(amongNumbers: trimmed(run[row])) else { return Outcome(count: count, failedRow: row) }
        missing.add(run[row])
      }
      row += 1
    }
    return Outcome(count: count, failedRow: nil)
  }

  private mutating func readFixed(_ run: FieldRun, from row: Int, _ count: Int) -> Int {
    guard !spellings.hasNames else { return 0 }
    return fixed?.read(run.text, run.starts + row, run.lengths + row, count: run.count - row, into: values + count) ?? 0
  }

  private func isSame(_ run: FieldRun, _ left: Int, _ right: Int) -> Bool {
    run.lengths[left] == run.lengths[right]
      && isSame(run.text + Int(run.starts[left]), run.text + Int(run.starts[right]), Int(run.lengths[right]))
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
