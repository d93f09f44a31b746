import Testing

@testable import Tables

/// Reading in segments against the state machine over the whole text.
@Suite struct SegmentTests {
  /// Keeps every text.
  private struct Texts: ColumnSummary {
    var texts: [[UInt8]] = []
    mutating func add(integers: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) {}
    mutating func add(decimals: UnsafeBufferPointer<Double>) {}
    mutating func add(texts run: TextRun) { for index in 0..<run.count { texts.append(Array(run[index])) } }
    mutating func merge(_ next: Self) { texts += next.texts }
  }

  private struct Reading: Equatable {
    var rows = 0
    var columns: [[[UInt8]]] = []
    var missing: [Int] = []
    var tallies: [Int] = []
    var lines: [[Int]] = []
    var ends: [Int] = []
  }

  private func whole(_ text: [UInt8], _ syntax: FieldSyntax, _ width: Int) throws -> Reading {
    var grid = try RecordParser.parse(text, from: 0, syntax: syntax, width: width)
    var repair = RowRepair()
    repair.repair(&grid, syntax: syntax)
    let spellings = MissingSpellings(more: [])
    var reading = Reading(rows: grid.rows)
    for column in 0..<width {
      let cells = (0..<grid.rows).map { Array(grid.text(grid[$0, column])) }
      let isMissing = { (cell: [UInt8]) in cell.withUnsafeBufferPointer { spellings.isMissing(amongTexts: $0) } }
      reading.columns.append(cells.filter { !isMissing($0) })
      reading.missing.append(cells.count(where: isMissing))
    }
    let tallies = [grid.shortRows, grid.longRows, grid.blankLines, grid.strayQuotes, grid.unclosedQuotes]
    reading.tallies = tallies.map(\.count)
    reading.lines = tallies.map { LineNumbers.lines(of: $0.offsets, in: text) }
    reading.ends = [grid.lineFeeds, grid.carriageReturns, grid.pairs]
    return reading
  }

  private func parts(_ text: [UInt8], _ syntax: FieldSyntax, _ width: Int, size: Int, portion: Int) throws -> Reading {
    let reader = SegmentReader(
      MemorySource(text, portion: portion), head: [], syntax: syntax, width: width, name: "t", size: size)
    let items = (0..<width).map {
      SegmentWork<Texts>.Item(column: $0, plan: ColumnPlan(name: "\($0)", reading: .texts))
    }
    let work = SegmentWork(
      syntax: syntax, width: width, columns: width, hasHeader: false, items: items,
      spellings: MissingSpellings(more: []), sampleLimit: 0, seed: 1, takesFooter: false,
      makeSummary: { _, _ in Texts() })
    var (reading, problems) = (Reading(), RowProblems())
    var (summaries, tallies) = (items.map { _ in Texts() }, items.map { _ in ColumnTally() })
    while let segment = try reader.next() {
      #expect(segment.firstRow == reading.rows)
      let result = work.result(segment)
      #expect(result.failure == nil)
      reading.rows += result.rows
      problems.merge(result.problems)
      for index in items.indices {
        summaries[index].merge(result.summaries[index])
        tallies[index].merge(result.tallies[index])
      }
      reader.recycle(segment)
    }
    reading.columns = summaries.map(\.texts)
    reading.missing = tallies.map(\.missingCount)
    let told = [
      problems.shortRows, problems.longRows, problems.blankLines, problems.strayQuotes, problems.unclosedQuotes,
    ]
    (reading.tallies, reading.lines) = (told.map(\.count), told.map(\.lines))
    reading.ends = [reader.counts.lineFeeds, reader.counts.carriageReturns, reader.counts.pairs]
    return reading
  }

  private static let syntaxes = [
    FieldSyntax(delimiter: 0x2C), FieldSyntax(delimiter: 0x2C, quote: nil), FieldSyntax(delimiter: nil),
    FieldSyntax(delimiter: 0x2C, escape: 0x5C), FieldSyntax(delimiter: 0x09, quote: 0x27),
  ]

  /// Bytes without any sense: quotes everywhere, rows of every length.
  @Test func senselessBytes() throws {
    var random = SplitMix(seed: 11)
    let alphabet: [UInt8] = [0x2C, 0x2C, 0x22, 0x22, 0x0A, 0x0A, 0x0D, 0x61, 0x62, 0x63, 0x5C, 0x27, 0x09, 0x4E, 0x41]
    for trial in 0..<1600 {
      let count = Int(random.next() % 120)
      let text = (0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      try check(text, Self.syntaxes[trial % 5], width: 1 + trial % 4, &random)
    }
  }

  /// Tables as they should be, with quoted fields, and the same with a few bytes changed.
  @Test func tablesAndDamagedTables() throws {
    var random = SplitMix(seed: 12)
    for trial in 0..<900 {
      let width = 1 + Int(random.next() % 4)
      var text = table(width, rows: Int(random.next() % 40), &random)
      if trial % 3 > 0, !text.isEmpty {
        for _ in 0..<(trial % 5) {
          text[Int(random.next() % UInt64(text.count))] = [0x22, 0x0A, 0x2C, 0x61, 0x0D][trial % 5]
        }
      }
      try check(text, FieldSyntax(delimiter: 0x2C), width: width, &random)
    }
  }

  private func table(_ width: Int, rows: Int, _ random: inout SplitMix) -> [UInt8] {
    let fields = ["1", "", "abc", "\"a,b\"", "\"x\"\"y\"", "\"two\nlines\"", "NA", "\"\"", "\"\"\"\"", "12.50", "é"]
    var text = ""
    let end = ["\n", "\r\n", "\r"][Int(random.next() % 3)]
    for row in 0..<rows {
      text += (0..<width).map { _ in fields[Int(random.next() % UInt64(fields.count))] }.joined(separator: ",")
      if row + 1 < rows || random.next() % 2 == 0 { text += end }
    }
    return Array(text.utf8)
  }

  private func check(_ text: [UInt8], _ syntax: FieldSyntax, width: Int, _ random: inout SplitMix) throws {
    let expected = try whole(text, syntax, width)
    let size = 8 + Int(random.next() % 60)
    var found = try parts(text, syntax, width, size: size, portion: 4 + Int(random.next() % 40))
    // Of a whole text the lines of rows that were repaired are taken back after five were noted.
    found.lines[0] = Array(found.lines[0].prefix(expected.lines[0].count))
    #expect(found == expected, "segments of \(size): \(String(decoding: text, as: UTF8.self).debugDescription)")
  }

  @Test func aFieldBeyondTheLimitIsNamedByLineAndByte() throws {
    let text = Array("a,b\n1,2\n3,".utf8) + [UInt8](repeating: 0x78, count: 17 << 20) + Array("\n4,5\n".utf8)
    let expected = TableError(.tooLarge(what: "the field that begins at byte 10", limit: "16 MiB"), file: "t", line: 3)
    #expect(throws: expected) {
      _ = try parts(text, FieldSyntax(delimiter: 0x2C), 2, size: 1 << 20, portion: 1 << 20)
    }
  }
}
