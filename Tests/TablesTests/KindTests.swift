import Testing

@testable import Tables

struct KindTests {
  @Test(
    arguments: [
      (["1", "2", "3"], .integer), (["1.5", "2"], .decimal), (["1e5", "2"], .decimal), (["true", "false"], .boolean),
      (["YES", "NO", "NO"], .boolean), (["t", "f"], .boolean), (["0", "1", "0", "1"], .integer),
      (["TRUE", "TRUE"], .boolean),
      (["yes", "yes"], .categorical), (["true", "TRUE", "false", "true", "true", "true"], .categorical),
      (["a", "b", "a", "b"], .categorical), (["a", "b", "c"], .text), (["2024-01-01", "2024-12-31"], .date),
      (["2024-01-01", "31.12.2024"], .text), (["12:30", "23:59"], .time),
      (["2024-01-01 00:00", "2024-01-02 10:30"], .datetime),
      (["1", "x"], .text), (["1", "NA"], .integer), (["1", "-", "2"], .integer), (["1", "None", "2"], .integer),
      (["-", "x", "-", "x"], .categorical), (["None", "x", "None", "x"], .categorical), (["", ""], .text),
      (["NaN", "NaN"], .text),
      (["inf", "1"], .text), (["0x10", "1"], .text), (["1,000", "2,000"], .integer),
      (["9223372036854775808", "1"], .text),
      (["1e400", "1"], .text), (["1630293344.1752676272", "1630293344.5"], .text),
      (["0.12345678901234567890", "1.5"], .decimal), (["5%", "6%"], .integer),
      (["not_known", "little", "not_known", "little"], .categorical),
    ] as [([String], ColumnKind)])
  func everyValueDecidesTheKind(_ values: [String], _ kind: ColumnKind) throws {
    #expect(try column(values).kind == kind)
  }

  @Test func oneValueBeyondAnySampleChangesTheKind() throws {
    var values = (0..<5000).map { "\($0 % 700 + 5)" }
    #expect(try column(values).kind == .integer)
    values[4321] = "7.25"
    #expect(try column(values).kind == .decimal)
    values[4322] = "seven"
    #expect(try column(values).kind == .text)
  }

  @Test func identifiersAreUniqueAndNamedOrInOrder() throws {
    #expect(try column(["7", "3", "5"], named: "customer_id").kind == .identifier)
    #expect(try column(["7", "3", "7"], named: "customer_id").kind == .integer)
    #expect(try column(["7", "3", "5"], named: "paid").kind == .integer)
    #expect(try column((1...10).map(String.init)).kind == .identifier)
    #expect(try column((0..<20).map { "46629752656\(28383 + $0 * 37)" }, named: "card").kind == .identifier)
    #expect(try column((0..<20).map { "17091648001\(28383 + $0 * 37)" }, named: "time").kind == .integer)
    #expect(try column((2000...2020).map(String.init), named: "year").kind == .integer)
    #expect(try column((3...22).map { "17-0000\($0 < 10 ? "0" : "")\($0)" }).kind == .identifier)
    #expect(try column((10..<40).map { "word\($0)x" + String(repeating: "y", count: $0 % 3) }).kind == .text)
  }

  @Test func leadingZerosMakeCodes() throws {
    let unique = try column(["007", "010", "999"])
    #expect(unique.kind == .identifier)
    #expect(unique.look.zeroPaddedWidth == 3)
    #expect(unique.texts == ["007", "010", "999"])
    let ragged = try column(["007", "10", "9"])
    #expect(ragged.texts == ["007", "10", "9"])
    #expect(try column(["01", "02", "01", "02"]).levelTexts == ["01", "02"])
  }

  @Test func longIntegersStayExact() throws {
    let values = (0..<20).map { "1844674407370955161\($0 + 10)" }
    #expect(try column(values).texts == values)
    let extremes = try column(["-9223372036854775808", "9223372036854775807"])
    #expect(extremes.storage == .integers([.min, .max]))
  }

  @Test func categoriesAreComparedAsBytes() throws {
    let values = (0..<30).flatMap { _ in ["caf\u{e9}", "cafe\u{301}"] }
    let categories = try column(values)
    #expect(categories.kind == .categorical)
    #expect(categories.levelTexts.count == 2)
    #expect(categories.texts.compactMap { $0.map { Array($0.utf8) } } == values.map { Array($0.utf8) })
  }

  @Test func levelsStandInOrderOfTheirBytesAndNoBeforeYes() throws {
    #expect(try column(["b", "a", "b", "a", "c", "c"]).levelTexts == ["a", "b", "c"])
    #expect(try column(["Y", "N", "Y"]).levelTexts == ["N", "Y"])
    #expect(try column(["True", "False"]).levelTexts == ["False", "True"])
  }

  @Test func manyLevelsAreACategoryOnlyWhereTheyRepeat() throws {
    let often = (0..<2000).map { "level \($0 % 90)" }
    #expect(try column(often).kind == .categorical)
    #expect(try column(Array(often.prefix(200))).kind == .text)
    #expect(try column((0..<2000).map { "n\($0 % 60)@x.org" }).kind == .text)
    #expect(try column(often, named: "last name").kind == .text)
  }

  @Test func theMostCommonSpellingOfMissingIsKept() throws {
    let column = try column(["1", "NA", "", "NA", "n/a", "3"])
    #expect(column.kind == .integer)
    #expect(column.missing == [false, true, true, true, true, false])
    #expect(column.look.missingSpelling == "NA")
    #expect(column.storage == .integers([1, 0, 0, 0, 0, 3]))
    let table = try read("x,y\n1,a\nNA,b\n,c\n")
    #expect(table.remark("several spellings") != nil)
  }

  @Test func theUserCanNameMissingSpellings() throws {
    let table = try read("x,y\n1,-99\nnone,2\n3,4\n") { $0.missingSpellings = ["-99"] }
    #expect(table.table.columns[0].texts == ["1", nil, "3"])
    #expect(table.table.columns[1].texts == [nil, "2", "4"])
  }

  @Test func ambiguousDaysAndMonthsAreToldAndOrderDecides() throws {
    let rows = (1...12).map { "0\($0 % 10)/0\($0 % 10)/2024\n" }.joined()
    let same = try read("d\n\(rows)")
    #expect(same.table.columns[0].kind == .text)
    let ordered = try read("d\n01/10/2024\n01/11/2024\n01/12/2024\n02/01/2024\n02/02/2024\n")
    #expect(ordered.table.columns[0].look.datePattern == DatePattern("MM/dd/yyyy"))
    #expect(ordered.remark("can be read as") != nil)
    let plain = try read("d\n13/10/2024\n01/11/2024\n")
    #expect(plain.table.columns[0].look.datePattern == DatePattern("dd/MM/yyyy"))
    #expect(plain.remark("can be read as") == nil)
  }

  @Test func eightDigitsAreADateOnlyUnderSuchAName() throws {
    let values = ["20240229", "20231231", "19991231"]
    #expect(try column(values, named: "order_date").kind == .date)
    #expect(try column(values, named: "code").kind == .integer)
    #expect(try column(["20240230", "20231231"], named: "order_date").kind == .integer)
  }
}
