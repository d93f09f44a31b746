import Testing

@testable import Tables

struct RecordParserTests {
  private func parse(_ text: [UInt8], _ syntax: FieldSyntax, width: Int) throws -> CellGrid {
    try RecordParser.parse(text, from: 0, syntax: syntax, width: width)
  }

  @Test(arguments: 0..<1500)
  func agreesWithTheNaiveReading(seed: Int) throws {
    var seeds = Seeds(seed)
    let alphabets = ["a,\"\n", "ab,\"\n\r ", "a,\"\"\"\n\r", "a;'\n\r\t", "a,\\\"\n", ",\n", "\"\n,"]
    let text = seeds.bytes(seeds.next(below: 60), of: alphabets[seed % alphabets.count])
    let syntaxes = [
      FieldSyntax(delimiter: 0x2C), FieldSyntax(delimiter: 0x3B, quote: 0x27), FieldSyntax(delimiter: nil),
      FieldSyntax(delimiter: 0x2C, quote: nil), FieldSyntax(delimiter: 0x2C, escape: 0x5C),
    ]
    for syntax in syntaxes {
      for width in 1...4 {
        let grid = try parse(text, syntax, width: width)
        #expect(grid.cells.count == grid.rows * width)
        #expect(
          grid.lists == NaiveRecords(text, syntax).rows, "\(String(decoding: text, as: UTF8.self).debugDescription)")
      }
    }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,\r", [["a", "b"], ["1", ""]]),
    ("\n\na\n\r\n\nb\n\n", [["a"], ["b"]]),
    ("\"a\"\"b\",\"c,d\",\"e\nf\"\n", [["a\"b", "c,d", "e\nf"]]),
    ("\"\"\n", [[""]]),
    ("a\"b,\"c\"d\n", [["a\"b", "cd"]]),
    ("\"a\" ,b\n", [["a", "b"]]),
    ("1,\"abc,2\n3,d,4\n", [["1", "\"abc", "2"], ["3", "d", "4"]]),
    ("1,\"abc,2\n3,\"d\",4\n", [["1", "\"abc", "2"], ["3", "d", "4"]]),
    ("\"", [["\""]]),
    (",", [["", ""]]),
    ("", []),
  ])
  func namedCases(text: String, rows: [[String]]) throws {
    let grid = try parse(Array(text.utf8), FieldSyntax(delimiter: 0x2C), width: 2)
    #expect(grid.lists.map { $0.map { String(decoding: $0, as: UTF8.self) } } == rows)
  }

  @Test func peculiaritiesAreCountedWithTheirPlaces() throws {
    let text = Array("a,b\n1\n\n1,2,3\n\"x\"y,2\n1,\"z\n".utf8)
    let grid = try parse(text, FieldSyntax(delimiter: 0x2C), width: 2)
    #expect(grid.shortRows.offsets == [4])
    #expect(grid.blankLines.offsets == [6])
    #expect(grid.longRows.offsets == [7])
    #expect(grid.strayQuotes.offsets == [13])
    #expect(grid.unclosedQuotes.offsets == [22])
    #expect(LineNumbers.lines(of: [22, 4, 13], in: text) == [6, 2, 5])
  }

  @Test func limitsAreErrorsWithTheirPlace() throws {
    let wide = [UInt8](repeating: 0x2C, count: 100_000)
    #expect(throws: RecordParser.Failure.tooManyColumns(offset: 2)) {
      try parse([0x61, 0x0A] + wide, FieldSyntax(delimiter: 0x2C), width: 1)
    }
    let long = [UInt8](repeating: 0x61, count: (1 << 24) + 1)
    #expect(throws: RecordParser.Failure.fieldTooLong(offset: 0)) {
      try parse(long, FieldSyntax(delimiter: 0x2C), width: 1)
    }
    #expect(throws: RecordParser.Failure.tooManyCells) {
      try RecordParser.parse(
        Array("a,b\nc,d\n".utf8), from: 0, syntax: FieldSyntax(delimiter: 0x2C), width: 2, maximumCells: 3)
    }
  }

  @Test func unbalancedQuotesTakeNoQuadraticTime() throws {
    var text: [UInt8] = []
    for _ in 0..<20_000 { text += Array("\"\"\"a\n".utf8) }
    #expect(try parse(text, FieldSyntax(delimiter: 0x2C), width: 1).rows > 0)
    let quotes = [UInt8](repeating: 0x22, count: 100_001)
    #expect(try parse(quotes, FieldSyntax(delimiter: 0x2C), width: 1).rows == 1)
  }

  @Test func theBeginningOfALongTextDropsItsCutRow() throws {
    let text = Array("a,b\n1,\"x\ny".utf8)
    let syntax = FieldSyntax(delimiter: 0x2C)
    let part = try RecordParser.parse(text, from: 0, syntax: syntax, width: 2, sampling: .beginning)
    #expect(part.rows == 1)
    #expect(part.rowStarts == [0])
    #expect(part.cells.count == 2)
    #expect(try RecordParser.parse(text, from: 0, syntax: syntax, width: 2, sampling: .whole).rows == 3)
  }
}
