import Glibc
import Testing

@testable import Screen

@Suite struct ChartTests {
  @Test(arguments: 0..<60) func histogramsOfAnySizeStayInside(seed: Int) {
    var stream = Stream(seed)
    let bins = Int.random(in: 0...90, using: &stream)
    let area = Rect(
      x: 3, y: 2, width: Int.random(in: 0...50, using: &stream), height: Int.random(in: 0...12, using: &stream))
    let edges = (0...max(1, bins)).map(Double.init)
    let chart = OverlapHistogram(
      real: stream.shares(bins), synthetic: seed % 5 == 0 ? nil : stream.shares(bins),
      zeroBar: seed % 3 == 0 ? .init(real: 0.2, synthetic: 0.1) : nil,
      ticks: Axis.ticks(edges: edges, isLogarithmic: false, width: 50), isLogarithmic: seed % 2 == 0)
    for isMono in [false, true] {
      var surface = Surface(size: Size(width: 60, height: 16))
      chart.draw(in: area, on: &surface, isMono: isMono)
      for y in 0..<16 {
        for x in 0..<60 where !area.contains(Point(x: x, y: y)) { #expect(surface[x, y] == .blank) }
      }
    }
  }

  @Test func aBinThatHoldsAnythingIsNeverEmpty() {
    let chart = OverlapHistogram(real: [0.9999, 0.00005, 0], synthetic: [0.9999, 0, 0.00005])
    #expect(chart.lines(width: 3, height: 3).last == "█░▒")
  }

  @Test func histogramIsDrawnWithItsAxis() {
    let chart = OverlapHistogram(
      real: [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.2, 0.1, 0.05, 0.02],
      synthetic: [0.01, 0.02, 0.05, 0.1, 0.3, 0.25, 0.12, 0.08, 0.05, 0.02],
      ticks: Axis.ticks(edges: (0...10).map { Double($0) * 10 }, isLogarithmic: false, width: 24))
    expectText(
      chart.lines(width: 10, height: 6).joined(separator: "\n"),
      """
          ▒▃
          ██░
         ▃███▁
      ▁▂▅█████▅▂
      ┬────┬───┬
      0    50
      """)
  }

  @Test func mergedBinsKeepTheirSum() {
    var stream = Stream(9)
    for count in 1...120 {
      let all = stream.shares(count)
      for width in [1, 7, 38] {
        let groups = Bins.regrouped(all, into: width)
        #expect(groups.count == min(count, width))
        #expect(abs(groups.reduce(0, +) - all.reduce(0, +)) < 1e-9)
      }
    }
  }

  @Test func levelBarsAreThoseOfTheDesign() {
    let bars = LevelBars(levels: [
      .init(label: "grocery", real: 0.282, synthetic: 0.279), .init(label: "online", real: 0.24, synthetic: 0.291),
      .init(label: "fuel", real: 0.149, synthetic: 0.112), .init(label: "gambling", real: 0.006, synthetic: 0),
    ])
    var surface = Surface(size: Size(width: 60, height: 4))
    bars.draw(in: surface.bounds, on: &surface, isMono: true)
    expectText(
      surface.text,
      """
      grocery  ███████████████████████████   28.2%     −0.3
      online   ███████████████████████▒▒▒▒▒  24.0%     +5.1
      fuel     ███████████░░░                14.9%     −3.7
      gambling ░                              0.6%     −0.6 ! gone
      """)
  }

  @Test func levelBarsNameTheirNumbers() {
    let bars = LevelBars(levels: [.init(label: "web", real: 0.5, synthetic: 0.45)], hasHead: true)
    var surface = Surface(size: Size(width: 50, height: 2))
    bars.draw(in: surface.bounds, on: &surface, isMono: true)
    let lines = surface.text.split(separator: "\n")
    #expect(lines[0].hasSuffix("real Δ points") && lines[1].hasSuffix("50.0%     −5.0"), "\n\(surface.text)")
    #expect(lines[0].count == lines[1].count)
  }

  private func expectText(_ found: String, _ expected: String) {
    #expect(found == expected, "\n\(found)")
  }

  @Test func deviatingBinsOfASparklineAreTinted() {
    var surface = Surface(size: Size(width: 10, height: 1))
    let real = [0.4, 0.301, 0.299]
    Sparkline(shares: [0.5, 0.3, 0.2], comparedWith: real, rows: 5000).draw(at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.styleText == "ymr")
    #expect(surface.text == "▇▄▃")
    Sparkline(shares: [0.5, 0.3, 0.2], comparedWith: real, rows: 20).draw(at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.styleText == "mmm")
  }

  @Test func gaugesAreThin() {
    var surface = Surface(size: Size(width: 10, height: 1))
    Gauge(score: 96).draw(at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.text == "━━━━━━━━━·")
    Gauge(score: 98).draw(at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.text == "━━━━━━━━━━" || surface.text == "━━━━━━━━━╸")
    Gauge(score: 20).draw(at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.text == "··········")
  }

  @Test func partsAreCountedInEighths() {
    var surface = Surface(size: Size(width: 10, height: 1))
    Gauge.drawPart(0.004, at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.text == "▏")
    Gauge.drawPart(0.41, at: Point(x: 0, y: 0), on: &surface)
    #expect(surface.text == "██▉")
  }

  @Test func curvesAreToldApartWithoutColour() {
    func text(real: [Double], synthetic: [Double]) -> String {
      var surface = Surface(size: Size(width: 20, height: 5))
      CurveChart.cumulative(real: real, synthetic: synthetic).draw(in: surface.bounds, on: &surface, isMono: true)
      return surface.text
    }
    let one = [0.5, 0.3, 0.2]
    let other = [0.2, 0.3, 0.5]
    #expect(text(real: one, synthetic: other) != text(real: other, synthetic: one))
  }

  @Test func ticksAreRoundAndInside() {
    let linear = Axis.ticks(edges: [0, 25, 50, 75, 100], isLogarithmic: false, width: 30)
    #expect(linear.map(\.label) == ["0", "50", "100"])
    #expect(linear.map(\.position) == [0, 2, 4])
    let decades = Axis.ticks(edges: [1, 10, 100, 1000], isLogarithmic: true, width: 38)
    #expect(decades.map(\.label) == ["1", "10", "100", "1k"])
    #expect(decades.map(\.position) == [0, 1, 2, 3])
    #expect(Axis.ticks(edges: [.nan, 1], isLogarithmic: false, width: 40).isEmpty)
    #expect(Axis.ticks(edges: [-1e308, 1e308], isLogarithmic: false, width: 40).count <= 6)
  }

  /// Whatever the range, an axis of some width has two labels or more, which do not touch.
  @Test(arguments: 0..<200) func anAxisHasTwoTicksAndTheyHaveRoom(seed: Int) {
    var stream = Stream(seed)
    let first = Double.random(in: -1000...1000, using: &stream)
    let span = pow(10, Double.random(in: -3...6, using: &stream))
    let bins = Int.random(in: 1...60, using: &stream)
    let edges = (0...bins).map { first + span * Double($0) / Double(bins) }
    let width = Int.random(in: 36...120, using: &stream)
    let ticks = Axis.ticks(edges: edges, isLogarithmic: false, width: width)
    #expect(ticks.count >= 2 && ticks.count <= max(2, width / 5), "\(first) to \(first + span): \(ticks)")
    var surface = Surface(size: Size(width: width, height: 2))
    Axis.draw(ticks, columnsPerBin: Double(width) / Double(bins), in: surface.bounds, on: &surface)
    let labels = surface.text.split(separator: "\n")[1].split(separator: " ").map(String.init)
    #expect(labels == ticks.map(\.label), "each label stands by itself")
  }

  @Test func wholeNumbersHaveNoTicksBetween() {
    let edges = [-0.5, 0.5, 1.5, 2.5]
    #expect(Axis.ticks(edges: edges, isLogarithmic: false, width: 40, isWhole: true).map(\.label) == ["0", "1", "2"])
    #expect(Axis.ticks(edges: edges, isLogarithmic: false, width: 80).contains { $0.label == "0.5" })
  }

  /// Few bins fill the chart: at most a quarter of it is free, and the area of every bin is its share.
  @Test(arguments: 1...50) func binsFillTheChart(count: Int) {
    var stream = Stream(count)
    let shares = stream.shares(count)
    for width in [30, 38, 46] where width >= count {
      let (heights, cells) = Bins.bars(shares, width: width)
      #expect(heights.count * cells <= width && 4 * heights.count * cells >= 3 * width)
      let perBin = Bins.cells(of: count, in: width)
      #expect(abs(heights.reduce(0, +) * Double(cells) - shares.reduce(0, +) * perBin) < 1e-9 * Double(width))
      let places = (0..<width).compactMap { OverlapHistogram.bin(at: $0, of: count, width: width, hasZeroBar: false) }
      #expect(places == places.sorted() && Set(places) == Set(0..<count), "every bin can be pointed at")
    }
  }

  @Test func whatLiesBeyondTheAxisIsMarked() {
    var chart = OverlapHistogram(real: [0.5, 0.5], synthetic: [0.4, 0.6])
    #expect(!chart.lines(width: 8, height: 5)[3].contains("▸"))
    chart.holdsHigher = true
    #expect(chart.lines(width: 8, height: 5)[3] == "───────▸")
    chart.holdsLower = true
    #expect(chart.lines(width: 8, height: 5)[3] == "◂──────▸")
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1"), (12.5, "12.5"), (999.9, "1k"), (1000, "1k"), (2500, "2.5k"), (1_250_000, "1.25M"),
    (2007, "2007"), (-1903, "−1903"), (12_345, "12.3k"), (-350, "−350"), (0.25, "0.25"), (0.00012, "1.2e-4"),
    (1e18, "1e18"), (.infinity, "–"),
  ]) func shortNumbers(_ value: Double, _ text: String) {
    #expect(ShortNumber.text(value) == text)
  }

  @Test(arguments: [
    ([2007.0, 2008, 2009], ["2007", "2008", "2009"]), ([2000, 2005, 2010], ["2000", "2005", "2010"]),
    ([0, 2500, 5000], ["0", "2.5k", "5k"]), ([10_001, 10_002], ["10001", "10002"]), ([0.5, 1], ["0.5", "1"]),
  ]) func ticksAreToldApart(_ values: [Double], _ labels: [String]) {
    let ticks = Axis.ticks(at: values, edges: [0, 20_000], label: ShortNumber.text)
    #expect(ticks.map(\.label) == labels)
  }
}
