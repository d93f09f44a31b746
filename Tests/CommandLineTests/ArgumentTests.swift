import Testing

@testable import rowsmith

/// Numbers of rows and ranges as people type them.
struct ArgumentTests {
  static let counts: [(text: String, rows: UInt64?)] = [
    ("0", 0), ("7", 7), ("007", 7), ("10k", 10_000), ("2.5M", 2_500_000), ("1G", 1_000_000_000), ("0.001k", 1),
    ("18446744073709551615", .max), ("18446744073709551616", nil), ("18446744073709551615k", nil),
    ("18446744073.709551615G", .max), ("18446744073.709551616G", nil), ("1.2345k", nil), ("1.5", nil), ("", nil),
    ("k", nil), (".5k", nil), ("5.k", nil), ("1.2.3k", nil), ("-1", nil), ("+1", nil), (" 1", nil), ("1_000", nil),
    ("٣", nil), ("1e3", 1_000), ("1.5e3", 1_500), ("1e", nil), ("e3", nil), ("1e20", nil), ("1.5e0", nil),
    ("0x10", nil),
  ]

  @Test(arguments: counts.indices) func countIsReadOrRefused(index: Int) {
    let (text, rows) = Self.counts[index]
    #expect((try? RowCountArgument.rows(in: text)) == rows, "\(text)")
  }

  static let ranges: [(text: String, rows: Range<UInt64>?)] = [
    ("0..10", 0..<10), ("5..5", 5..<5), ("0..18446744073709551615", 0..<UInt64.max), ("5..3", nil), ("..3", nil),
    ("3..", nil), ("1...3", nil), ("1..2..3", nil), ("a..b", nil), ("-1..3", nil), ("", nil),
  ]

  @Test(arguments: ranges.indices) func rangeIsReadOrRefused(index: Int) {
    let (text, rows) = Self.ranges[index]
    #expect((try? RowRangeArgument.rows(in: text)) == rows, "\(text)")
  }
}
