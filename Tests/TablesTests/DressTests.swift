import Testing

@testable import Tables

/// Numbers with marks, lengths of time, weeks, zones, and the words of other languages.
struct DressTests {
  /// A semicolon file, so that commas need no quotes; written again it must be the same bytes.
  private func reread(_ values: [String], named name: String = "x") throws -> (column: Column, read: ReadTable) {
    let text = "k;\(name)\n" + values.enumerated().map { "n\($0);\($1)\n" }.joined()
    let table = try read(text) { ($0.delimiter, $0.hasHeader) = (UInt8(ascii: ";"), true) }
    #expect(table.rewritten == text)
    return (table.table.columns[1], table)
  }

  private func numbers(_ column: Column) -> [Double] {
    switch column.storage {
    case .integers(let values): values.map(Double.init)
    case .decimals(let values): values
    default: []
    }
  }

  private static let cases: [(texts: [String], numbers: [Double])] = [
    (["1.234,56", "12,00", "-1.000.000,50"], [1234.56, 12, -1_000_000.5]),
    (["1 234,56", "12,00", "1 000 000,50"], [1234.56, 12, 1_000_000.5]),
    (["1\u{202F}234,5", "12,0", "123\u{202F}456,5"], [1234.5, 12, 123_456.5]),
    (["1'234.56", "12.00"], [1234.56, 12]), (["1’234.56", "12.00"], [1234.56, 12]),
    (["12,34,567", "999", "1,00,000"], [1_234_567, 999, 100_000]),
    (["1,234,567", "999", "12,345"], [1_234_567, 999, 12_345]),
    (["$1,234.50", "$0.99", "-$5.00"], [1234.5, 0.99, -5]),
    (["$-5.25", "$1,000.00"], [-5.25, 1000]), (["1.234,50 €", "0,99 €", "-3,00 €"], [1234.5, 0.99, -3]),
    (["€ 12", "€ 7", "€ 1234"], [12, 7, 1234]), (["5%", "100%", "-3%"], [5, 100, -3]),
    (["5,5 %", "10,0 %"], [5.5, 10]), (["(5.00)", "12.50", "(1,000.25)"], [-5, 12.5, -1000.25]),
    (["($5)", "$7", "$1,000"], [-5, 7, 1000]), (["kr 100", "kr 2500", "kr 7"], [100, 2500, 7]),
    (["100 zł", "25 zł"], [100, 25]), (["12.5-", "3.0"], [-12.5, 3]), (["20 °C", "-4 °C"], [20, -4]),
  ]

  @Test(arguments: cases.indices)
  func dressedNumbersAreReadAndWrittenAgain(index: Int) throws {
    let (texts, expected) = Self.cases[index]
    let (column, read) = try reread(texts)
    #expect(numbers(column) == expected)
    #expect(column.texts == texts)
    #expect(read.remark("lose their spelling") == nil)
  }

  @Test(arguments: [
    ["555 123 456", "555 123 457", "555 123 999"], ["1,23", "1,234"], ["1,2345", "12"], ["$5", "6"], ["5%", "0.05"],
    ["12,34,56", "1"], ["1.2.3", "1.2.4"], ["10 000", "x"], ["5 kg", "6 lb"], ["(a)", "(b)"], ["0,123,456", "1,000"],
    ["192.168.001.001", "192.168.001.002"], ["1,234", "12345", "123456"], ["$", "$5"], ["--5%", "3%"],
  ])
  func whatIsNoNumberStaysText(texts: [String]) throws {
    let (column, _) = try reread(texts)
    #expect(column.look.dress == nil)
  }

  @Test func missingAmongDressedNumbersIsMissing() throws {
    let (column, _) = try reread(["$5.00", "NA", "$1,200.00"])
    #expect(column.texts == ["$5.00", nil, "$1,200.00"])
    #expect(column.look.missingSpelling == "NA")
  }

  @Test func otherMarksAreTold() throws {
    let table = try read("a,b\n\"1,234\",x\n\"5,678\",y\n\"9,012\",z\n1234,z\n")
    #expect(table.remark("lose their spelling")?.firstLines == [5])
    #expect(try read("a;b\n1,234;x\n5,678;y\n") { $0.delimiter = 0x3B }.remark("three decimals") != nil)
    #expect(try read("a;b\n1,234;x\n5,678,000;y\n") { $0.delimiter = 0x3B }.remark("three decimals") == nil)
  }

  /// A comma between commas stands in quotes: thousands where it may part them, else the mark of decimals.
  @Test func commasInTablesOfCommas() throws {
    func values(_ cells: String...) throws -> [String] {
      let column = try read("a,b\n" + cells.map { "\"\($0)\",x\n" }.joined()).table.columns[0]
      return numbers(column).map { "\($0)" }
    }
    #expect(try values("1,234", "567", "8") == ["1234.0", "567.0", "8.0"])
    #expect(try values("1,5", "12,25", "7") == ["1.5", "12.25", "7.0"])
    #expect(try values("1,5", "1,234") == ["1.5", "1.234"])
  }

  @Test func quotesStandOnlyWhereTheMarksNeedThem() throws {
    let text = "a,b\n\"1,234\",x\n999,y\n\"12,345,678\",z\n"
    let table = try read(text)
    #expect(table.table.columns[0].storage == .integers([1234, 999, 12_345_678]))
    #expect(table.rewritten == text)
  }

  /// Any number in any dress comes back from its own spelling.
  @Test(arguments: 0..<300)
  func everyDressComesOff(seed: Int) {
    var seeds = Seeds(seed)
    var dress = NumberDress()
    dress.groupMark = [ByteText(""), ",", " ", "'", "\u{202F}"][seeds.next(below: 5)]
    dress.grouping = seeds.next(below: 2) == 0 ? .thousands : .indian
    dress.prefix = ["", "$", "€ ", "US$"][seeds.next(below: 4)]
    dress.suffix = ["", "%", " zł"][seeds.next(below: 3)]
    dress.negative = NumberDress.Negative.allCases[seeds.next(below: 4)]
    let digits = String(decoding: seeds.bytes(1 + seeds.next(below: 12), of: "123456789"), as: UTF8.self)
    let plain = (seeds.next(below: 2) == 0 ? "-" : "") + digits + (seeds.next(below: 2) == 0 ? ".25" : "")
    var spelled: [UInt8] = []
    Digits.append(atMost: dress.widest(plain.utf8.count), to: &spelled) { place in
      Array(plain.utf8).withUnsafeBufferPointer { dress.write($0, at: place) }
    }
    var back: [UInt8] = []
    let isWorn = spelled.withUnsafeBufferPointer { dress.undress($0, mark: UInt8(ascii: "."), into: &back) }
    #expect(isWorn && String(decoding: back, as: UTF8.self) == plain, "\(String(decoding: spelled, as: UTF8.self))")
    #expect(spelled.count <= dress.widest(plain.utf8.count))
  }

  // MARK: - Time

  @Test(
    arguments: [
      (["36:15:00", "0:00:59", "-1:30:00"], "x", [129_600 + 900, 59, -5400]),
      (["36:15:00.5", "1:00:01.0"], "x", [130_500.5, 3601]), (["25:30", "0:05"], "duration", [91_800, 300]),
      (["PT5M", "PT1H30M", "P1DT2S", "PT0S"], "x", [300, 5400, 86_402, 0]), (["PT1.5S", "PT20S"], "x", [1.5, 20]),
    ] as [([String], String, [Double])])
  func durationsAreSeconds(texts: [String], name: String, seconds: [Double]) throws {
    let column = try column(texts, named: name)
    #expect(column.look.duration != nil)
    #expect(numbers(column) == seconds)
    if !texts.contains("1:00:01.0") { #expect(column.texts == texts) }
  }

  @Test(arguments: [
    (["12:30:00", "23:59:59"], ColumnKind.time), (["P1Y", "P2M"], .text), (["PT", "PT5M"], .text),
    (["25:61:00", "30:00:00"], .text), (["25:30", "26:10"], .text),
  ])
  func whatHasNoLengthIsNoDuration(texts: [String], kind: ColumnKind) throws {
    let column = try column(texts)
    #expect(column.kind == kind)
    #expect(column.look.duration == nil)
  }

  @Test(arguments: [
    (["2024-W05", "2020-W53", "2021-W01"], "YYYY-'W'ww"), (["2024W05", "1999W52"], "YYYY'W'ww"),
    (["2024-W05-3", "2020-W53-7"], "YYYY-'W'ww-e"), (["2024W053", "2020W537"], "YYYY'W'wwe"),
  ])
  func weeksAreDates(texts: [String], pattern: String) throws {
    let column = try column(texts)
    #expect(column.kind == .date)
    #expect(column.look.datePattern == DatePattern(pattern))
    #expect(column.texts == texts)
  }

  @Test func weeksThatAYearHasNotAreText() throws {
    #expect(try column(["2024-W05", "2021-W53"]).kind == .text)
    #expect(try column(["2024-W05", "2021-W00"]).kind == .text)
  }

  @Test func weeksAgreeWithCountingFromTheFirstThursday() {
    for day in stride(from: -20_000, to: 40_000, by: 13) {
      let week = Gregorian.week(day)
      #expect(Gregorian.days(toWeek: week.week, weekday: week.weekday, year: week.year) == day)
      let thursday = day - Gregorian.weekday(day) + 3
      var first = Gregorian.days(to: .init(year: week.year, month: 1, day: 1))
      while Gregorian.weekday(first) != 3 { first += 1 }
      #expect(thursday - first == (week.week - 1) * 7)
    }
  }

  @Test func zonesThatDifferBecomeOneClock() throws {
    let same = try column(["2024-01-31T10:00:00+01:00", "2024-07-31T10:00:00+01:00"])
    #expect(same.texts == ["2024-01-31T10:00:00+01:00", "2024-07-31T10:00:00+01:00"])
    let differing = try column(["2024-01-31T10:00:00+01:00", "2024-07-31T10:00:00+02:00", "2024-07-31T10:00:00Z"])
    #expect(differing.kind == .datetime)
    #expect(
      differing.texts == ["2024-01-31T09:00:00+00:00", "2024-07-31T08:00:00+00:00", "2024-07-31T10:00:00+00:00"])
    let times = try column(["21:00Z", "09:05Z", "00:30+02:00"])
    #expect(times.kind == .time && times.texts == ["21:00+00:00", "09:05+00:00", "22:30+00:00"])
    #expect(try read("a,b\n2024-01-31T10:00:00+01:00,1\n2024-07-31T10:00:00+02:00,2\n").remark("UTC") != nil)
  }

  @Test func secondsSince1970AreOfferedNotTaken() throws {
    let table = try read("created_at,x\n1706659200,1\n1706745600,2\n")
    #expect(table.table.columns[0].kind == .integer)
    let remark = try #require(table.remark("seconds since 1970"))
    #expect(remark.text.contains("in 2024 to 2024"))
    let (moments, _) = table.table.columns[0].converted(to: .datetime)
    #expect(moments?.texts == ["2024-01-31 00:00:00", "2024-02-01 00:00:00"])
    #expect(try read("ts,x\n1706659200123,1\n1706745600456,2\n").remark("milliseconds since 1970") != nil)
    #expect(try read("population,x\n1706659200,1\n1706745600,2\n").remark("since 1970") == nil)
  }

  // MARK: - Words

  @Test(arguments: [
    ["ja", "nein"], ["Oui", "Non"], ["si", "no"], ["sí", "no"], ["SIM", "NÃO"], ["да", "нет"], ["Да", "Нет"],
    ["tak", "nie"], ["ano", "ne"], ["igen", "nem"], ["evet", "hayır"], ["ναι", "όχι"], ["是", "否"], ["はい", "いいえ"],
    ["예", "아니오"], ["wahr", "falsch"], ["on", "off"], ["ja", "nej"],
  ])
  func yesAndNoInManyLanguages(words: [String]) throws {
    let column = try column([words[0], words[1], words[0], words[0]])
    #expect(column.kind == .boolean)
    #expect(column.levelTexts == [words[1], words[0]])
  }

  @Test func missingSpellingsAreCountedEach() throws {
    let table = try read("x,y\n1,a\nNA,b\n,c\n-,d\n5,e\nNA,f\n")
    #expect(table.remark("several spellings")?.text.contains("‘NA’ 2, empty 1, ‘-’ 1") == true)
  }

  @Test func blanksAreMissingAndTheirNumbersCodesWhereTheyRepeat() throws {
    let codes = try column([" ", "3", "7", "3", "3", "7", "3"])
    #expect(codes.kind == .categorical)
    #expect(codes.texts[0] == nil)
    let amounts = try column([" ", "29.85", "1889.5", "108.15"])
    #expect(amounts.kind == .decimal)
    #expect(try column([" ", " "]).missingCount == 2)
  }
}
