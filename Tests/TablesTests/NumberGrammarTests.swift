import Testing

@testable import Tables

struct NumberGrammarTests {
  private func scan(_ text: String, mark: UInt8 = 0x2E) -> ScannedNumber? {
    Array(text.utf8).withUnsafeBufferPointer { ScannedNumber($0, mark: mark) }
  }

  private func decimal(_ text: String, mark: UInt8 = 0x2E) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      ScannedNumber(bytes, mark: mark)?.decimal(of: bytes, mark: mark)
    }
  }

  @Test(arguments: [
    "", "-", "+", ".", "-.", "e", "1e", "1e+", "--1", "+-1", "1 2", " 7", "7 ", "0x10", "1_000", "1,000", "1.2.3",
    "inf",
    "Infinity", "nan", "NaN", "١٢٣", "１２", "½", "5%", "$5", "5-", "(5)", "0b1", "1e5f", "1d5", "∞", "1/2", "nan(0x1)",
    "0x1p4",
    "1e5.5", "1\0",
  ])
  func isNoNumber(_ text: String) { #expect(scan(text) == nil) }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("+5", 5), ("007", 7), ("9223372036854775807", .max),
      ("-9223372036854775808", .min), ("0000000000000000000000001", 1),
    ] as [(String, Int64)])
  func isAnInteger(_ text: String, _ value: Int64) { #expect(scan(text)?.integer == value) }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999999",
    "1630293344.1752676272", "101004116451.80004884", "12345678.0999999996274709701538085939",
  ])
  func isTooLongForANumber(_ text: String) {
    #expect(scan(text) != nil)
    #expect(scan(text)?.integer == nil)
    #expect(decimal(text) == nil)
  }

  @Test(arguments: [
    ("1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("5.", 5), ("1e5", 1e5), ("1E-3", 1e-3), ("0.1", 0.1),
    ("1234567.123456789012", 1234567.123456789012), ("5e-324", .leastNonzeroMagnitude),
    ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("25.06899999990128", 25.06899999990128), ("0.30000000000000004", 0.30000000000000004), ("0e400", 0),
    // As programs print numbers with more digits than they have.
    ("101004116451.80004883", 101004116451.80004883), ("-101004116451.80003357", -101004116451.80003357),
    ("+12345678.0999999996274709701538085938", 12345678.1),
  ])
  func isADecimal(_ text: String, _ value: Double) { #expect(decimal(text) == value) }

  @Test(arguments: ["1e400", "-1E+400", "1e-400", "1e99999999999999999999"])
  func doesNotFitADouble(_ text: String) { #expect(decimal(text) == nil) }

  @Test func theDecimalCommaIsAMarkOnlyWhereItIsAskedFor() {
    #expect(decimal("1,5", mark: 0x2C) == 1.5)
    #expect(decimal("1.5", mark: 0x2C) == nil)
    #expect(decimal("1234567,123456789012345", mark: 0x2C) == 1234567.123456789012345)
  }

  @Test(arguments: 0..<300)
  func readsTheNearestDouble(seed: Int) {
    var seeds = Seeds(seed)
    let digits = String(decoding: seeds.bytes(1 + seeds.next(below: 7), of: "0123456789"), as: UTF8.self)
    let decimals = String(decoding: seeds.bytes(1 + seeds.next(below: 20), of: "0123456789"), as: UTF8.self)
    let text = "\(digits).\(decimals)"
    // Swift's own reading is correctly rounded; our grammar is a part of its.
    #expect(decimal(text) == Double(text))
    let exponent = "\(text)e\(seeds.next(below: 60) - 30)"
    #expect(decimal(exponent) == Double(exponent))
  }
}
