import Testing

@testable import Tables

struct DigitsTests {
  private func text(_ value: Double, _ decimals: Look.Decimals, minimum: Int = 0, mark: UInt8 = 0x2E) -> String {
    var look = Look()
    (look.decimals, look.minimumDecimals, look.decimalMark) = (decimals, minimum, mark)
    var bytes: [UInt8] = []
    Digits.append(value, by: look, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [0, 1, -1, 9, 10, 99, 100, -12345, .max, .min] as [Int64])
  func integersAreWrittenAsSwiftWritesThem(_ value: Int64) {
    var bytes: [UInt8] = []
    Digits.append(value, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\(value)")
  }

  @Test func decimalsFollowTheLook() {
    #expect(text(1.5, .fixed(2)) == "1.50")
    #expect(text(-0.05, .fixed(2)) == "-0.05")
    #expect(text(-0.001, .fixed(2)) == "0.00")
    #expect(text(2.675, .fixed(0)) == "3")
    #expect(text(1.5, .upTo(3)) == "1.5")
    #expect(text(2, .upTo(3)) == "2")
    #expect(text(2, .upTo(3), minimum: 1) == "2.0")
    #expect(text(0.1 + 0.2, .shortest) == "0.30000000000000004")
    #expect(text(2, .shortest) == "2")
    #expect(text(2, .shortest, minimum: 1) == "2.0")
    #expect(text(2.5, .shortest, minimum: 2) == "2.50")
    #expect(text(1234.5, .fixed(2), mark: 0x2C) == "1234,50")
  }

  @Test func extremesAreWrittenAndReadAgain() {
    for value in [Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude, 1e16, 123456789012345680, -9e15] {
      for decimals in [Look.Decimals.fixed(2), .upTo(15), .shortest] where value.magnitude > 1 || decimals == .shortest
      {
        #expect(Double(text(value, decimals)) == value)
      }
    }
    #expect(text(.nan, .shortest) == "0")
    #expect(text(.infinity, .fixed(1)) == "0")
  }

  @Test(arguments: 0..<300)
  func fixedDecimalsOfUpToFifteenDigitsComeBack(seed: Int) {
    var seeds = Seeds(seed)
    let decimals = 1 + seeds.next(below: 8)
    let whole = String(seeds.next(below: 10_000_000))
    let written = whole + "." + String(decoding: seeds.bytes(decimals, of: "0123456789"), as: UTF8.self)
    #expect(text(Double(written) ?? 0, .fixed(decimals)) == written)
  }
}
