/// Reads all cells of a column as numbers, and learns how they are written.
struct NumberColumn {
  /// How the texts of a column look, so that writing its values gives the texts back.
  struct Spelling {
    var zeroPadded = 0
    /// Digits of the shortest and longest integer part.
    var shortest = Int.max
    var longest = 0
    var leastDecimals = Int.max
    var mostDecimals = 0
    /// The least number of decimals among values that end with a zero they could do without; `Int.max` where none does.
    var leastWithZeros = Int.max
    var mostWithZeros = 0
    /// The most decimals that are needed: without trailing zeros.
    var mostDigits = 0
    var hasExponents = false
    /// More significant digits than every Double keeps.
    var hasLongDigits = false
    var dropped = 0
    /// Values whose spelling is lost: `+1`, ` 7 `, `.5`, `-0`, `1.`.
    var irregular = 0
    var firstIrregular: Int?
  }

  /// Nil storage where a cell is neither a number nor missing.
  enum Outcome {
    case integers([Int64])
    case decimals([Double])
    /// Integers of which some have zeros in front.
    case codes([Int64])
    case notNumbers
  }

  let text: UnsafeBufferPointer<UInt8>
  let cells: [Cell]
  let mark: UInt8
  let spellings: MissingSpellings

  private(set) var spelling = Spelling()
  private(set) var missing: [Bool] = []
  private(set) var tally = MissingTally()

  init(text: UnsafeBufferPointer<UInt8>, cells: [Cell], mark: UInt8, spellings: MissingSpellings) {
    self.text = text
    self.cells = cells
    self.mark = mark
    self.spellings = spellings
  }

  /// - Parameter startsWithIntegers: what a sample suggests; a wrong guess costs a second pass, nothing else.
  mutating func read(startsWithIntegers: Bool) -> Outcome {
    if startsWithIntegers, let values = readIntegers() {
      return spelling.zeroPadded > 0 ? .codes(values) : .integers(values)
    }
    restart()
    if let values = readDecimals() { return spelling.zeroPadded > 0 ? .notNumbers : .decimals(values) }
    return .notNumbers
  }

  private mutating func restart() {
    spelling = Spelling()
    missing = []
    tally = MissingTally()
  }

  private mutating func readIntegers() -> [Int64]? {
    var values = [Int64](repeating: 0, count: cells.count)
    for row in cells.indices {
      let cell = cells[row]
      if cell.isEmpty {
        markMissing(row)
        tally.addEmpty()
        continue
      }
      let bytes = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
      if !spellings.isNamed(bytes), let value = plainInteger(bytes) {
        values[row] = value
        continue
      }
      guard let number = number(bytes, row: row) else {
        guard takeMissing(bytes, row) else { return nil }
        continue
      }
      guard let value = number.integer else { return nil }
      note(number, row)
      values[row] = value
    }
    return values
  }

  /// The common case without any peculiarity: up to 18 digits, no zero in front.
  @inline(__always)
  private mutating func plainInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count <= 18 else { return nil }
    if bytes.count == 1, bytes[0] == 0x30 {
      spelling.shortest = 1
      spelling.longest = max(spelling.longest, 1)
      return 0
    }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    var position = isNegative ? 1 : 0
    guard position < bytes.count, bytes[position] &- 0x31 < 9 else { return nil }
    let digits = bytes.count - position
    var value: Int64 = 0
    while position < bytes.count {
      let digit = bytes[position] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      position += 1
    }
    if digits < spelling.shortest { spelling.shortest = digits }
    if digits > spelling.longest { spelling.longest = digits }
    return isNegative ? -value : value
  }

  private mutating func readDecimals() -> [Double]? {
    var values = [Double](repeating: 0, count: cells.count)
    for row in cells.indices {
      let cell = cells[row]
      if cell.isEmpty {
        markMissing(row)
        tally.addEmpty()
        continue
      }
      let bytes = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
      guard let number = number(bytes, row: row) else {
        guard takeMissing(bytes, row) else { return nil }
        continue
      }
      guard let value = number.decimal(of: trimmed(bytes), mark: mark) else { return nil }
      note(number, row)
      values[row] = value
    }
    return values
  }

  @inline(__always)
  private mutating func number(_ bytes: UnsafeBufferPointer<UInt8>, row: Int) -> ScannedNumber? {
    guard !spellings.isNamed(bytes) else { return nil }
    if let number = ScannedNumber(bytes, mark: mark) { return number }
    let inner = trimmed(bytes)
    guard inner.count < bytes.count, let number = ScannedNumber(inner, mark: mark) else { return nil }
    noteIrregular(row)
    return number
  }

  private mutating func takeMissing(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Int) -> Bool {
    guard spellings.isMissing(amongNumbers: trimmed(bytes)) else { return false }
    markMissing(row)
    tally.add(bytes)
    return true
  }

  private mutating func markMissing(_ row: Int) {
    if missing.isEmpty { missing = [Bool](repeating: false, count: cells.count) }
    missing[row] = true
  }

  private mutating func noteIrregular(_ row: Int) {
    spelling.irregular += 1
    if spelling.firstIrregular == nil { spelling.firstIrregular = row }
  }

  @inline(__always)
  private mutating func note(_ number: ScannedNumber, _ row: Int) {
    spelling.shortest = min(spelling.shortest, number.integerDigits)
    spelling.longest = max(spelling.longest, number.integerDigits)
    let decimals = max(number.decimals, 0)
    spelling.leastDecimals = min(spelling.leastDecimals, decimals)
    spelling.mostDecimals = max(spelling.mostDecimals, decimals)
    spelling.mostDigits = max(spelling.mostDigits, decimals - number.trailingZeros)
    if number.trailingZeros > 0 {
      spelling.leastWithZeros = min(spelling.leastWithZeros, decimals)
      spelling.mostWithZeros = max(spelling.mostWithZeros, decimals)
    }
    if number.hasLeadingZero { spelling.zeroPadded += 1 }
    if number.hasExponent || number.droppedDigits > 0 || number.significantDigits > 15 { noteLong(number) }
    let isOdd = number.hasPlus || number.integerDigits == 0 || number.decimals == 0
    if isOdd || (number.isNegative && number.mantissa == 0) { noteIrregular(row) }
  }

  private mutating func noteLong(_ number: ScannedNumber) {
    if number.hasExponent { spelling.hasExponents = true }
    if number.significantDigits > 15 { spelling.hasLongDigits = true }
    if number.isTooLong { spelling.dropped += 1 }
  }
}

extension NumberColumn.Spelling {
  /// The look by which most values are written as they were read; exactly all of them where the column is regular.
  func look(mark: UInt8) -> Look {
    var look = Look()
    look.decimalMark = mark
    if !hasExponents, leastDecimals == mostDecimals, longest + mostDecimals <= 15 {
      look.decimals = .fixed(mostDecimals)
      return look
    }
    look.minimumDecimals = min(leastDecimals == .max ? 0 : leastDecimals, 15)
    look.decimals = hasExponents || hasLongDigits || mostDecimals > 15 ? .shortest : .upTo(mostDecimals)
    return look
  }
}

/// Without blanks at both ends.
@inline(__always)
func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var (start, end) = (0, text.count)
  while start < end, text[start].isBlank { start += 1 }
  while end > start, text[end - 1].isBlank { end -= 1 }
  return UnsafeBufferPointer(rebasing: text[start..<end])
}
