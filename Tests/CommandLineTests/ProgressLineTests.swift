import Testing

@testable import rowsmith

struct ProgressLineTests {
  @Test func wording() {
    let half = ProgressLine.text(title: "generate r", done: 4_310_000, total: 10_000_000, seconds: 2.7)
    #expect(half == "generate r: 4,310,000 / 10,000,000  43%  1.6M rows/s  3.6 s left")
    let all = ProgressLine.text(title: "generate r", done: 10, total: 10, seconds: 0.5)
    #expect(all == "generate r: 10 / 10  100%  20 rows/s")
    #expect(ProgressLine.text(title: "t", done: 0, total: 0, seconds: 0) == "t: 0 / 0  100%")
    #expect(ProgressLine.text(title: "t", done: 0, total: 9, seconds: 3) == "t: 0 / 9  0%")
    let long = ProgressLine.text(title: "t", done: 1, total: UInt64(Int64.max), seconds: 1e-9)
    #expect(long.hasPrefix("t: 1 / 9,223,372,036,854,775,807  0%"))
  }

  @Test func timesLeft() {
    #expect(ProgressLine.timeText(0.04) == "0.0 s")
    #expect(ProgressLine.timeText(90) == "1.5 min")
    #expect(ProgressLine.timeText(5_400) == "1.5 h")
  }
}
