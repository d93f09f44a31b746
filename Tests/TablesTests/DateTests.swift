import Testing

@testable import Tables

struct DateTests {
  private func value(_ text: String, _ pattern: String) -> Int64? {
    DateFormatter(DatePattern(pattern))?.value(of: Array(text.utf8))
  }

  private func written(_ value: Int64, _ pattern: String) -> String? {
    var bytes: [UInt8] = []
    DateFormatter(DatePattern(pattern))?.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func theCalendarAgreesWithCountingDays() {
    var wrong: [Gregorian.Day] = []
    var expected = Gregorian.Day(year: 1895, month: 12, day: 30)
    for days in Gregorian.days(to: expected)..<60_000 {
      if Gregorian.days(to: expected) != days || Gregorian.day(days) != expected { wrong.append(expected) }
      expected.day += 1
      if expected.day > Gregorian.daysIn(month: expected.month, year: expected.year) {
        expected.day = 1
        expected.month = expected.month % 12 + 1
        if expected.month == 1 { expected.year += 1 }
      }
    }
    #expect(wrong.isEmpty)
  }

  /// Known days: 1970-01-01 was a Thursday, 2000-03-01 is day 11,017 (date -u -d 2000-03-01 +%s, divided by 86,400).
  @Test func knownDays() {
    #expect(Gregorian.days(to: .init(year: 1970, month: 1, day: 1)) == 0)
    #expect(Gregorian.days(to: .init(year: 2000, month: 3, day: 1)) == 11_017)
    #expect(Gregorian.days(to: .init(year: 1, month: 1, day: 1)) == -719_162)
    #expect(Gregorian.weekday(0) == 3)
    #expect(Gregorian.weekday(-4) == 6)
    for extreme in [Int.min, .max] {
      #expect((0...6).contains(Gregorian.weekday(extreme)))
      #expect((1...53).contains(Gregorian.week(extreme).week))
    }
    #expect(Gregorian.day(.max).year > 9999)
  }

  @Test(arguments: [
    ("2024-02-29", "yyyy-MM-dd"), ("29/02/2024", "dd/MM/yyyy"), ("02/29/2024", "MM/dd/yyyy"), ("9.2.2024", "d.M.yyyy"),
    ("20240229", "yyyyMMdd"), ("Feb 29, 2024", "MMM dd, yyyy"), ("29-Feb-24", "dd-MMM-yy"),
    ("29 February 2024", "dd MMMM yyyy"),
    ("2024-02-29T23:59:59Z", "yyyy-MM-dd'T'HH:mm:ss'Z'"), ("2024-02-29 23:59", "yyyy-MM-dd HH:mm"),
    ("2024-02-29 23:59:59.123456", "yyyy-MM-dd HH:mm:ss.SSSSSS"),
    ("2024-02-29T12:00:00+14:00", "yyyy-MM-dd'T'HH:mm:ss+14:00"),
    ("2024-01-02 09:00:00.5000000", "yyyy-MM-dd HH:mm:ss.SSSSSSS"), ("12:30", "HH:mm"), ("7:05", "H:mm"),
    ("1:05 PM", "h:mm a"), ("12:00 AM", "hh:mm a"), ("31/12/69 1:00", "dd/MM/yy H:mm"), ("9999-12-31", "yyyy-MM-dd"),
  ])
  func aTextIsFoundReadAndWrittenAgain(_ text: String, _ pattern: String) throws {
    let found = DateCandidates.patterns(for: Array(text.utf8), allowsCompact: true)
    #expect(found.contains(DatePattern(pattern)), "\(found)")
    let instant = try #require(value(text, pattern))
    #expect(written(instant, pattern) == text)
  }

  @Test(arguments: [
    "2023-02-29", "2024-02-30", "2024-13-01", "99/99/9999", "0000-00-00", "2024-02-29T23:59:60Z", "2024-02-29 24:00:00",
    "10000-01-01", "-0044-03-15", "1900-02-29", "2262-04-11T23:47:16.854775808", "2024-060", "1709164800",
    "45351", "1.7.30", "192.168.1.1", "2:3:1", "Thu Feb 29 12:00:00 CET 2024", "令和6年2月29日", "1/2/3", "2024-02", "", "-",
    "12:3",
    "25:00", "0:60",
  ])
  func isNoInstant(_ text: String) {
    #expect(DateCandidates.patterns(for: Array(text.utf8), allowsCompact: false).isEmpty)
  }

  @Test func partsOfADayCount() {
    #expect(value("00:00:01", "HH:mm:ss") == 1_000_000)
    #expect(value("1970-01-02 00:00:00.5", "yyyy-MM-dd HH:mm:ss.S") == 86_400_500_000)
    #expect(value("1969-12-31 23:59:59", "yyyy-MM-dd HH:mm:ss") == -1_000_000)
    #expect(written(-1, "yyyy-MM-dd HH:mm:ss.SSSSSS") == "1969-12-31 23:59:59.999999")
    #expect(value("05/3/2024", "d/M/yyyy") == nil)
  }

  @Test func farInstantsAreHeldInsideThePattern() {
    #expect(written(.max, "yyyy-MM-dd") == "9999-12-31")
    #expect(written(.min, "yyyy-MM-dd") == "0001-01-01")
    for value in [Int64.min, .max] { #expect(written(value, "yyyy-MM-dd HH:mm:ss")?.utf8.count == 19) }
  }

  @Test func unknownLettersMakeNoFormatter() {
    for pattern in ["", "QQQ", "yyyyy", "'open", "MM-dd", "SSSSSSSSSS"] {
      #expect(DateFormatter(DatePattern(pattern)) == nil)
    }
  }
}
