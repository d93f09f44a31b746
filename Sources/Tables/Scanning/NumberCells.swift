import CScanKernels

/// Reads runs of cells as numbers, by the grammar of `NumberColumn`, most of them without looking at single bytes.
struct NumberCells {
  /// What a run of cells holds; the values are those of the rows that are not missing.
  enum Outcome {
    case integers(count: Int)
    case decimals(count: Int)
    /// This cell is neither a number nor missing, or its spelling would be lost.
    case failed(row: Int)
  }

  let mark: UInt8
  let spellings: MissingSpellings
  let integers: UnsafeMutablePointer<Int64>
  let decimals: UnsafeMutablePointer<Double>

  /// What is told of the cells besides their values.
  var spelling = NumberColumn.Spelling()
  var missing = MissingTally()
  /// A spelling of missing values met before, so that it is not looked up again.
  private var lastMissing: [UInt8] = []
  private var lastMissingCount = 0
  private var startsWithIntegers = true
  private let loop: ScanState.Loop

  init(
    mark: UInt8, spellings: MissingSpellings, integers: UnsafeMutablePointer<Int64>,
    decimals: UnsafeMutablePointer<Double>, loop: ScanState.Loop = .best
  ) {
    self.loop = loop
    self.mark = mark
    self.spellings = spellings
    self.integers = integers
    self.decimals = decimals
  }

  /// - Parameter firstRow: of the run, for what is told.
  mutating func read(_ run: FieldRun, firstRow: Int) -> Outcome {
    defer { settleMissing() }
    var (row, count) = (0, 0)
    let before = (spelling, missing)
    if startsWithIntegers {
      let failure = readIntegers(run, firstRow, &row, &count)
      if failure { return .failed(row: row) }
      if row == run.count { return .integers(count: count) }
      // All of the run is read as decimals, because integers tell less.
      startsWithIntegers = false
      (row, count, lastMissingCount) = (0, 0, 0)
      (spelling, missing) = before
    }
    if readDecimals(run, firstRow, &row, &count) { return .failed(row: row) }
    return .decimals(count: count)
  }

  // MARK: - Integers

  /// Reads until a cell is no integer.
  /// - Returns: whether that cell is no number at all.
  private mutating func readIntegers(_ run: FieldRun, _ firstRow: Int, _ row: inout Int, _ count: inout Int) -> Bool {
    var digits = rs_digit_counts(fewest: .max, most: 0, empty: 0)
    defer {
      missing.addEmpty(Int(digits.empty))
      spelling.shortest = min(spelling.shortest, Int(digits.fewest))
      spelling.longest = max(spelling.longest, Int(digits.most))
      if count > 0 { spelling.leastDecimals = 0 }
      if spelling.longest > 15 { spelling.hasLongDigits = true }
    }
    while row < run.count {
      if !spellings.hasNames {
        let empty = digits.empty
        let read = rs_short_integers(
          loop.rawValue, run.text, run.starts + row, run.lengths + row, run.count - row, integers + count, &digits)
        row += read
        count += read - Int(digits.empty - empty)
      }
      // What is missing by a name, long or no number at all, and what stands beside it.
      let end = min(row + Self.besides, run.count)
      while row < end {
        switch integerCell(run, row, firstRow, &digits) {
        case .missing: break
        case .integer(let value):
          integers[count] = value
          count += 1
        case .decimal: return false
        case .failed: return true
        }
        row += 1
      }
    }
    return false
  }

  /// Cells read one by one from a cell on that is no short number.
  private static let besides = 4

  @inline(__always)
  private mutating func integerCell(
    _ run: FieldRun, _ row: Int, _ firstRow: Int, _ digits: inout rs_digit_counts
  ) -> Cell {
    let bytes = Int(run.lengths[row])
    if bytes == 0 {
      missing.addEmpty(1)
      return .missing
    }
    let start = UnsafePointer(run.text + Int(run.starts[row]))
    let sign = start[0] == UInt8(ascii: "-") ? 1 : 0
    let (place, length) = (start + sign, bytes &- sign)
    let hasZero = place[0] == 0x30 && bytes > 1
    guard !spellings.hasNames, length > 0, length <= 18, !hasZero,
      let value = DigitWords.number(at: place, count: length)
    else { return slowCell(run[row], firstRow + row) }
    digits.fewest = min(digits.fewest, UInt32(truncatingIfNeeded: length))
    digits.most = max(digits.most, UInt32(truncatingIfNeeded: length))
    let number = Int64(truncatingIfNeeded: value)
    return .integer(sign == 1 ? -number : number)
  }

  private enum Cell { case integer(Int64), decimal(Double), missing, failed }

  /// By the grammar, with everything that is to be told. A decimal is told of only when it is read as one.
  private mutating func slowCell(_ bytes: UnsafeBufferPointer<UInt8>, _ row: Int, asDecimal: Bool = false) -> Cell {
    if isLastMissing(bytes) {
      lastMissingCount += 1
      return .missing
    }
    let inner = trimmed(bytes)
    guard !spellings.isNamed(bytes), let number = ScannedNumber(inner, mark: mark) else {
      guard spellings.isMissing(amongNumbers: inner) else { return .failed }
      settleMissing()
      lastMissing = Array(bytes)
      lastMissingCount = 1
      return .missing
    }
    guard !number.hasLeadingZero else { return .failed }
    let cell: Cell
    if asDecimal {
      guard let value = number.decimal(of: inner, mark: mark) else { return .failed }
      cell = .decimal(value)
      if number.isTooLong { spelling.dropped += 1 }
    } else {
      guard number.isInteger else { return .decimal(0) }
      guard let value = number.integer else { return .failed }
      cell = .integer(value)
    }
    spelling.note(number, hasBlanks: inner.count < bytes.count, row)
    return cell
  }

  private func isLastMissing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    lastMissingCount > 0 && bytes.count == lastMissing.count && bytes.elementsEqual(lastMissing)
  }

  private mutating func settleMissing() {
    guard lastMissingCount > 0 else { return }
    lastMissing.withUnsafeBufferPointer { missing.add($0, lastMissingCount) }
    lastMissingCount = 0
  }

  // MARK: - Decimals

  private mutating func readDecimals(_ run: FieldRun, _ firstRow: Int, _ row: inout Int, _ count: inout Int) -> Bool {
    let hasNames = spellings.hasNames
    var empty = 0
    defer { missing.addEmpty(empty) }
    while row < run.count {
      let length = Int(run.lengths[row])
      if length == 0 {
        empty += 1
        row += 1
        continue
      }
      let place = UnsafePointer(run.text + Int(run.starts[row]))
      if !hasNames, let value = fastDecimal(place, length) {
        decimals[count] = value
      } else {
        switch slowCell(run[row], firstRow + row, asDecimal: true) {
        case .missing:
          row += 1
          continue
        case .decimal(let value): decimals[count] = value
        case .integer, .failed: return true
        }
      }
      row += 1
      count += 1
    }
    return false
  }

  /// Digits, the mark, digits: 18 at most, and nothing that is to be told but their number.
  @inline(__always)
  private mutating func fastDecimal(_ start: UnsafePointer<UInt8>, _ bytes: Int) -> Double? {
    let isNegative = start[0] == UInt8(ascii: "-")
    let (place, length) = isNegative ? (start + 1, bytes - 1) : (start, bytes)
    guard length >= 1, length <= 19 else { return nil }
    let word = DigitWords.load(place)
    let whole = DigitWords.index(of: mark, in: word)
    if whole >= length { return fastWhole(word, length, isNegative) }
    let decimals = length - whole - 1
    guard whole > 0, whole < 8, decimals > 0, place[0] != 0x30 || whole == 1 else { return nil }
    guard let front = DigitWords.short(word, whole),
      let back = DigitWords.number(at: place + whole + 1, count: decimals)
    else { return nil }
    let mantissa = front &* UInt64(truncatingIfNeeded: Digits.power(decimals)) &+ back
    guard mantissa < 100_000_000_000_000_000, mantissa > 0 || !isNegative else { return nil }
    spelling.note(whole: whole, decimals: decimals, mantissa: mantissa)
    let value = DecimalQuotient.value(mantissa, decimals: decimals)
    return isNegative ? -value : value
  }

  /// Up to eight digits without a mark.
  @inline(__always)
  private mutating func fastWhole(_ word: UInt64, _ length: Int, _ isNegative: Bool) -> Double? {
    guard length <= 8, word & 0xFF != 0x30 || (length == 1 && !isNegative) else { return nil }
    guard let value = DigitWords.short(word, length) else { return nil }
    spelling.noteWhole(length)
    let number = Double(Int64(truncatingIfNeeded: value))
    return isNegative ? -number : number
  }
}

extension NumberColumn.Spelling {
  @inline(__always)
  fileprivate mutating func noteWhole(_ digits: Int) {
    shortest = min(shortest, digits)
    longest = max(longest, digits)
    leastDecimals = 0
  }

  /// What any number tells.
  fileprivate mutating func note(_ number: ScannedNumber, hasBlanks: Bool, _ row: Int) {
    let decimals = max(number.decimals, 0)
    shortest = min(shortest, number.integerDigits)
    longest = max(longest, number.integerDigits)
    leastDecimals = min(leastDecimals, decimals)
    mostDecimals = max(mostDecimals, decimals)
    mostDigits = max(mostDigits, decimals - number.trailingZeros)
    if number.trailingZeros > 0 {
      leastWithZeros = min(leastWithZeros, decimals)
      mostWithZeros = max(mostWithZeros, decimals)
    }
    if number.hasExponent { hasExponents = true }
    if number.significantDigits > 15 { hasLongDigits = true }
    let isOdd = number.hasPlus || number.integerDigits == 0 || number.decimals == 0 || hasBlanks
    guard isOdd || (number.isNegative && number.mantissa == 0) else { return }
    irregular += 1
    if firstIrregular == nil { firstIrregular = row }
  }

  /// What a number without peculiarity tells.
  @inline(__always)
  fileprivate mutating func note(whole: Int, decimals: Int, mantissa: UInt64) {
    shortest = min(shortest, whole)
    longest = max(longest, whole)
    leastDecimals = min(leastDecimals, decimals)
    mostDecimals = max(mostDecimals, decimals)
    if mantissa >= 1_000_000_000_000_000 { hasLongDigits = true }
    if mantissa % 10 == 0 { noteZeros(mantissa, decimals) } else { mostDigits = max(mostDigits, decimals) }
  }

  private mutating func noteZeros(_ mantissa: UInt64, _ decimals: Int) {
    var (rest, zeros) = (mantissa, 0)
    while zeros < decimals, rest % 10 == 0 { (rest, zeros) = (rest / 10, zeros + 1) }
    mostDigits = max(mostDigits, decimals - zeros)
    leastWithZeros = min(leastWithZeros, decimals)
    mostWithZeros = max(mostWithZeros, decimals)
  }

  /// What the spellings of later rows add.
  mutating func merge(_ next: Self) {
    zeroPadded += next.zeroPadded
    shortest = min(shortest, next.shortest)
    longest = max(longest, next.longest)
    leastDecimals = min(leastDecimals, next.leastDecimals)
    mostDecimals = max(mostDecimals, next.mostDecimals)
    leastWithZeros = min(leastWithZeros, next.leastWithZeros)
    mostWithZeros = max(mostWithZeros, next.mostWithZeros)
    mostDigits = max(mostDigits, next.mostDigits)
    hasExponents = hasExponents || next.hasExponents
    hasLongDigits = hasLongDigits || next.hasLongDigits
    dropped += next.dropped
    irregular += next.irregular
    firstIrregular = firstIrregular ?? next.firstIrregular
  }
}

extension UnsafeBufferPointer<Int64> {
  /// From the least to the largest; nil where there is none.
  func range(loop: ScanState.Loop = .best) -> ClosedRange<Int64>? {
    guard let baseAddress, count > 0 else { return nil }
    var (least, most) = (Int64.max, Int64.min)
    rs_extremes(loop.rawValue, baseAddress, count, &least, &most)
    return least...most
  }
}
