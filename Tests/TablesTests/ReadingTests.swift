import Testing

@testable import Tables

/// Whole files: good ones, odd ones and hostile ones.
struct ReadingTests {
  private let rows = (0..<50).map { "\($0),n\($0),\($0).5\n" }.joined()
  private let header = "id,name,amount\n"

  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", ","), ("a;b\n1,5;2,25\n3,5;1,5\n", ";"), ("a\tb\n1\t2\n3\t4\n", "\t"), ("a|b\n1|2\n3|4\n", "|"),
    ("a b c\n1 2 3\n4 5 6\n7 8 9\n", " "), ("sep=;\na;b\n1;2\n", ";"), ("'a';'b;c'\n'1';'2;2'\n'3';'4'\n", ";"),
    ("when\n2024-01-01 12:00:00\n2024-01-02 13:00:00\n2024-01-03 14:00:00\n2024-01-04 15:00:00\n", ","),
  ])
  func theDelimiterIsFound(text: String, delimiter: String) throws {
    let table = try read(text)
    #expect(table.dialect.delimiter == delimiter.utf8.first)
    #expect(table.dialect.hasHeader)
    #expect(table.dialect.confidence > 0.5)
    #expect(table.dialect.fit == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEndIsRead(end: String) throws {
    let table = try read((header + rows).split(separator: "\n").joined(separator: end))
    #expect(table.table.rowCount == 50)
    #expect(table.table.columns.map(\.kind) == [.identifier, .text, .decimal])
    #expect(table.dialect.lineEnd.rawValue == ["\n": "LF", "\r\n": "CRLF", "\r": "CR"][end])
  }

  @Test func mixedLineEndsAreTold() throws {
    let table = try read("a,b\n1,2\r\n3,4\r5,6\n")
    #expect(table.table.rowCount == 3)
    #expect(table.dialect.lineEnd == .mixed)
    #expect(table.remark("line ends are mixed") != nil)
  }

  @Test func shortRowsArePaddedAndLongOnesSpilled() throws {
    let table = try read(header + rows + "51,x\n52\n53,x,1,EXTRA\n")
    #expect(table.names == ["id", "name", "amount", "_extra_1"])
    #expect(table.table.rowCount == 53)
    #expect(table.remark("too few")?.firstLines == [52, 53])
    #expect(table.remark("too many")?.firstLines == [54])
    #expect(table.table.columns[3].texts.last == "EXTRA")
    #expect(table.dialect.fit < 1)
  }

  @Test func aRareLongRowOfALargeFileIsCutUnlessAskedOtherwise() throws {
    let text = header + String(repeating: rows, count: 40) + "a,b,c,d,e\n"
    let cut = try read(text)
    #expect(cut.names.count == 3)
    #expect(cut.remark("too many")?.firstLines == [2002])
    #expect(cut.remark("extra field")?.count == 2)
    #expect(try read(text) { $0.ragged = .spill }.names.count == 5)
    #expect(throws: TableError(.cannotRead(reason: "this row does not have 3 fields"), file: "t.csv", line: 2002)) {
      try read(text) { $0.ragged = .error }
    }
  }

  @Test func rowsThatAreAllWiderThanTheFirstOnesAreReadAgain() throws {
    let narrow = String(repeating: "1,2\n", count: 500)
    let table = try read("a,b\n" + narrow + String(repeating: "1,2,3\n", count: 600))
    #expect(table.names == ["a", "b", "column_3"])
    #expect(table.table.rowCount == 1100)
  }

  @Test func headersAreNeverEmptyOrTwiceTheSame() throws {
    let table = try read("a,a,a_2,A,, \n1,2,3,4,5,6\n")
    #expect(table.names == ["a", "a_3", "a_2", "A", "column_5", "column_6"])
    let canonical = try read("caf\u{e9},cafe\u{301}\n1,2\n")
    #expect(Set(canonical.names).count == 2)
    #expect(Array(canonical.names[1].utf8).starts(with: "cafe\u{301}".utf8))
    #expect(try read("\"a\nb\",c\n1,2\n").names == ["a\nb", "c"])
  }

  @Test func aFirstRowOfValuesIsNoHeader() throws {
    let table = try read("1,1,x\n2,2,y\n")
    #expect(!table.dialect.hasHeader)
    #expect(table.names == ["column_1", "column_2", "column_3"])
    #expect(try read("1,2\n3,4\n") { $0.hasHeader = true }.names == ["1", "2"])
    #expect(try read("a,b\nc,d\n") { $0.hasHeader = false }.table.rowCount == 2)
  }

  @Test func whatStandsBeforeTheTableIsSkippedAndTold() throws {
    let preamble = try read("Report 2024\n\nmade by x\n" + header + rows)
    #expect(preamble.names == ["id", "name", "amount"])
    #expect(preamble.dialect.skippedLines == 3)
    #expect(preamble.remark("before the table")?.count == 3)
    let comments = try read("# one\n# two, three\n" + header + rows)
    #expect(comments.dialect.skippedLines == 2)
    #expect(comments.table.rowCount == 50)
    #expect(try read("#id,name\n1,x\n2,y\n").names == ["#id", "name"])
    #expect(try read("#id,name\n1,\"x, y\"\n2,y\n").names == ["#id", "name"])
  }

  @Test func anUnclosedQuoteIsNamedAndLosesNoRow() throws {
    let table = try read(header + "1,\"abc,2\n" + rows)
    #expect(table.table.rowCount == 51)
    #expect(table.remark("never closes")?.firstLines == [2])
    #expect(table.table.columns[1].texts.first == "\"abc")
  }

  @Test func blankLinesAreLeftOut() throws {
    let table = try read(header + rows + String(repeating: "\n", count: 1000))
    #expect(table.table.rowCount == 50)
    #expect(table.remark("blank line")?.count == 1000)
    #expect(table.remark("blank line")?.firstLines.first == 52)
  }

  @Test(arguments: ["", "\n", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n"])
  func nothingIsAnError(text: String) {
    #expect(throws: TableError(.noData, file: "t.csv")) { try read(text) }
  }

  @Test func whatIsNoTextIsRefusedByItsName() {
    func reason(_ bytes: [UInt8]) -> String? {
      do throws(TableError) { _ = try TableReader.read(bytes: bytes, name: "t") } catch { return error.description }
      return nil
    }
    #expect(reason([UInt8](repeating: 0, count: 65_536))?.contains("control characters") == true)
    #expect(reason([0x7F, 0x45, 0x4C, 0x46, 2, 1])?.contains("executable") == true)
    #expect(reason(Array("PK\u{3}\u{4}xl".utf8))?.contains("spreadsheet") == true)
    var seeds = Seeds(1)
    #expect(reason((0..<65_536).map { _ in UInt8(seeds.next(below: 256)) })?.contains("not delimited text") == true)
  }

  @Test func aFewNULsAreKeptAndTold() throws {
    let table = try read("id,name\n1,a\0b\n2,\0\n")
    #expect(table.table.rowCount == 2)
    #expect(table.table.columns[1].texts == ["a\0b", "\0"])
    #expect(table.remark("NUL")?.count == 2)
  }

  @Test func theEncodingIsTold() throws {
    let table = try TableReader.read(bytes: Array("name,city\nJos".utf8) + [0xE9] + Array(",x\n".utf8), name: "t")
    #expect(table.dialect.encoding == "windows-1252")
    #expect(table.table.columns[0].texts == ["José"])
    #expect(table.remark("windows-1252")?.firstLines == [2])
  }

  @Test func manyColumnsAreReadAndTooManyRefused() throws {
    let wide = Array(repeating: "1", count: 2000).joined(separator: ",")
    #expect(try read(wide + "\n" + wide + "\n").table.columns.count == 2000)
    let commas = String(repeating: ",", count: 100_000)
    #expect(throws: TableError(.tooLarge(what: "a row", limit: "100000 fields"), file: "t.csv", line: 1)) {
      try read(commas)
    }
  }

  @Test func progressCanCancel() {
    #expect(throws: TableError(.cannotRead(reason: "cancelled"), file: "t")) {
      try TableReader.read(bytes: Array((header + rows).utf8), name: "t") { _, _ in false }
    }
  }

  @Test func filesThatCannotBeReadSaySo() {
    #expect(throws: TableError(.cannotRead(reason: "Is a directory"), file: "/")) { try TableReader.read(path: "/") }
    #expect(throws: TableError(.cannotRead(reason: "No such file or directory"), file: "/no/such")) {
      try TableReader.read(path: "/no/such")
    }
  }

  @Test(arguments: 0..<300)
  func anyBytesGiveATableOrAnError(seed: Int) {
    var seeds = Seeds(seed)
    let alphabet = seed % 2 == 0 ? "ab1.,;|\"'\n\r\t #-" : "a,\n\"\u{80}\u{e9}0"
    let bytes = seeds.bytes(seeds.next(below: 200), of: alphabet)
    guard let table = try? TableReader.read(bytes: bytes, name: "t") else { return }
    #expect(Set(table.names).count == table.names.count)
    for column in table.table.columns { #expect(column.count == table.table.rowCount) }
    #expect(!table.rewritten.isEmpty)
  }
}
