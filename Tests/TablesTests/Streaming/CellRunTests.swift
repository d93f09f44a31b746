import Testing

@testable import Tables

/// Cells read in runs against the readers of whole columns.
@Suite struct CellRunTests {
  /// A text of all cells with where each lies.
  private struct Cells {
    var bytes: [UInt8] = []
    var cells: [Cell] = []

    init(_ texts: [String]) {
      for text in texts {
        cells.append(Cell(start: bytes.count, length: text.utf8.count))
        bytes += text.utf8
      }
      bytes += [UInt8](repeating: 0x37, count: 64)
    }

    func withRun<Result>(_ body: (FieldRun) -> Result) -> Result {
      var (bytes, fields) = (bytes, FieldBlock(capacity: 1))
      defer { fields.deallocate() }
      return bytes.withUnsafeMutableBufferPointer { bytes in
        guard let text = bytes.baseAddress else { preconditionFailure("no text") }
        fields.take(3, cells, count: cells.count, of: text)
        return body(fields.run(3))
      }
    }
  }

  private static func spelled(_ random: inout SplitMix) -> String {
    let bits = random.next()
    let digits = String(random.next() % 10_000_000_000_000_000_000)
    let whole = String(digits.prefix(Int(bits % 9)))
    switch bits >> 32 % 24 {
    case 0...7: return String(Int64(bitPattern: random.next()) >> Int64(bits % 60))
    case 8...14: return "\(whole.isEmpty ? "0" : whole).\(digits.suffix(Int(bits >> 8 % 19)))"
    case 15: return ["", "NA", "null", " ", "-"][Int(bits % 5)]
    case 16: return ["0", "-0", "-0.0", "+1", " 7 ", "7.", ".5", "1e3", "-1E-7", "0.10", "00", "1.0e5"][Int(bits % 12)]
    case 17: return digits + "." + digits
    case 18: return "-\(whole).\(digits.prefix(2))"
    case 19: return ["x", "1,5", "0x1", "1.2.3", "--1", "1e", "12a", "1:2"][Int(bits % 8)]
    default: return whole
    }
  }

  @Test func numbersEqualThoseOfAWholeColumn() throws {
    var random = SplitMix(seed: 3)
    for trial in 0..<2500 {
      var texts = (0..<Int(random.next() % 12)).map { _ in Self.spelled(&random) }
      if trial % 3 == 0 { texts = texts.filter { Double($0) != nil && !$0.contains("e") } }
      checkNumbers(texts)
    }
  }

  /// Long runs of short integers with something else here and there, for every loop.
  @Test(arguments: ScanState.Loop.allCases.filter(\.isHere))
  func integersEqualThoseOfAWholeColumn(_ loop: ScanState.Loop) {
    var random = SplitMix(seed: 11)
    let others = [
      "", "-", "-0", "0", "-9", "12345678", "-1234567", "-12345678", "123456789", "1 2", "12/4", "1:", "007", "NA",
    ]
    for trial in 0..<600 {
      let texts = (0..<Int(random.next() % 60)).map { _ in
        let bits = random.next()
        if bits % 16 == 0 || (trial % 2 == 0 && bits % 4 == 0) { return others[Int(bits >> 8 % UInt64(others.count))] }
        return String(Int64(bitPattern: bits) >> Int64(37 + bits >> 8 % 27))
      }
      checkNumbers(texts, loop: loop)
      checkNumbers(texts.filter { Int($0) != nil && !$0.hasPrefix("0") && $0 != "-0" }, loop: loop)
    }
  }

  @Test(arguments: ScanState.Loop.allCases.filter(\.isHere))
  func rangesHoldAllValues(_ loop: ScanState.Loop) {
    var random = SplitMix(seed: 12)
    for count in 0..<70 {
      let values = (0..<count).map { _ in Int64(bitPattern: random.next()) >> Int64(random.next() % 64) }
      let range = values.withUnsafeBufferPointer { $0.range(loop: loop) }
      #expect(range?.lowerBound == values.min() && range?.upperBound == values.max())
    }
  }

  private func checkNumbers(_ texts: [String], loop: ScanState.Loop = .best) {
    let cells = Cells(texts)
    let spellings = MissingSpellings(more: [])
    var integers = [Int64](repeating: 0, count: texts.count + 1)
    var decimals = [Double](repeating: 0, count: texts.count + 1)
    cells.bytes.withUnsafeBufferPointer { text in
      var column = NumberColumn(text: text, cells: cells.cells, mark: 0x2E, spellings: spellings)
      let expected = column.read(startsWithIntegers: true)
      integers.withUnsafeMutableBufferPointer { integers in
        decimals.withUnsafeMutableBufferPointer { decimals in
          guard let whole = integers.baseAddress, let parts = decimals.baseAddress else { return }
          var reader = NumberCells(mark: 0x2E, spellings: spellings, integers: whole, decimals: parts, loop: loop)
          let outcome = cells.withRun { reader.read($0, firstRow: 0) }
          let isPresent = { (row: Int) in column.missing.isEmpty || !column.missing[row] }
          switch (outcome, expected) {
          case (.failed, .notNumbers), (.failed, .codes): return
          case (.integers(let count), .integers(let values)):
            #expect(Array(integers[..<count]) == values.indices.filter(isPresent).map { values[$0] }, "\(texts)")
          case (.decimals(let count), .decimals(let values)):
            let present = values.indices.filter(isPresent).map { values[$0].bitPattern }
            #expect(decimals[..<count].map(\.bitPattern) == present, "\(texts)")
            #expect(reader.spelling.dropped == column.spelling.dropped, "\(texts)")
            #expect(reader.spelling.look(mark: 0x2E) == column.spelling.look(mark: 0x2E), "\(texts)")
          default: Issue.record("\(outcome) instead of \(expected) for \(texts)")
          }
          #expect(reader.missing.total == column.tally.total, "\(texts)")
          #expect(reader.spelling.irregular == column.spelling.irregular, "\(texts)")
        }
      }
    }
  }

  /// Against the parser of the standard library, which rounds right.
  @Test func quotientsAreTheNearestDoubles() {
    var random = SplitMix(seed: 4)
    for _ in 0..<4000 {
      let mantissa = random.next() >> (random.next() % 64)
      let decimals = Int(random.next() % 19)
      let text = "\(mantissa)e-\(decimals)"
      #expect(DecimalQuotient.value(mantissa, decimals: decimals) == Double(text), "\(text)")
    }
    // Half-way cases: a mantissa of 54 bits that ends with a one.
    for bits in 0..<500 as Range<UInt64> {
      let mantissa = (UInt64(1) << 53) + 2 * bits + 1
      #expect(DecimalQuotient.value(mantissa, decimals: 0) == Double(mantissa))
      #expect(DecimalQuotient.value(mantissa * 10, decimals: 1) == Double(mantissa))
    }
  }

  @Test(arguments: ["yyyy-MM-dd", "dd/MM/yyyy HH:mm", "yyyy-MM-dd'T'HH:mm:ss'Z'", "HH:mm:ss", "yyyyMMdd"])
  func fixedDatesEqualThePattern(_ pattern: String) throws {
    let formatter = try #require(DateFormatter(DatePattern(pattern)))
    var fixed = try #require(FixedDate(formatter))
    var random = SplitMix(seed: 5)
    let sample = Array(pattern.filter { $0 != "'" }.utf8)
    for _ in 0..<3000 {
      var text = sample.map { $0.isLetter && $0 != 0x54 && $0 != 0x5A ? 0x30 + UInt8(random.next() % 4) : $0 }
      if random.next() % 4 == 0 { text[Int(random.next() % UInt64(text.count))] = UInt8(0x2D + random.next() % 16) }
      if random.next() % 16 == 0 { text.append(0x30) }
      #expect(read([text], by: &fixed).first == formatter.value(of: text), "\(String(decoding: text, as: UTF8.self))")
    }
  }

  /// Up to the first text that is none.
  private func read(_ texts: [[UInt8]], by fixed: inout FixedDate) -> [Int64] {
    let bytes = texts.flatMap { $0 } + [UInt8](repeating: 0x37, count: 8)
    let lengths = texts.map { UInt32($0.count) }
    let starts = lengths.indices.map { lengths[..<$0].reduce(0, +) }
    var values = [Int64](repeating: 0, count: texts.count)
    let count = values.withUnsafeMutableBufferPointer { values -> Int in
      guard let target = values.baseAddress else { return 0 }
      return fixed.read(bytes, starts, lengths, count: texts.count, into: target)
    }
    return Array(values[..<count])
  }

  /// All days of some centuries, in runs that repeat days and end with one that there is not.
  @Test func daysEqualTheCalendar() throws {
    let formatter = try #require(DateFormatter(DatePattern("yyyy-MM-dd")))
    for years in [1...5, 1895...2110, 9998...9999] {
      var fixed = try #require(FixedDate(formatter))
      for year in years {
        let days = (1...12).flatMap { month in (1...31).map { (month, $0) } }
        for (month, day) in days where day <= Gregorian.daysIn(month: month, year: year) {
          func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
          let text = String(repeating: "0", count: 4 - "\(year)".count) + "\(year)-\(two(month))-\(two(day))"
          let after = text.dropLast(2) + two(Gregorian.daysIn(month: month, year: year) + 1)
          let expected = Int64(Gregorian.days(to: Gregorian.Day(year: year, month: month, day: day)))
          let found = read([text, text, String(after), text].map { Array($0.utf8) }, by: &fixed)
          #expect(found == [expected, expected], "\(text)")
        }
      }
    }
  }

  /// Runs of good and odd cells against the pattern cell by cell.
  @Test func instantsEqualThoseOfThePattern() throws {
    let formatter = try #require(DateFormatter(DatePattern("yyyy-MM-dd HH:mm:ss")))
    var random = SplitMix(seed: 21)
    for _ in 0..<400 {
      let texts = (0..<Int(random.next() % 20)).map { _ -> String in
        let bits = random.next()
        let text = "20\(10 + bits % 90)-0\(1 + bits >> 8 % 9)-1\(bits >> 16 % 3) 1\(bits >> 24 % 2):00:00"
        return bits >> 32 % 6 == 0 ? ["", "NA", " \(text) ", "\(text)"][Int(bits >> 40 % 4)] : text
      }
      let expected = texts.compactMap { formatter.value(of: Array($0.trimmed.utf8)) }
      var values = [Int64](repeating: 0, count: texts.count + 1)
      let outcome = values.withUnsafeMutableBufferPointer { values -> InstantCells.Outcome? in
        guard let target = values.baseAddress else { return nil }
        var cells = InstantCells(formatter, spellings: MissingSpellings(more: []), values: target)
        let outcome = Cells(texts).withRun { cells.read($0) }
        #expect(cells.missing.total == texts.count { $0.isEmpty || $0 == "NA" })
        #expect(cells.irregular == texts.count { $0.hasPrefix(" ") })
        return outcome
      }
      #expect(outcome?.failedRow == nil && Array(values[..<(outcome?.count ?? 0)]) == expected, "\(texts)")
    }
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
