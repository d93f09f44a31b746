import Testing

@testable import Tables

/// One small table in many dialects, and with one fault each: it is read right, or the report says what is not.
struct DialectTests {
  private static let header = ["id", "name", "amount", "city"]
  private static let rows = (1...20).map { ["\($0)", "name \($0)", "\($0).25", $0 % 2 == 0 ? "Oslo" : "Bergen"] }

  private func lines(_ delimiter: String, header: Bool = true) -> [String] {
    ((header ? [Self.header] : []) + Self.rows).map { $0.joined(separator: delimiter) }
  }

  private func read(_ lines: [String], _ change: (inout ReadOptions) -> Void = { _ in }) throws -> ReadTable {
    try TablesTests.read(lines.joined(separator: "\n") + "\n", change)
  }

  private func expectWhole(_ read: ReadTable, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(read.names == Self.header, sourceLocation: sourceLocation)
    #expect(read.table.rowCount == Self.rows.count, sourceLocation: sourceLocation)
    for (index, column) in read.table.columns.prefix(4).enumerated() {
      #expect(column.texts == Self.rows.map { $0[index] }, sourceLocation: sourceLocation)
    }
  }

  // MARK: - Delimiters

  @Test(arguments: [",", ";", "\t", "|", ":", "^", "~", "#", "!", "&", "*", "=", "@", "$", "\u{1}", "\u{1F}"])
  func anySingleByteIsFound(delimiter: String) throws {
    let table = try read(lines(delimiter))
    expectWhole(table)
    #expect([table.dialect.delimiter] == Array(delimiter.utf8))
    #expect(table.dialect.confidence > 0.9)
    #expect(table.report.remarks.isEmpty)
  }

  @Test(arguments: ["||", "|~|", "::", "<>", "~~"])
  func delimitersOfSeveralBytesAreFound(delimiter: String) throws {
    let table = try read(lines(delimiter))
    expectWhole(table)
    #expect(table.dialect.longDelimiter == Array(delimiter.utf8))
    #expect(table.dialect.delimiterText == delimiter)
  }

  @Test func blanksInRunsAreOneDelimiter() throws {
    let table = try read([
      "id   key   amount", " 1   a         2.5", "12   bcd      10", "3    x          7", "400  longer     8.25 ",
      "5    y          1",
    ])
    #expect(table.names == ["id", "key", "amount"])
    #expect(table.dialect.mergesBlanks)
    #expect(table.table.columns[2].kind == .decimal)
    #expect(table.table.columns[1].texts == ["a", "bcd", "x", "longer", "y"])
  }

  @Test(arguments: [
    ["17-000001", "17-000002", "18-000003", "19-000004", "17-000005"], ["12:01", "12:02", "12:03", "13:04", "13:05"],
    ["the quick brown fox", "a slow green hen", "one old red cow", "two new blue cats", "my own grey dog"],
    ["http://x.org/a?b=1&c=2", "http://x.org/a?b=2&c=3", "http://x.org/b?b=3&c=4", "http://x.org/c?b=4&c=5"],
    ["a@x.org", "b@y.org", "c@z.org", "d@x.org"], ["2024-01-01 12:00", "2024-01-02 13:00", "2024-01-03 14:00"],
  ])
  func marksInsideValuesAreNoDelimiters(values: [String]) throws {
    #expect(try read(["value"] + values).table.columns.count == 1)
    #expect(try read(values).table.columns.count == 1)
  }

  @Test func theRunnerUpIsTold() throws {
    let table = try read(["a;b", "1,5;2,5", "3,5;4,5", "5,5;6,5"])
    #expect(table.dialect.delimiterText == "semicolon")
    let next = try #require(table.dialect.runnerUp)
    #expect(next.delimiterText == "comma")
    #expect(next.confidence < table.dialect.confidence)
    #expect(next.confidence + table.dialect.confidence <= 1.000001)
  }

  // MARK: - Quotes

  @Test func quotingStylesAreFound() throws {
    let doubled = try read(["id;text"] + (1...9).map { "\($0);\"say \"\"hi; \($0)\"\"\"" })
    #expect(doubled.table.columns[1].texts[0] == "say \"hi; 1\"")
    #expect(doubled.dialect.escape == nil)
    let escaped = try read(["id;text"] + (1...9).map { "\($0);\"say \\\"hi; \($0)\\\"\"" })
    #expect(escaped.table.columns[1].texts[0] == "say \"hi; 1\"")
    #expect(escaped.dialect.escape == UInt8(ascii: "\\"))
    let single = try read(["id,text"] + (1...9).map { "\($0),'it''s, \($0)'" })
    #expect(single.table.columns[1].texts[0] == "it's, 1")
    #expect(single.dialect.quote == UInt8(ascii: "'"))
    let blanks = try read(["\"id\", \"text\""] + (1...9).map { "\"\($0)\", \"a, \($0)\"" })
    #expect(blanks.table.columns[1].texts[0] == "a, 1")
    let mixed = try read(["id, text"] + (1...9).map { $0 % 2 == 0 ? "\($0), \"a, \($0)\"" : "\($0),\"b\"" })
    #expect(mixed.table.columns[1].texts[1] == "a, 2")
  }

  @Test func overridesAreTaken() throws {
    let none = try read(["a,b", "1,\"x", "2,y\""]) { $0.quote = ReadOptions.Quote.none }
    #expect(none.table.columns[1].texts == ["\"x", "y\""])
    #expect(none.dialect.quote == nil)
    let single = try read(["a,b", "1,'x,y'"]) { $0.quote = .byte(UInt8(ascii: "'")) }
    #expect(single.table.columns[1].texts == ["x,y"])
    let skipped = try read(["x,y", "a,b", "1,2"]) { $0.skippedLines = 1 }
    #expect(skipped.names == ["a", "b"])
    #expect(skipped.dialect.skippedLines == 1)
    let long = try read(["a--b", "1--2"]) { $0.longDelimiter = Array("--".utf8) }
    #expect(long.names == ["a", "b"])
    let comments = try read(["a,b", "% no", "1,2"]) { $0.comment = UInt8(ascii: "%") }
    #expect(comments.table.rowCount == 1)
    #expect(try read(["a b  c", "1  2 3"]) { $0.mergesBlanks = true }.names == ["a", "b", "c"])
  }

  // MARK: - What stands around the table

  @Test func preamblesAreLeftOutAndTold() throws {
    for lead in [["Sales of 2024", "made,2024-01-01", ""], ["Sales of 2024", "made by,the office"]] {
      let table = try read(lead + lines(","))
      expectWhole(table)
      #expect(table.dialect.skippedLines == lead.count)
      #expect(table.remark("before the table")?.count == lead.count)
    }
  }

  @Test func footersAreLeftOutAndTold() throws {
    for tail in [["", "Source: an office of numbers"], ["All figures are of our own making"], ["", "a", "b"]] {
      let table = try read(lines(",") + tail)
      expectWhole(table)
      #expect(table.dialect.footerLines == tail.filter { !$0.isEmpty }.count)
      #expect(table.remark("behind the table")?.firstLines == [tail.first == "" ? 23 : 22])
      #expect(table.remark("too few") == nil)
    }
  }

  @Test func aCutLastRowIsNoFooter() throws {
    let table = try read(lines(",") + ["21"])
    #expect(table.table.rowCount == 21)
    #expect(table.remark("too few")?.firstLines == [22])
  }

  @Test func commentsAmongTheRowsAreLeftOut() throws {
    var lines = lines(",")
    lines.insert("# checked, by hand, up to here, twice, and again", at: 5)
    lines.insert("#", at: 9)
    let table = try read(lines)
    expectWhole(table)
    #expect(table.remark("comment line")?.firstLines == [6, 10])
    #expect(table.remark("blank line") == nil)
  }

  @Test func aSecondTableIsTold() throws {
    let table = try read(lines(",") + ["", "k,v", "a,1", "b,2", "c,3"])
    #expect(table.remark("another table, of 2 fields")?.firstLines == [23])
  }

  @Test func headersOfSeveralLinesAreTold() throws {
    let table = try read(["id,weight,height", "number,kg,cm"] + (1...9).map { "\($0),\(50 + $0).5,\(150 + $0)" })
    #expect(table.dialect.headerLines == 2)
    #expect(table.remark("header seems to have 2 lines") != nil)
    #expect(try read(lines(",")).dialect.headerLines == 1)
  }

  // MARK: - One fault each

  @Test func aRowWithAnotherDelimiterIsReadByThatOne() throws {
    var lines = lines(",")
    lines[7] = lines[7].split(separator: ",").joined(separator: ";")
    let table = try read(lines)
    expectWhole(table)
    #expect(table.remark("another delimiter")?.firstLines == [8])
    #expect(table.remark("too few") == nil)
  }

  @Test func missingAndExtraCellsAreTold() throws {
    var short = lines(",")
    short[7] = "7,name 7"
    #expect(try read(short).remark("too few")?.firstLines == [8])
    var long = lines(",")
    long[7] += ",x"
    let table = try read(long)
    expectWholeBut(table, extra: 1)
    #expect(table.remark("too many")?.firstLines == [8])
  }

  private func expectWholeBut(_ read: ReadTable, extra: Int) {
    #expect(read.names.count == Self.header.count + extra)
    #expect(read.table.rowCount == Self.rows.count)
  }

  @Test func quotesInTheWrongPlaceLoseNothing() throws {
    var open = lines(",")
    open[7] = "\"7,name 7,7.25,Oslo"
    let table = try read(open)
    #expect(table.table.rowCount == 20)
    #expect(table.remark("never closes")?.firstLines == [8])
    var middle = lines(",")
    middle[7] = "7,na\"me 7,7.25,Bergen"
    #expect(try read(middle).table.columns[1].texts[6] == "na\"me 7")
  }

  @Test func lineEndsOfAnyKindAndNoneAtTheEnd() throws {
    for end in ["\n", "\r\n", "\r"] {
      let table = try TablesTests.read(lines(",").joined(separator: end))
      expectWhole(table)
    }
    let text = lines(",").enumerated().map { $1 + ($0 % 2 == 0 ? "\n" : "\r\n") }.joined()
    let mixed = try TablesTests.read(text)
    expectWhole(mixed)
    #expect(mixed.remark("line ends are mixed") != nil)
  }

  // MARK: - Strictness

  @Test(arguments: ["1,2,3", "1", "\"x,2", "\"x\"y,2", "1;2"])
  func whoIsStrictGetsAnErrorWithTheLine(row: String) throws {
    var lines = ["a,b"] + (1...9).map { "\($0),\($0)" }
    lines[4] = row
    #expect(throws: Never.self) { try read(lines) }
    do throws(TableError) {
      _ = try TablesTests.read(lines.joined(separator: "\n") + "\n") { $0.isStrict = true }
      Issue.record("\(row) was accepted")
    } catch {
      #expect(error.line == 5)
      #expect(error.description.contains("--strict"))
    }
  }

  @Test func strictAcceptsWhatIsFine() throws {
    #expect(throws: Never.self) { try read(lines(",")) { $0.isStrict = true } }
    #expect(throws: Never.self) { try read(["# by us"] + lines(";")) { $0.isStrict = true } }
  }

  /// A backslash before a doubled quote: read as an escape it would end the field early.
  @Test func aBackslashBeforeADoubledQuoteIsText() throws {
    let name = "d,n.option\\\"al,,a \"-2.5,e3"
    let text = "\"" + name.replacing("\"", with: "\"\"") + "\""
    let found = try read([text]) { ($0.delimiter, $0.hasHeader) = (0x2C, true) }
    #expect(found.names == [name])
    let bare = try read(["\",d\\\"\",,\u{FFFD}e\""]) { ($0.delimiter, $0.hasHeader) = (0x2C, true) }
    #expect(bare.names == [",d\\\",,\u{FFFD}e"])
    #expect(try read(["a,b", "\"x\\\"\"y\",1", "\"z\",2"]).table.columns[0].texts == ["x\\\"y", "z"])
    #expect(try read(["a,b", "\"x\\\"y\",1", "\"z\",2"]).table.columns[0].texts == ["x\"y", "z"])
  }

  /// Single quotes inside double quotes are text; without these around they quote.
  @Test func quotesInsideQuotesAreText() throws {
    let lines = ["\"d,'ame,x/2024-02-29,-0.25\"", "\"3,1'50\"", "\"2,y ,'x',aM3e3\"", "z"]
    let found = try read(lines) { ($0.delimiter, $0.hasHeader) = (0x2C, true) }
    #expect(found.names == ["d,'ame,x/2024-02-29,-0.25"] && found.table.rowCount == 3)
    #expect(try read(["a,b", "'x,y',1", "'z\"',2", "'w',3"]).table.columns[0].texts == ["x,y", "z\"", "w"])
    // Nor do apostrophes of different lines make a pair.
    #expect(try read(["a", "':60", "+01", "1'0'"]) { $0.delimiter = 0x2C }.table.rowCount == 3)
    let two = try read(["\"`,n,'\"\"\"\"b\"\",22\"", "2%4922'"]) { ($0.delimiter, $0.hasHeader) = (0x2C, true) }
    #expect(two.names == ["`,n,'\"\"b\",22"] && two.table.columns[0].texts == ["2%4922'"])
  }

  // MARK: - Loosening

  /// Where blanks before quotes are left out, lines of blanks are still rows.
  @Test func linesOfBlanksAreRowsBesideBlanksBeforeQuotes() throws {
    let lines = ["a", "9", " ", "8", " ", "\"7, \"", " ", "6"]
    #expect(try read(lines) { $0.delimiter = 0x2C }.table.rowCount == 7)
    let pairs = try read(["a,b", "1, \"x\"", "2, \"y, z\"", "3, ", "4, \"w\""])
    #expect(pairs.table.rowCount == 4 && pairs.table.columns[1].text(ofRow: 1) == "y, z")
    #expect(pairs.table.columns[1].isMissing(2))
  }

  /// The plain text of a long delimiter is that of the text with every such delimiter replaced outside quotes.
  @Test(arguments: 0..<200)
  func looseningAgreesWithANaiveOne(seed: Int) throws {
    var seeds = Seeds(seed)
    let fields = ["a", "", "b c", "\"x||y\"", "\"p\"\"q\"", "\"l\nm\"", "|"]
    let rows = (0..<seeds.next(below: 8)).map { _ in
      (0...seeds.next(below: 4)).map { _ in fields[seeds.next(below: 6)] }
    }
    let text = rows.map { $0.joined(separator: "||") }.joined(separator: "\n")
    let plain = rows.map { $0.joined(separator: "\u{1F}") }.joined(separator: "\n")
    let rules = Loosening(longDelimiter: Array("||".utf8))
    let source = LooseningSource(
      MemorySource(Array(text.utf8), portion: 1 + seeds.next(below: 5)), syntax: .loose(rules, delimiter: 0x7C))
    #expect(try source.rest(limit: .max) == Array(plain.utf8))
    try source.restart()
    #expect(try source.rest(limit: .max) == Array(plain.utf8))
  }
}
