import Screen
import Tables
import Testing

@testable import Evaluation
@testable import Workbench

/// Axes of instants, and how the numbers of a column are fitted into their table.
@Suite struct ChartScaleTests {
  private func labels(_ kind: ColumnKind, _ first: Double, _ last: Double, width: Int) -> [String] {
    AxisLook(kind: kind, look: Look()).ticks(edges: [first, last], isLogarithmic: false, width: width).map(\.label)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Double {
    Double(Gregorian.days(to: .init(year: year, month: month, day: day)))
  }

  @Test func datesTickAtStartsOfMonthsAndYears() {
    let year = (day(2025, 1, 3), day(2025, 12, 30))
    #expect(labels(.date, year.0, year.1, width: 38) == ["2025-04", "2025-07", "2025-10"])
    #expect(labels(.date, year.0, year.1, width: 110).prefix(2) == ["2025-03", "2025-05"])
    #expect(labels(.date, day(1999, 5, 1), day(2021, 2, 1), width: 38) == ["2000", "2010", "2020"])
    #expect(labels(.date, day(2025, 3, 1), day(2025, 3, 31), width: 38) == ["2025-03-03", "2025-03-17"], "Mondays")
    #expect(labels(.date, day(2025, 3, 1), day(2025, 3, 3), width: 38).first == "2025-03-01")
  }

  @Test func momentsTickAtStartsOfHours() {
    let start = day(2025, 3, 1) * 86_400e6
    #expect(labels(.datetime, start, start + 86_400e6, width: 46) == ["03-01 00:00", "03-01 12:00"])
    #expect(labels(.time, 0, 86_400e6 - 1, width: 38) == ["00:00", "06:00", "12:00", "18:00"])
    #expect(labels(.time, 5e6, 55e6, width: 38) == ["00:00:15", "00:00:30", "00:00:45"])
    #expect(labels(.datetime, start, start + 200 * 86_400e6, width: 38).allSatisfy { $0.count == 7 })
  }

  /// Whatever the range, there are two labels or more on a wide axis, and none where nothing is known.
  @Test(arguments: [1.0, 3, 40, 100, 400, 3_000, 40_000, 1e6]) func everyRangeOfDatesHasTicks(days: Double) {
    for offset in [0.0, 17, -200_000] {
      let found = labels(.date, 20_000 + offset, 20_000 + offset + days, width: 60)
      #expect(found.count >= (days < 2 ? 1 : 2) && Set(found).count == found.count, "\(days): \(found)")
      let moments = labels(.datetime, (20_000 + offset) * 86_400e6, (20_000 + offset + days) * 86_400e6, width: 60)
      #expect(moments.count >= 2, "\(days): \(moments)")
    }
    #expect(labels(.date, 0, 0, width: 60).isEmpty)
    _ = labels(.datetime, -9e18, 9e18, width: 60)
  }

  /// Digits are never cut: the change goes first, then names are cut.
  @Test(arguments: Array(14...60)) func numbersAreShownWholeOrNotAtAll(width: Int) {
    let rows: [ColumnComparison.Statistic] = [
      .init(name: "mean", real: "0.0401", synthetic: "−0.0022", change: "−0.0423"),
      .init(name: "sd", real: "1,307.5", synthetic: "1,275.1", change: "−2.5%"),
      .init(name: "median", real: "2025-03-17", synthetic: "2025-03-19", change: "+2 d"),
      .init(name: "most common", real: "a level of many words", synthetic: "another level of many", change: ""),
    ]
    var state = Sample.fitted(120, 40)
    state.comparisons[4]?.statistics = rows
    state.comparisons[4]?.warning = nil
    state.press("jjjj")
    var surface = Surface(size: Size(width: width, height: 8))
    StatisticsPane.draw(state, in: surface.bounds, isFramed: true, on: &surface)
    let whole = Set(rows.flatMap { [$0.real, $0.synthetic, $0.change] })
    for line in surface.text.split(separator: "\n").dropFirst().prefix(3) {
      for word in line.split(separator: " ").dropFirst() where word.contains(where: \.isNumber) {
        #expect(whole.contains(String(word)) || word == "+2", "\(word) at \(width)\n\(surface.text)")
      }
    }
    if width >= 33 { #expect(surface.text.contains("2025-03-17") && surface.text.contains("2025-03-19")) }
    if width >= 44 { #expect(surface.text.contains("most common") && surface.text.contains("+2 d")) }
  }

  @Test func theNameOfAChartStaysBeforeThoseOfOthers() {
    var surface = Surface(size: Size(width: 60, height: 3))
    let others = ["log density", "ECDF", "QQ", "upper tail", "box strips"].joined(separator: "   ") + "   v next"
    surface.box(surface.bounds, title: "density", trailing: others)
    let line = surface.text.split(separator: "\n")[0]
    #expect(line.hasPrefix("┌─ density ") && line.hasSuffix(" log density   ECDF   QQ   …   v next ┐"), "\(line)")
  }
}
