import Testing

@testable import Screen

@Suite struct BoxStripTests {
  @Test func boxesStandAtTheirPlaces() {
    var surface = Surface(size: Size(width: 11, height: 1))
    BoxStrip(places: [0.1, 0.3, 0.5, 0.7, 0.9], beyond: [1]).draw(in: surface.bounds, role: .real, on: &surface)
    #expect(surface.text == " ├─▓▓┃▓▓─┤·")
  }

  @Test(arguments: 0..<20) func nothingIsDrawnOutside(_ width: Int) {
    var surface = Surface(size: Size(width: 30, height: 3))
    let area = Rect(x: 3, y: 1, width: width, height: 1)
    BoxStrip(places: [-1, 0.2, 0.4, 0.6, 7], beyond: [-3, 5]).draw(in: area, role: .real, on: &surface)
    for y in 0..<3 {
      for x in 0..<30 where !area.contains(Point(x: x, y: y)) { #expect(surface[x, y] == .blank) }
    }
  }
}
